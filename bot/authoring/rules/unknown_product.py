"""A product that is in no list.

Products are named by their ids in `products.yaml` or `products.csv`.

**Wrong**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 800, dims: true, goes_with: bulb}
  beam: {name: Beam, light: 1500, dims: false}
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
"""
