"""A reason that needs a `said` which is not there.

`{said.work}` says an answer inside a sentence: "because you draw". Each choice needs its own `said`; a question about
a number or a text has one for all.

**Wrong**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

Because {said.work|you have a desk}, light comes from the left.
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
```

**Right**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

Because {said.work|you have a desk}, light comes from the left.
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices:
      read: {label: I read, said: you read}
      draw: {label: I draw, said: you draw}
```
"""
