"""Something in a report that a report cannot hold.

A report is a title (`#`), sections (`##`), paragraphs, lists, tables, callouts (`> [!TIP]`, `> [!NOTE]`, `>
[!WARNING]`) and the blocks `chart`, `suggestions`, `what_if`, `answers`, `offers` and `shops`. HTML, pictures and
headings inside a section are not understood.

**Wrong**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

<b>Light from the left.</b>
```

**Right**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

**Light from the left**, you read: {work|not yet}.
```
"""
