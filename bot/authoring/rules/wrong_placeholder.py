"""A place for an answer that cannot be filled.

Between `{` and `}` stands the id of a question or fact, perhaps with what to say instead: `{width|so}`. Write `{{`
for the sign itself. `{product.…}` is known only where a need says why. Only texts of a questionnaire know answers.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is {your desk}?
    type: integer
    unit: cm
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```
"""
