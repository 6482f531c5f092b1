"""A sign that means something to YAML and nothing here.

Anchors (`&`), aliases (`*`), tags (`!`) and merge keys (`<<`) are not understood: what stands in a file is what it
means. Write it out. A text that begins with such a sign stands in quotes.

**Wrong**

```yaml
questions:
  width: &size {ask: How wide is your desk?, type: integer, unit: cm}
```

**Right**

```yaml
questions:
  width: {ask: How wide is your desk?, type: integer, unit: cm}
```
"""
