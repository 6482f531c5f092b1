"""A purpose that company.yaml does not have.

A question can only be for what the company has a wording for. The purposes that exist are a closed list: `report`,
`remember`, `contact`, `reminders`, `crm`, `behaviour`, `profiling`.

**Wrong**

```yaml
questions:
  street: {ask: Where shall we deliver it?, type: text, purpose: crm}
```

**Right**

```yaml
questions:
  street: {ask: Where shall we deliver it?, type: text, purpose: contact}
```
"""
