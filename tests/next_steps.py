"""A small folder with regions, shops and offers, whose names try to be markup; for every face that shows them."""

from pathlib import Path

HOSTILE = '<b>&amp; *bold* #x("y") $z$ [u](https://evil.example) `q` {{ tpl }} \\'
"""What means something to HTML, Markdown, Typst, Jinja and terminals, and is only a name here."""
CODE = "<CODE>-10%&x"
WRITTEN = HOSTILE.replace("{", "{{").replace("}", "}}")
FILES = {
    "company.yaml": f"""
format: 1
company: Bright Desk
languages: [en, fa]
start: lamp
contact: hello@brightdesk.example
privacy: We keep little.
purposes:
  report: {{label: My report, wording: Bright Desk writes your report., ask: at_start}}
regions:
  europe: {{label: Europe, currency: EUR}}
  gulf: {{label: The Gulf, currency: AED}}
shops:
  vienna:
    name: '{WRITTEN}'
    address: 'Praterstrasse {WRITTEN}, Vienna'
    place: 48.2140,16.3870
    region: europe
    link: https://brightdesk.example/vienna?a=1&b=2
    phone: "+1 (206) 555-0134"
    hours: 'Monday {WRITTEN}'
  dubai: {{name: Bright Desk Dubai, address: "Al Quoz, Dubai", place: "25.1390,55.2270", region: gulf}}
""",
    "company.fa.yaml": """
shops:
  dubai: {name: برایت دسک دبی, address: "دبی، القوز"}
""",
    "products.yaml": """
format: 1
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
  price: {label: Price, type: money, unit: USD, range: [0, 500], better: lower}
products:
  halo: {name: Halo, light: 600, price: 90, prices: {europe: 80, gulf: 300}}
  beam: {name: Beam, light: 1500, price: 240, prices: {europe: 220}}
""",
    "lamp/questionnaire.yaml": f"""
format: 1
questionnaire: lamp
title: Find your lamp
language: en
promise: A light plan.
budget: {{typical: 3, at_most: 3}}
questions:
  region:
    ask: Where does your desk stand?
    type: select_one
    choices: {{europe: In Europe, gulf: In the Gulf, elsewhere: Elsewhere}}
  spend:
    ask: What may it cost?
    type: integer
    unit: USD
  home:
    ask: Where would you come from?
    type: location
needs:
  light: {{at_least: 1000, because: It is bright.}}
  price: {{at_most: spend, weight: 2, because: "It costs {{product.price}}.", but: "It costs {{product.price}}."}}
offers:
  visit:
    text: 'We come to you. {WRITTEN}'
    label: 'Ask us {WRITTEN}'
    link: https://brightdesk.example/visit?a=1&b=2
    regions: [europe]
  write:
    text: Write to us.
    link: mailto:hello@brightdesk.example
    coupon: '{CODE}'
  third:
    text: A third one.
    link: https://brightdesk.example/third
""",
    "lamp/report.md": """
# Your light plan

## In short
<!-- id: short; in_message: yes -->

```suggestions
short: yes
```

## What they cost
<!-- id: costs -->

```chart
kind: bars
title: Within what you would spend
bars:
  - {label: You, value: spend}
  - {value: suggestions.price}
```

```chart
kind: bars
title: Where you are
bars:
  - {value: suggestions.price}
```

## Where to see it
<!-- id: shops; in_message: yes -->

```shops
near: home
```

## Before you go
<!-- id: offers -->

```offers
```
""",
}


def written(folder: Path) -> Path:
    """Write the folder and return it."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.lstrip("\n"), "utf-8")
    return folder
