"""A rule for an accessory that nothing offers.

An accessory comes along with a product that has it under `goes_with`. Without one, the rule decides nothing.

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
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
accessories:
  beam: {if: {width: {above: 160}}}
```

**Right**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 800, dims: true, goes_with: beam}
  beam: {name: Beam, light: 1500, dims: false}
```

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
accessories:
  beam: {if: {width: {above: 160}}}
```
"""
