"""The rows of an XLSForm survey, taken one by one: groups, calculations and questions, with what of them is lost."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.authoring import xlsform_left, xpath
from bot.authoring.limits import limits, within
from bot.authoring.questions import MOST_CHOICES
from bot.authoring.workbook import Row, Workbook
from bot.authoring.xlsform_left import NO, YES, Left
from bot.authoring.xlsform_texts import distinct, escaped, filled, id_of, references, too_long
from bot.authoring.xpath import Named, Untranslatable, Written
from bot.questionnaire.condition import RESERVED
from bot.questionnaire.model import OTHER

_SIMPLE = {
    "text": "text",
    "string": "text",
    "integer": "integer",
    "int": "integer",
    "decimal": "decimal",
    "date": "date",
    "note": "note",
    "geopoint": "location",
    "location": "location",
    "gps": "location",
    "email": "email",
    "phonenumber": "phone",
    "phone number": "phone",
}
_SELECT = re.compile(
    r"(?:add )?(?P<kind>select[ _]?one|select1|select[ _]?multiple|select all that apply|rank)(?: prompt)?"
    r"(?: from| using)? (?P<list>\S+)(?P<other>\s+or[_ ]other|\s+or specify other)?",
    re.IGNORECASE,
)
_REPEATS = ("repeat", "lgroup", "looped group", "loop")
_GROUP = frozenset(("type", "name", "relevant"))
_CALCULATION = frozenset(("type", "name", "label", "calculation"))
_QUESTION = frozenset(("type", "name", "label", "relevant"))
_CONTACTS = ("email", "phone")
"""Types whose answers are kept to reach somebody, and for nothing else."""
_RANGE = {"start": 1.0, "end": 10.0, "step": 1.0}
MOST_SCALE = 10
_FAR = 1e9
Choices = dict[str, tuple[str, Row]]
"""The choices of a list by their names: our ids, and their rows."""


@dataclass
class Making:
    """A questionnaire while it is made, row by row."""

    book: Workbook
    names: Sequence[str]
    """What the workbook calls the language of the texts; an empty name where it does not say."""
    code: str
    """The code of that language."""
    others: Mapping[str, Sequence[str]]
    """What the workbook calls each other language, by its code."""
    left: dict[Left, None] = field(default_factory=dict)
    questions: dict[str, Written] = field(default_factory=dict)
    translations: dict[str, dict[str, Written]] = field(default_factory=dict)
    """The texts of the questions by language."""
    lists_used: set[str] = field(default_factory=set)
    facts: dict[str, Written] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)
    groups: list[tuple[Row, bool]] = field(default_factory=list)
    """The groups that are open, and whether each is a repeat."""

    @cached_property
    def lists(self) -> dict[str, list[Row]]:
        """The rows of each list of choices."""
        found: dict[str, list[Row]] = {}
        for row in self.book.choices:
            found.setdefault(row.get("list_name"), []).append(row)
        return found

    def leave(self, row: Row, sentence: str, sheet: str = "survey") -> None:
        """Note what of a row is lost; what is told of a choice list or a group by many questions is told once."""
        self.left[Left(sheet, row.number, sentence)] = None

    def lookup(self, name: str) -> Named:
        """Return what a reference stands for; raise `Untranslatable` where it was not carried over."""
        if name not in self.named:
            raise Untranslatable(f"${{{name}}} is no question before it that was carried over")
        return self.named[name]

    def expect_free(self, name: str) -> None:
        """Raise `Untranslatable` where nothing can be called by this name."""
        if name in self.named or not name:
            raise Untranslatable("the name is there already" if name else "it has no name")

    def text(self, row: Row, text: str) -> str:
        """Return a label with its references as places for answers, and tell which of them stay empty."""
        for name in dict.fromkeys(references(text)):
            if self._answer(name) is None:
                why = "says how to reach somebody" if name in self.named else "is no answer before it"
                why = "is a note" if name in self.named and self.named[name].type == "note" else why
                self.leave(row, f"${{{name}}} {why}, and cannot stand in a text; … stands there")
        return filled(text, self._answer)

    def _answer(self, name: str) -> Named | None:
        found = self.named.get(name)
        return None if found is None or found.type in ("note", *_CONTACTS) else found

    def new_id(self, name: str) -> str:
        """Return the id of a question or fact of this name."""
        return id_of(name, {*self.questions, *self.facts, *RESERVED})


def take_rows(making: Making) -> None:
    """Take every row of the survey that is not disabled."""
    for row in making.book.survey:
        if row.get("disabled").casefold() not in YES:
            _take(making, row)
    for row, _ in making.groups:
        making.leave(row, f"the group {row.get('name')!r} is never ended")


def _take(making: Making, row: Row) -> None:
    """Take one row of the survey: a group, a calculation, or a question."""
    kind = " ".join(row.get("type").split())
    plain = kind.casefold().replace("_", " ")
    if plain.startswith(("begin ", "end ")) and plain.split()[1] in ("group", *_REPEATS, "looped"):
        _group(making, row, plain)
    elif not kind:
        making.leave(row, "this row has no type")
    elif plain == "calculate":
        _calculate(making, row)
    else:
        _ask(making, row, kind, plain)


def _group(making: Making, row: Row, plain: str) -> None:
    word, _, what = plain.partition(" ")
    repeats = what.startswith(_REPEATS)
    if word == "begin":
        if repeats:
            making.leave(row, "a repeat is asked once only: answers are not kept in lists here")
        _tell_cells(making, row, _GROUP)
        making.groups.append((row, repeats))
    elif not making.groups:
        making.leave(row, "this ends a group that was not begun")
    elif making.groups.pop()[1] != repeats:
        making.leave(row, "this does not end what was begun last: a group, or a repeat")


def _calculate(making: Making, row: Row) -> None:
    name = row.get("name")
    try:
        making.expect_free(name)
        formula = xpath.formula(xpath.parse(row.get("calculation")), making.lookup)
    except Untranslatable as error:
        making.leave(row, f"the calculation {name!r} was left out: {error}")
        return
    id_ = making.new_id(name)
    making.facts[id_] = {"formula": formula}
    making.named[name] = Named(id_, "fact")
    _tell_cells(making, row, _CALCULATION)


# Questions -------------------------------------------------------------------------------------------------


def _ask(making: Making, row: Row, kind: str, plain: str) -> None:
    """Take a question; where it cannot be asked as it was meant, it is left out as a whole."""
    name, type_ = row.get("name"), _type_of(row, plain)
    try:
        if name or type_ != "note":
            making.expect_free(name)
        choices: Choices = {}
        keys, used = _keys(making, row, kind, type_, choices)
        condition = _condition(making, row)
        texts = _texts(making, row, type_)
    except Untranslatable as error:
        making.leave(row, f"{name!r} was left out: {error}" if name else f"this was left out: {error}")
        return
    required = row.get("required").casefold() in YES and keys["type"] != "note"
    written = {"ask": texts.pop("ask"), "type": keys.pop("type"), **texts}
    written |= ({"required": True} if required else {}) | _limited(making, row, written["type"], keys)
    written |= {"ask_if": condition} if condition else {}
    id_ = making.new_id(name or "note")
    written |= {"choices": _labels(making, choices)} if choices else {}
    for code in making.others:
        making.translations.setdefault(code, {})[id_] = _translated(making, row, code, written, choices)
    making.questions[id_] = written
    making.lists_used |= {each.get("list_name") for _, each in choices.values()}
    ids = {key: one for key, (one, _) in choices.items()}
    making.named[name or id_] = Named(id_, written["type"], ids, required and not condition)
    switched = required or row.get("required").casefold() in NO
    # A note shows no hint, unless that is all there is of it.
    shown = written["type"] != "note" or not row.text("label", making.names)
    used |= {column for column, is_used in (("hint", shown), ("required", switched)) if is_used}
    used |= {"constraint"} if written["type"] != "note" else set()
    _tell_cells(making, row, _QUESTION | used)


def _tell_cells(making: Making, row: Row, used: frozenset[str]) -> None:
    for sentence in xlsform_left.of_cells(row, used | {"disabled"}):
        making.leave(row, sentence)


def _type_of(row: Row, plain: str) -> str:
    """Return the type of a question without choices; empty where it has no counterpart."""
    type_ = _SIMPLE.get(plain, "")
    # The same words without a label ask for what a device knows of itself.
    asks = plain not in ("email", "phonenumber", "phone number") or row.get("label") or "label" in row.translated
    return type_ if asks else ""


def _keys(making: Making, row: Row, kind: str, type_: str, choices: Choices) -> tuple[Written, frozenset[str]]:
    """Return the type of a question with the keys that only it has, and the columns that this used up."""
    look = {*row.get("appearance").casefold().split()}
    if select := _SELECT.fullmatch(kind):
        return _select(making, row, select, choices), frozenset()
    if kind.casefold() == "range":
        return _range(making, row)
    if not type_:
        raise Untranslatable(f"the type {kind!r} has no counterpart")
    words: set[str] = set()
    if type_ == "text" and "multiline" in look:
        type_, words = "long_text", {"multiline"}
    elif type_ in ("text", "integer") and "phone" in look:
        type_, words = "phone", {"phone", "numbers"}
    used = frozenset(("appearance",) if look and look <= words else ())
    return {"type": type_} | ({"purpose": "contact"} if type_ in _CONTACTS else {}), used


def _select(making: Making, row: Row, select: re.Match[str], choices: Choices) -> Written:
    word = select["kind"].casefold()
    kind = "rank" if word == "rank" else "select_one" if word.endswith(("1", "one")) else "select_multiple"
    other = bool(select["other"]) and kind != "rank"
    for each in making.lists.get(select["list"], ()):
        key = each.get("name")
        if other and key == OTHER:
            continue
        if not key or key in choices:
            making.leave(each, f"the choice {key!r} is there twice" if key else "this choice has no name", "choices")
            continue
        choices[key] = (id_of(key, [one for one, _ in choices.values()] + [OTHER], digits=True), each)
    if not choices:
        raise Untranslatable(f"the list {select['list']!r} is not among the choices")
    if len(choices) == 1:
        raise Untranslatable(f"the list {select['list']!r} has one choice, and a question needs two")
    if len(choices) > MOST_CHOICES:
        raise Untranslatable(f"the list {select['list']!r} has {len(choices):,} choices, and a question {MOST_CHOICES}")
    if select["other"] and not other:
        making.leave(row, "'or_other' was left out: what is ranked is the same for everybody")
    return {"type": kind} | ({"other": True} if other else {})


def _range(making: Making, row: Row) -> tuple[Written, frozenset[str]]:
    said = row.get("parameters")
    given = dict(part.split("=", 1) for part in re.split(r"[\s,;]+", said.casefold()) if "=" in part)
    try:
        start, end, step = (float(given.get(key, usual)) for key, usual in _RANGE.items())
    except ValueError:
        start = end = step = 0.0
    if not -_FAR < start < end < _FAR or step <= 0:
        raise Untranslatable(f"its parameters {said!r} make no range")
    used = frozenset(("parameters",) if given.keys() <= _RANGE.keys() else ())
    whole = all(number == int(number) for number in (start, end, step))
    if whole and step == 1 and start in (0, 1) and end <= MOST_SCALE:
        return {"type": "scale", "from": int(start), "to": int(end)}, used
    if step != 1:
        making.leave(row, f"the steps of the range {row.get('name')!r} were left out")
    type_ = "integer" if whole else "decimal"
    return {"type": type_, "at_least": xpath.tidy(start), "at_most": xpath.tidy(end)}, used


def _condition(making: Making, row: Row) -> Written:
    """Return who is asked, by the question and all groups around it; raise `Untranslatable` where that is lost."""
    parts = []
    for each in [*(group for group, _ in making.groups), row]:
        source = each.get("relevant")
        try:
            parts += [xpath.condition(xpath.parse(source), making.lookup)] if source else []
        except Untranslatable as error:
            making.leave(each, f"the condition {xlsform_left.shortened(source)!r} was left out: {error}")
            raise Untranslatable("who is to be asked it cannot be told") from None
    return xpath.joined(parts) if parts else {}


def _limited(making: Making, row: Row, type_: str, keys: Written) -> Written:
    """Return the keys of a question together with its limit."""
    source = row.get("constraint")
    if not source or type_ == "note":
        return keys
    try:
        return keys | within(limits(source, type_), keys)
    except Untranslatable as error:
        making.leave(row, f"the limit {xlsform_left.shortened(source)!r} was left out: {error}")
        return keys


# Texts -----------------------------------------------------------------------------------------------------


def _texts(making: Making, row: Row, type_: str) -> Written:
    """Return the question as it is put, with its hint; a hint stands in for a missing label."""
    label, hint = row.text("label", making.names), row.text("hint", making.names)
    if not label and type_ == "note" and not hint:
        raise Untranslatable("this note says nothing")
    texts = {"ask": making.text(row, label or hint) or escaped(row.get("name"))}
    if label and hint and type_ != "note":
        texts["hint"] = making.text(row, hint)
    for text in texts.values():
        if (why := too_long(text)) is not None:
            raise Untranslatable(why)
    return texts


def _labels(making: Making, choices: Choices) -> dict[str, str]:
    written = [(key, row.text("label", making.names)) for key, (_, row) in choices.items()]
    for (_, label), (_, row) in zip(written, choices.values(), strict=True):
        if references(label):
            making.leave(row, "a label of a choice cannot hold answers; … stands there", "choices")
    ids = [one for one, _ in choices.values()]
    return dict(zip(ids, distinct(written, making.code), strict=True))


def _translated(making: Making, row: Row, code: str, written: Written, choices: Choices) -> Written:
    """Return the texts of a question in another language, as far as the workbook has them."""
    names, found = making.others[code], Written()
    for key, column in (("ask", "label"), ("hint", "hint")):
        said = row.said(column, names)
        if said and key in written and too_long(said) is None:
            found[key] = making.text(row, said)
    labels = {key: label for key, (_, each) in choices.items() if (label := each.said("label", names))}
    if labels:
        ids = [choices[key][0] for key in labels]
        found["choices"] = dict(zip(ids, distinct(labels.items(), code), strict=True))
    return found
