"""A choice that the question, or the attribute, does not have.

A condition names choices by their ids, not by their labels. The message lists them, with the line where they stand.

**Wrong**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
segments:
  artists: {work: drawing}
```

**Right**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
segments:
  artists: {work: draw}
```
"""
