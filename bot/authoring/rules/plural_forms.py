"""A text that counts without all the forms its language needs.

English says one lamp, two lamps; Arabic has six forms, Persian two. `{count: lamps, one: …, other: …}` has to have
exactly those of its language.

**Wrong**

```yaml
questions:
  lamps: {ask: How many lamps do you have?, type: integer, required: true}
  move: {ask: "Can you move {count: lamps, one: it}?", type: yes_no}
```

**Right**

```yaml
questions:
  lamps: {ask: How many lamps do you have?, type: integer, required: true}
  move: {ask: "Can you move {count: lamps, one: it, other: all {lamps}}?", type: yes_no}
```
"""
