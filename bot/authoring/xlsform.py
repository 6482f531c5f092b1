"""XLSForm turned into a questionnaire: what has a counterpart is carried over, everything else is told with its row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml
from msgspec import Struct

from bot.authoring import xpath
from bot.authoring.limits import limits
from bot.authoring.workbook import Row, Workbook, code_of
from bot.authoring.xpath import Named, Untranslatable, Written
from bot.questionnaire.condition import RESERVED
from bot.values.errors import NotUnderstood

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
_SILENT: tuple[str, ...] = (
    "start",
    "end",
    "today",
    "deviceid",
    "phonenumber",
    "username",
    "simserial",
    "subscriberid",
    "audit",
)
_SILENT += ("start-geopoint", "instanceid", "hidden", "background-audio", "email", "uri:deviceid")
_REF = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_YES = ("yes", "true", "true()", "1")
_NOT_CARRIED = ("default", "trigger", "choice_filter", "repeat_count", "media::image", "media::audio", "media::video")
MOST_SCALE = 10
_FAR = 1e9


class Left(Struct, frozen=True):
    """Something that was not carried over, and where it stands."""

    sheet: str
    row: int
    sentence: str


class Imported(Struct, frozen=True):
    """A questionnaire made of a workbook: its id, the languages, its files by path, and what was left behind."""

    id: str
    languages: tuple[str, ...]
    files: dict[str, str]
    left: tuple[Left, ...]
    questions: int


@dataclass
class _Making:
    """A questionnaire while it is made, row by row."""

    book: Workbook
    base: str
    """The language of the texts as the workbook calls it; empty where it names none."""
    left: list[Left] = field(default_factory=list)
    questions: dict[str, Written] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    choice_rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    facts: dict[str, Written] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)
    groups: list[tuple[str, str, int]] = field(default_factory=list)
    """The groups that are open: what ends them, their condition, their row."""

    def leave(self, row: Row, sentence: str, sheet: str = "survey") -> None:
        self.left.append(Left(sheet, row.number, sentence))

    def lookup(self, name: str) -> Named:
        if name not in self.named:
            raise Untranslatable(f"${{{name}}} is no question before it that was carried over")
        return self.named[name]


def imported(book: Workbook, stem: str) -> Imported:
    """Return the questionnaire of a workbook; `stem` names it where the workbook does not."""
    base, codes = _languages(book)
    making = _Making(book, base)
    for sheet in book.others:
        making.left.append(Left(sheet, 1, "this sheet has no counterpart"))
    for row in book.survey:
        if row.get("disabled").casefold() not in _YES:
            _take(making, row)
    waiting = sum(question["type"] != "note" for question in making.questions.values())
    if not waiting:
        why = f": {making.left[0].sentence} (row {making.left[0].row})" if making.left else ""
        raise NotUnderstood(f"no question of this workbook could be carried over{why}")
    title = book.settings.get("form_title") or stem
    name = _id(book.settings.get("form_id") or stem, (), dash="-")[:24].rstrip("-") or "imported"
    code = codes[base]
    head = {
        "format": 1,
        "questionnaire": name,
        "title": _plain(title),
        "language": code,
        "promise": "A summary of what you told us.",
        "budget": {"typical": waiting, "at_most": waiting},
        "questions": making.questions,
    }
    files = {
        f"{name}/questionnaire.yaml": _yaml(head | ({"facts": making.facts} if making.facts else {})),
        f"{name}/report.md": _REPORT,
    }
    for language, other in codes.items():
        if language != base:
            files[f"{name}/{other}.yaml"] = _yaml(_translation(making, language))
    return Imported(name, tuple(codes.values()), files, tuple(making.left), len(making.questions))


_REPORT = """# Your summary

## What you told us
<!-- id: answers; in_message: yes -->

```answers
```
"""


def _yaml(content: Written) -> str:
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    return text


def _languages(book: Workbook) -> tuple[str, dict[str, str]]:
    """Return the language of the texts as the workbook calls it, and the codes of all; unknown ones are left out."""
    known = {language: code for language in book.languages if (code := code_of(language))}
    wanted = book.settings.get("default_language", "")
    # A column without a language is in the default one, and in English where nothing says otherwise.
    without = wanted if any(row.get("label") for row in book.survey) else next(iter(known), wanted)
    base = wanted if wanted in known else without
    codes = {base: code_of(base) or "en"}
    for language, code in known.items():
        if code not in codes.values():
            codes[language] = code
    return base, codes


# Rows ------------------------------------------------------------------------------------------------------


def _take(making: _Making, row: Row) -> None:
    """Take one row of the survey: a group, a calculation, or a question."""
    kind = " ".join(row.get("type").split())
    plain = kind.casefold().replace("_", " ")
    if plain.startswith(("begin ", "end ")):
        _group(making, row, plain)
    elif not kind:
        making.leave(row, "this row has no type")
    elif plain == "calculate":
        _calculate(making, row)
    elif plain not in _SILENT or row.get("label") or row.translated.get("label"):
        _ask(making, row, kind, plain)


def _group(making: _Making, row: Row, plain: str) -> None:
    word, _, what = plain.partition(" ")
    if word == "begin":
        if what.startswith("repeat"):
            making.leave(row, "a repeat is asked once only: answers are not kept in lists here")
        making.groups.append((what, row.get("relevant"), row.number))
    elif making.groups:
        making.groups.pop()
    else:
        making.leave(row, "this ends a group that was not begun")


def _calculate(making: _Making, row: Row) -> None:
    name = row.get("name")
    try:
        formula = xpath.formula(xpath.parse(row.get("calculation")), making.lookup)
    except Untranslatable as error:
        making.leave(row, f"the calculation {name!r} was left out: {error}")
        return
    id_ = _id(name, _taken(making))
    making.facts[id_] = {"formula": formula}
    making.named[name] = Named(id_, "fact")


def _ask(making: _Making, row: Row, kind: str, plain: str) -> None:
    name, question = row.get("name"), _typed(making, row, kind, plain)
    if question is None:
        return
    if name in making.named or (not name and question["type"] != "note"):
        making.leave(row, f"the name {name!r} is there already" if name else "this question has no name")
        return
    choices = question.pop("choices", {})
    for column in _NOT_CARRIED:
        if row.get(column):
            making.leave(row, f"{column.removeprefix('media::')!r} was left out: {row.get(column)}")
    condition = _relevant(making, row)
    if condition is _LOST:
        making.leave(row, f"the question {name!r} was left out, since who is to be asked it cannot be told")
        return
    id_ = _id(name or "note", _taken(making))
    ask = _text(making, row.text("label", making.base) or row.text("hint", making.base) or name)
    hint = _text(making, row.text("hint", making.base)) if row.text("label", making.base) else ""
    required = row.get("required").casefold() in _YES and question["type"] != "note"
    written = {"ask": ask, "type": question.pop("type")}
    written |= {"hint": hint} if hint and written["type"] != "note" else {}
    written |= ({"required": True} if required else {}) | question | _limited(making, row, written["type"], question)
    written |= {"ask_if": condition} if condition else {}
    written |= {"choices": _labels(making, row, choices)} if choices else {}
    making.questions[id_], making.rows[id_] = written, row
    making.named[name or id_] = Named(
        id_, written["type"], {key: one for key, (one, _) in choices.items()}, required and not condition
    )


def _taken(making: _Making) -> set[str]:
    return {*making.questions, *making.facts, *RESERVED}


def _typed(making: _Making, row: Row, kind: str, plain: str) -> Written | None:
    """Return the type with the keys that only it has; None where it has no counterpart."""
    select = _SELECT.fullmatch(kind)
    look = row.get("appearance").casefold()
    if select:
        return _select(making, row, select)
    if plain == "range":
        return _range(making, row)
    type_ = _SIMPLE.get(plain)
    if type_ is None:
        making.leave(row, f"the type {kind!r} has no counterpart; {row.get('name')!r} was left out")
        return None
    if type_ == "text" and "multiline" in look:
        type_ = "long_text"
    if type_ in ("text", "integer") and "phone" in look:
        type_ = "phone"
    return {"type": type_} | ({"purpose": "contact"} if type_ in ("email", "phone") else {})


def _select(making: _Making, row: Row, select: re.Match[str]) -> Written | None:
    word = select["kind"].casefold()
    kind = "rank" if word == "rank" else "select_one" if word.endswith(("1", "one")) else "select_multiple"
    choices: dict[str, tuple[str, Row]] = {}
    for each in making.book.choices:
        key = each.get("name")
        if each.get("list_name") != select["list"] or (select["other"] and key == "other"):
            continue
        if not key or key in choices:
            making.leave(each, f"the choice {key!r} is there twice" if key else "this choice has no name", "choices")
            continue
        choices[key] = (_id(key, [one for one, _ in choices.values()] + ["other"], digits=True), each)
    if len(choices) < 2:  # noqa: PLR2004
        said = f"has {len(choices)} choices, and a question needs two" if choices else "is not among the choices"
        making.leave(row, f"the list {select['list']!r} {said}; {row.get('name')!r} was left out")
        return None
    return {"type": kind, "choices": choices} | ({"other": True} if select["other"] and kind != "rank" else {})


def _range(making: _Making, row: Row) -> Written | None:
    given = dict(part.split("=", 1) for part in row.get("parameters").replace(",", " ").split() if "=" in part)
    try:
        start, end, step = (float(given.get(key, usual)) for key, usual in (("start", 1), ("end", 10), ("step", 1)))
        if not -_FAR < start < end < _FAR or step <= 0:
            raise ValueError  # noqa: TRY301
    except ValueError:
        said = row.get("parameters")
        making.leave(row, f"the range {row.get('name')!r} was left out: its parameters {said!r} make no range")
        return None
    whole = all(number == int(number) for number in (start, end, step))
    if whole and step == 1 and start in (0, 1) and end <= MOST_SCALE:
        return {"type": "scale", "from": int(start), "to": int(end)}
    if step != 1:
        making.leave(row, f"the steps of the range {row.get('name')!r} were left out")
    return {"type": "integer" if whole else "decimal", "at_least": xpath.tidy(start), "at_most": xpath.tidy(end)}


# Conditions and limits -------------------------------------------------------------------------------------

_LOST: Written = {"lost": True}
"""Stands for a condition that could not be carried over."""


def _relevant(making: _Making, row: Row) -> Written:
    """Return the condition of a question, those of its groups included; `_LOST` where one has no counterpart."""
    parts = []
    sources = [(written, number) for _, written, number in making.groups] + [(row.get("relevant"), row.number)]
    for source, number in sources:
        if not source:
            continue
        try:
            parts.append(xpath.condition(xpath.parse(source), making.lookup))
        except Untranslatable as error:
            making.left.append(Left("survey", number, f"the condition {source!r} was left out: {error}"))
            return _LOST
    return xpath.joined(parts) if parts else {}


def _limited(making: _Making, row: Row, type_: str, question: Written) -> Written:
    source = row.get("constraint")
    if not source or type_ == "note":
        return {}
    try:
        found = limits(source, type_)
    except Untranslatable as error:
        making.leave(row, f"the limit {source!r} was left out: {error}")
        return {}
    return {key: value for key, value in found.items() if key not in question}


# Names and texts -------------------------------------------------------------------------------------------


def _id(name: str, taken: Iterable[str], *, digits: bool = False, dash: str = "_") -> str:
    """Return a name as an id that is not taken."""
    plain = re.sub(r"[^a-z0-9]+", dash, name.casefold()).strip(dash)
    if not plain or not (digits or plain[0].isalpha()):
        plain = f"q{dash}{plain}".rstrip(dash)
    plain, used, number = plain[:28].rstrip(dash), set(taken), 2
    found = plain
    while found in used:
        found, number = f"{plain}{dash}{number}", number + 1
    return found


def _plain(text: str) -> str:
    """Return a text in which no brace means anything."""
    return " ".join(text.split()).replace("{", "{{").replace("}", "}}")


def _text(making: _Making, text: str) -> str:
    """Return a label with its references as places for answers; what they refer to may be missing."""
    parts = _REF.split(text)
    for place in range(1, len(parts), 2):
        named = making.named.get(parts[place])
        parts[place] = f"{{{named.id}|…}}" if named and named.type != "note" else "…"
    parts[::2] = [_kept(part) for part in parts[::2]]
    return "".join(parts).strip()


def _kept(part: str) -> str:
    return re.sub(r"\s+", " ", part).replace("{", "{{").replace("}", "}}")


def _labels(making: _Making, row: Row, choices: dict[str, tuple[str, Row]]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for key, (id_, each) in choices.items():
        making.choice_rows[row.get("name"), id_] = each
        if each.get("media::image") or each.get("image"):
            making.leave(each, f"the picture of the choice {key!r} was left out", "choices")
        labels[id_] = _plain(_REF.sub("…", each.text("label", making.base) or key))
    return labels


def _translation(making: _Making, language: str) -> Written:
    """Return the texts of another language, as far as the workbook has them."""
    questions: dict[str, Any] = {}
    for id_, written in making.questions.items():
        row = making.rows[id_]
        texts: Written = {}
        said = row.translated.get("label", {}).get(language)
        if said:
            texts["ask"] = _text(making, said)
        if "hint" in written and (hint := row.translated.get("hint", {}).get(language)):
            texts["hint"] = _text(making, hint)
        labels = {
            choice: _plain(_REF.sub("…", label))
            for choice in written.get("choices", {})
            if (label := making.choice_rows[row.get("name"), choice].translated.get("label", {}).get(language))
        }
        texts |= {"choices": labels} if labels else {}
        if texts:
            questions[id_] = texts
    return {"questions": questions}
