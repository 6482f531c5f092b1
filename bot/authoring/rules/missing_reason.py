"""A need about which nothing can be said.

A suggestion says why, in the person's own words. A need that is met must have something to say: its own `because`, or
a `said` at the answer behind it.

**Wrong**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 800, dims: true}
  beam: {name: Beam, light: 1500, dims: false}
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
needs:
  light: {at_least: 1000}
  dims: {is: true, if: {work: read}}
```

**Right**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 800, dims: true}
  beam: {name: Beam, light: 1500, dims: false}
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
needs:
  light: {at_least: 1000}
  dims: {is: true, if: {work: read}, because: You can dim it when you read at night.}
```
"""
