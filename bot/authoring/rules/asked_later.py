"""A condition or text that looks forward.

Questions come in the order in which they stand, and only what was asked before can decide whether a question is asked
or stand in it. So there are no loops. Move the question up, or the condition down.

**Wrong**

```yaml
questions:
  paper:
    ask: How large is your paper?
    type: select_one
    choices: {small: A4, large: A2}
    ask_if: {work: draw}
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
```

**Right**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
  paper:
    ask: How large is your paper?
    type: select_one
    choices: {small: A4, large: A2}
    ask_if: {work: draw}
```
"""
