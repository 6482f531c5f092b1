"""Something that is defined by itself.

A fact that needs itself, over however many others, has no value; a segment neither. The message shows the way round.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
facts:
  half: {formula: rest / 2}
  rest: {formula: width - half}
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
facts:
  half: {formula: width / 2}
  rest: {formula: width - half}
```
"""
