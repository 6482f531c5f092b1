"""The limit of an XLSForm answer (`constraint`) as the keys that a question of its type knows."""

from typing import Any

from bot.authoring import xpath
from bot.authoring.xpath import Call, Untranslatable, Written

_THROUGH = {".": ("integer", "decimal"), "count-selected": ("select_multiple",), "string-length": ("text", "long_text")}
LONGEST = 2000


def limits(source: str, type_: str) -> Written:
    """Return what a constraint limits; raise `Untranslatable` where it is more than bounds."""
    found: Written = {}
    for through, sign, value in xpath.bounds(xpath.parse(source)):
        if through == "." and type_ == "date":
            found |= _days(sign, value)
        elif type_ in _THROUGH[through]:
            found |= _numbers(sign, xpath.number_in(value), type_)
        else:
            raise Untranslatable(f"a {type_} has no such limit")
    least, most = found.get("at_least"), found.get("at_most")
    if least is not None and most is not None and least > most:
        raise Untranslatable("nothing lies between its bounds")
    return found


def _numbers(sign: str, number: float, type_: str) -> dict[str, Any]:
    step = 0 if type_ == "decimal" else 1
    if sign in ("=", "!="):
        raise Untranslatable("only < > <= >= are limits")
    key = "at_least" if sign.startswith(">") else "at_most"
    if step == 0 and sign in ("<", ">"):
        raise Untranslatable(f"a decimal cannot exclude its limit {number:g}; set '{key}' by hand")
    if step and number != int(number):
        raise Untranslatable(f"{number:g} is no whole number")
    limit = number + (step if sign == ">" else -step if sign == "<" else 0)
    if type_ not in ("integer", "decimal"):
        lowest = 1 if key == "at_most" else 0
        if not lowest <= limit <= LONGEST or (key == "at_least" and type_ != "select_multiple"):
            raise Untranslatable(f"a {type_} has no such limit")
    return {key: xpath.tidy(limit)}


def _days(sign: str, value: Call) -> dict[str, Any]:
    key = "earliest" if sign.startswith(">") else "latest"
    if sign in (">=", "<=") and value == Call("today", ()):
        return {key: "today"}
    inner = value.arguments[0] if value.name == "date" and value.arguments else value
    if sign in (">=", "<=") and inner.name == "$text" and xpath.is_iso_day(inner.arguments[0]):
        return {key: inner.arguments[0]}
    raise Untranslatable("a day is limited by >= or <= and today() or date('2026-01-31')")


def within(limit: Written, other: Written) -> Written:
    """Return a limit with the narrower of two bounds; raise `Untranslatable` where nothing lies between them."""
    found = dict(limit)
    for key, narrower in (("at_least", max), ("at_most", min)):
        if key in limit and key in other:
            found[key] = narrower(limit[key], other[key])
    bounds = other | found
    if bounds.get("at_least", 0) > bounds.get("at_most", bounds.get("at_least", 0)):
        raise Untranslatable("nothing lies between its bounds")
    return found
