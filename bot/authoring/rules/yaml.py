"""Signs that cannot be read as YAML.

YAML has some traps, and each is told in plain words: a `:` inside a text, a bracket or quote that is never closed, a
tab, a line that is indented otherwise than its neighbours. A text with signs in it is safe in quotes.

**Wrong**

```yaml
questions:
  width:
    ask: One thing first: how wide is your desk?
    type: integer
    unit: cm
```

**Right**

```yaml
questions:
  width:
    ask: "One thing first: how wide is your desk?"
    type: integer
    unit: cm
```
"""
