"""A file that is named, or needed, and is not there.

An image stands in the folder of its questionnaire. A folder needs a `company.yaml`, and a questionnaire a
`report.md`: it is what people get for their answers.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    image: desk.png
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```
"""
