"""A trait that traits.yaml does not list.

`traits.yaml` holds the names of what is known of a person over several questionnaires. A question fills one of them
with `trait: …`, and a condition looks at it with `trait: {…: …}`.

**Wrong**

```yaml
# traits.yaml
traits:
  work: {label: What the desk is for, type: select_one}
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
    trait: job
```

**Right**

```yaml
# traits.yaml
traits:
  work: {label: What the desk is for, type: select_one}
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
    trait: work
```
"""
