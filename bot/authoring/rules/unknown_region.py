"""A region that company.yaml does not have.

Products are sold in regions and have price lists for them, shops stand in them, offers hold there. The regions
themselves stand in `company.yaml`.

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

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw, screen: I work at a screen}
  region:
    ask: Where does your desk stand?
    type: select_one
    choices: {europe: In Europe, elsewhere: Somewhere else}
```
"""
