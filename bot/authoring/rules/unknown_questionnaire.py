"""A questionnaire that is not in this folder.

`start` in `company.yaml` names the one that opens when somebody comes without a link.

**Wrong**

```yaml
# company.yaml
start: desk-lmap
```

**Right**

```yaml
# company.yaml
start: desk-lamp
```
"""
