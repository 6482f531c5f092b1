"""An answer that may be missing where it is said.

Who was not asked, or skipped it, would read a gap. Say what stands there then, `{width|as wide as it is}`, make the
question `required`, or show the text only where it was answered.

**Wrong**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

Your desk is {width} wide.
```

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```

**Right**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

Your desk is {width|as wide as it is}.
```

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```
"""
