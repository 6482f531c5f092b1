"""A file that cannot be used at all.

It is not there, leads out of the folder, is no UTF-8 text, is larger than 1 MB, is nested deeper than 32 levels, has
a line of more than 10,000 characters or a sign that nobody can see. The message says which, and where. More than 500
problems are not listed either.

**Wrong**

```yaml
questions:
  width: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a:
    {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: b}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}
```

**Right**

```yaml
questions:
  width: {ask: How wide is your desk?, type: integer, unit: cm}
```
"""
