"""A name that is no question and no fact.

Conditions, formulas, needs, charts and the places in texts name questions and facts by their ids. The message says
which one was probably meant.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
segments:
  large: {witdh: {above: 160}}
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
segments:
  large: {width: {above: 160}}
```
"""
