"""The same id twice.

An id names one thing. In a file the second would quietly take the place of the first, so both places are told. A fact
cannot be called as a question either.

**Wrong**

```yaml
questions:
  width: {ask: How wide is your desk?, type: integer, unit: cm}
  width: {ask: How deep is it?, type: integer, unit: cm}
```

**Right**

```yaml
questions:
  width: {ask: How wide is your desk?, type: integer, unit: cm}
  depth: {ask: How deep is it?, type: integer, unit: cm}
```
"""
