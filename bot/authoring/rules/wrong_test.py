"""A test that does not fit what is tested.

Each type of question is tested in its own way: a choice by its id, a number by limits, several choices by `any_of`,
`all_of`, `none_of`, a day by `before` and `after`. The same goes for needs and the attributes they test. The message
says what both sides are.

**Wrong**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
segments:
  artists: {work: {at_least: 2}}
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
