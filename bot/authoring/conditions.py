"""Conditions as authors write them: mappings of names to tests, joined by any, all and not."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Several

from bot.authoring.keys import meaning
from bot.authoring.kinds import list_of
from bot.authoring.names import Names
from bot.authoring.problem import nearest
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Schema
from bot.authoring.tree import Entry, Mapping, Node, Scalar, Sequence
from bot.authoring.value_tests import TEST, Subject, choices_of, read_test
from bot.questionnaire.condition import All, Answered, Any, Condition, InSegment, Not
from bot.questionnaire.model import Choice

_Form = Callable[[Node, Reading], Condition | None]
CONDITION: Schema = {"$ref": "#/$defs/condition"}
_CHANNELS = ("telegram", "terminal", "web")


class ConditionReader:
    """Reads conditions that stand at one place of a questionnaire; `before` is the question they decide about."""

    def __init__(self, names: Names, before: str | None = None) -> None:
        self.names = names
        self.before = before
        self._forms: dict[str, _Form] = {
            "any": self._any,
            "all": self._all,
            "not": self._not,
            "answered": self._answered,
            "segment": self._segment,
            "trait": self._trait,
            "owns": self._owns,
            "campaign": self._start("campaign", None),
            "language": self._start("language", names.common.languages),
            "channel": self._start("channel", _CHANNELS),
            "today": self._today,
        }

    def schema(self) -> Schema:
        """Return where it stands what a condition may be."""
        return CONDITION

    def defined(self) -> Schema:
        """Return what a condition may be: its own words, and names with their tests."""
        several = {"type": "array", "items": CONDITION, "minItems": 1}
        words: Schema = dict.fromkeys(self._forms, TEST)
        words |= {"any": several, "all": several, "not": CONDITION}
        words |= {"trait": {"type": "object", "additionalProperties": TEST}}
        described = {key: schema | {"description": meaning("a condition", key)} for key, schema in words.items()}
        return {
            "title": "a condition",
            "type": "object",
            "minProperties": 1,
            "properties": described,
            "additionalProperties": TEST,
        }

    def read(self, node: Node, at: Reading) -> Condition | None:
        """Read a condition; None, with problems, where it cannot be read."""
        if not isinstance(node, Mapping) or not node.entries:
            message = f"a condition is names and their tests, such as {{application: power}}; this is {told(node)}"
            at.wrong(node, "wrong-value", message)
            return None
        parts = [self._part(key, entry, at.into(key, entry.key)) for key, entry in node.entries.items()]
        return _joined(parts)

    def _part(self, key: str, entry: Entry, at: Reading) -> Condition | None:
        if key in self._forms:
            return self._forms[key](entry.value, at)
        if key not in self.names:
            near, meant = (*self.names, *self._forms), _with_colon(key, self.names)
            at.wrong(entry.key, "unknown-question", f"no question or fact is called '{key}'", near=near, meant=meant)
            if meant is not None:
                return None
            # Its test is read as if the right name stood there, so that mistakes in it are not told a round later.
            key = nearest(key, self.names) or key
        elif not self._looks_back(self.names.rests_on(key), entry.key, at):
            return None
        subject = self._subject(key)
        return None if subject is None else read_test(subject, entry.value, at)

    def _looks_back(self, questions: frozenset[str], name: Node, at: Reading) -> bool:
        if self.before is None:
            return True
        last = self.names.latest(questions)
        if last is None or self.names.position(last) < self.names.position(self.before):
            return True
        when = "is this question itself" if last == self.before else f"is asked later, at line {self.names.line(last)}"
        at.wrong(name, "asked-later", f"'{last}' {when}; a condition looks back only")
        return False

    def _subject(self, name: str) -> Subject | None:
        question, fact = self.names.questions.get(name), self.names.facts.get(name)
        if question is not None:
            line = self.names.line(name)
            labels = {label: choice.id for choice in question.choices for label in _labels(choice)}
            return Subject(name, f"'{name}'", question.type, choices_of(question), question.unit, line, labels)
        return Subject(name, f"'{name}'", "fact", unit=fact.unit, line=self.names.line(name)) if fact else None

    def _any(self, node: Node, at: Reading) -> Condition | None:
        return _joined(self._several(node, at), Any)

    def _all(self, node: Node, at: Reading) -> Condition | None:
        return _joined(self._several(node, at))

    def _several(self, node: Node, at: Reading) -> list[Condition | None]:
        if not isinstance(node, Sequence) or not node.items:
            message = f"'{at.key}' is followed by a list of conditions: {at.key}: [{{…}}, {{…}}]"
            at.wrong(node, "wrong-value", message)
            return []
        return [self.read(item, at.item()) for item in node.items]

    def _not(self, node: Node, at: Reading) -> Condition | None:
        part = self.read(node, at)
        return None if part is None else Not(part)

    def _answered(self, node: Node, at: Reading) -> Condition | None:
        names = list_of(self._question)(node, at)
        return None if names is None else Answered(names)

    def _question(self, node: Node, at: Reading) -> str | None:
        if not isinstance(node, Scalar) or node.text not in self.names.questions:
            at.wrong(node, "unknown-question", f"no question is called {told(node)}", near=self.names.questions)
            return None
        question = self.names.questions[node.text]
        if question is not None and not question.waits:
            at.wrong(node, "wrong-test", f"'{node.text}' is a note, and a note is never answered")
            return None
        return node.text if self._looks_back(self.names.rests_on(node.text), node, at) else None

    def _segment(self, node: Node, at: Reading) -> Condition | None:
        names = list_of(self._one_segment)(node, at)
        return None if names is None else InSegment(names)

    def _one_segment(self, node: Node, at: Reading) -> str | None:
        if not isinstance(node, Scalar) or node.text not in self.names.segments:
            at.wrong(node, "unknown-segment", f"no segment is called {told(node)}", near=self.names.segments)
            return None
        inner = self.names.segments[node.text]
        looked_at = self.names.looks_at(inner) if inner else frozenset[str]()
        return node.text if self._looks_back(looked_at, node, at) else None

    def _trait(self, node: Node, at: Reading) -> Condition | None:
        if not isinstance(node, Mapping):
            at.wrong(node, "wrong-value", f"'trait' is followed by traits and their tests, not by {told(node)}")
            return None
        return _joined([self._one_trait(entry, at.into(key, entry.key)) for key, entry in node.entries.items()])

    def _one_trait(self, entry: Entry, at: Reading) -> Condition | None:
        traits = self.names.common.traits
        trait = traits.get(at.key)
        if at.key not in traits:
            at.wrong(entry.key, "unknown-trait", f"traits.yaml has no trait '{at.key}'", near=traits)
        if trait is None:
            return None
        filled = next((each for each in self.names.questions.values() if each and each.trait == at.key), None)
        type_ = trait.type or (filled.type if filled else "select_one")
        choices = choices_of(filled) if filled and filled.type == type_ else None
        subject = Subject(f"trait.{at.key}", f"the trait '{at.key}'", type_, choices, trait.unit)
        return read_test(subject, entry.value, at)

    def _owns(self, node: Node, at: Reading) -> Condition | None:
        return read_test(Subject("owns", "what a person owns", "select_one", self.names.common.range.ids), node, at)

    def _start(self, name: str, known: tuple[str, ...] | None) -> _Form:
        subject = Subject(name, f"'{name}'", "select_one", known)
        return lambda node, at: read_test(subject, node, at)

    def _today(self, node: Node, at: Reading) -> Condition | None:
        return read_test(Subject("today", "'today'", "date"), node, at)


def _labels(choice: Choice) -> Iterator[str]:
    """Yield what people read on a choice, in every language."""
    for template in choice.label.by_language.values():
        if len(template) == 1 and isinstance(template[0], str):
            yield template[0]


def _with_colon(text: str, names: Names) -> str | None:
    """Return how a test is written that somebody wrote with a sign, as in a spreadsheet."""
    found = _BY_SIGN.fullmatch(text)
    if found is None or found["name"] not in names:
        return None
    limit = _LIMITS[found["sign"]]
    return f"{found['name']}: {{{limit}: {found['value']}}}" if limit else f"{found['name']}: {found['value']}"


_BY_SIGN = re.compile(r"(?P<name>\w+)\s*(?P<sign>>=|<=|==|=|>|<)\s*(?P<value>\S.*)")
_LIMITS = {"=": "", "==": "", ">=": "at_least", "<=": "at_most", ">": "above", "<": "below"}


def _joined(parts: Several[Condition | None], by: type[All] | type[Any] = All) -> Condition | None:
    """Join parts by *and* or *or*; None where one of them could not be read."""
    readable = tuple(part for part in parts if part is not None)
    if not readable or len(readable) < len(parts):
        return None
    return readable[0] if len(readable) == 1 else by(readable)
