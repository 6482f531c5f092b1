"""A text that a comment has cut.

From ` #` on, a line is a comment and no part of the text. Put the text in quotes, or two blanks before a real
comment.

**Wrong**

```yaml
questions:
  width:
    ask: Is it desk #1 that needs light?
    type: yes_no
```

**Right**

```yaml
questions:
  width:
    ask: "Is it desk #1 that needs light?"
    type: yes_no
```
"""
