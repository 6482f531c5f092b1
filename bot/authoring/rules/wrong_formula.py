"""A formula that cannot be worked out.

A formula has numbers, names, `+ - * /`, brackets and the functions `min`, `max`, `round`, `count` (of several
choices) and `days_between` (of two days). The message says what stands where something else was expected.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
facts:
  half: {formula: width // 2, unit: cm}
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
facts:
  half: {formula: width / 2, unit: cm}
```
"""
