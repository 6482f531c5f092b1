"""A segment that is not defined.

Segments stand under `segments:` of the same questionnaire.

**Wrong**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
segments:
  artists: {work: draw}
offers:
  class: {if: {segment: artist}, text: Come to our drawing class.}
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
offers:
  class: {if: {segment: artists}, text: Come to our drawing class.}
```
"""
