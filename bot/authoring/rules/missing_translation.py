"""A text that is not translated.

People then read it in the base language. The message says how much is done and what is missing first.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```

```yaml
# fa.yaml
title: چراغ مطالعهٔ خود را پیدا کنید
promise: برنامهٔ نور برای میز شما.
questions:
  width: {}
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```

```yaml
# fa.yaml
title: چراغ مطالعهٔ خود را پیدا کنید
promise: برنامهٔ نور برای میز شما.
questions:
  width: {ask: پهنای میز شما چقدر است؟}
```
"""
