"""Something in a translation that is no text.

A translation holds the texts of its base, in the same shape, and nothing that decides: no conditions, no limits, no
lists.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```

```yaml
# fa.yaml
questions:
  width: [پهنای میز شما چقدر است؟]
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```

```yaml
# fa.yaml
questions:
  width: {ask: پهنای میز شما چقدر است؟}
```
"""
