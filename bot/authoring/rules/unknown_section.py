"""A section that report.md does not have.

A translation of a report has the same sections by the same ids.

**Wrong**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

Your desk is {width|as wide as it is}.
```

```markdown
<!-- report.fa.md -->
# برنامهٔ نور شما

## خلاصه
<!-- id: shrot -->

میز شما {width|همان} است.
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

```markdown
<!-- report.fa.md -->
# برنامهٔ نور شما

## خلاصه
<!-- id: short -->

میز شما {width|همان} است.
```

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```
"""
