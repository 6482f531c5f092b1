"""A language that the company does not speak.

`company.yaml` lists the languages. A questionnaire is written in one of them and translated into the others.

**Wrong**

```yaml
language: de
```

**Right**

```yaml
language: en
```
"""
