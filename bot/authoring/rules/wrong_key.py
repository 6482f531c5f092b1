"""A key that is not a word.

Before a `:` stands one word. Brackets there are mostly a colon in the wrong place.

**Wrong**

```yaml
questions:
  [width, depth]: {ask: How large is your desk?, type: integer, unit: cm}
```

**Right**

```yaml
questions:
  width: {ask: How wide is your desk?, type: integer, unit: cm}
  depth: {ask: How deep is your desk?, type: integer, unit: cm}
```
"""
