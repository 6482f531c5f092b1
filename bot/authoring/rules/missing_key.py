"""Something that cannot be left out is left out.

A question needs `ask` and `type`, a choice needs a label, a section of a report needs an id. The message says which
word is missing, and where.

**Wrong**

```yaml
questions:
  width:
    type: integer
    unit: cm
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```
"""
