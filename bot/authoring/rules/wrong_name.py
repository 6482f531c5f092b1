"""An id that cannot be one.

Ids name columns in exports and stand in conditions, so they are short and plain: small letters, digits and `_`, a
letter first, at most 32. Some words have a meaning of their own (`segment`, `today`). A questionnaire is called like
its folder.

**Wrong**

```yaml
questions:
  Desk-Width: {ask: How wide is your desk?, type: integer, unit: cm}
```

**Right**

```yaml
questions:
  desk_width: {ask: How wide is your desk?, type: integer, unit: cm}
```
"""
