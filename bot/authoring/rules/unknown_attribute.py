"""An attribute that products.yaml does not define.

A need asks something of one attribute, and is called like it; if it is called otherwise it says `attribute: …`. A
product has values for attributes only. In texts `{product.light}` names one.

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
needs:
  brightness: {at_least: 1000}
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
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
needs:
  brightness: {attribute: light, at_least: 1000}
```
"""
