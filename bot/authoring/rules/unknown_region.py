"""A region that company.yaml does not have.

Products are sold in regions, and have price lists for them. The regions stand in `company.yaml`.

**Wrong**

```yaml
# company.yaml
regions:
  europe: {label: Europe, currency: EUR}
```

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 800, dims: true, regions: [asia]}
  beam: {name: Beam, light: 1500, dims: false}
```

**Right**

```yaml
# company.yaml
regions:
  europe: {label: Europe, currency: EUR}
```

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 800, dims: true, regions: [europe]}
  beam: {name: Beam, light: 1500, dims: false}
```
"""
