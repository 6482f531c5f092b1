"""A unit that cannot be turned into the one of the question.

`2 kW` is 2000 W, but no number of volts is a power. Units are compared in conditions, needs and products.

**Wrong**

```yaml
questions:
  power:
    ask: How much power does your lamp take?
    type: integer
    unit: W
segments:
  hot: {power: {above: 100 V}}
```

**Right**

```yaml
questions:
  power:
    ask: How much power does your lamp take?
    type: integer
    unit: W
segments:
  hot: {power: {above: 0.1 kW}}
```
"""
