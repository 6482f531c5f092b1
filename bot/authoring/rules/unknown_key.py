"""A word that does not belong here.

A question, a choice, a need each know certain words, and no others. Mostly it is misspelt, or it is a word for
another type of question. The message says what was probably meant, or all that there is.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    typ: integer
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
