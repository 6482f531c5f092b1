"""A text that stands empty.

Either write it, or delete the line. An empty file is told like this too.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    hint:
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    hint: The shorter side does not matter.
```
"""
