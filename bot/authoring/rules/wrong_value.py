"""A value of another kind than this word takes.

A number where there should be a day, a list where there should be a text, a type that does not exist. The message
says what stands there and what is understood. A text that begins with `{` has to stand in quotes.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    at_least: forty
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    at_least: 40
```
"""
