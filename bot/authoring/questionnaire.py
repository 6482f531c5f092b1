"""One questionnaire: its folder read into the model, with every problem in it."""

import re
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.authoring.common import Common, is_language, language
from bot.authoring.conditions import ConditionReader
from bot.authoring.facts import FactReader, SegmentReader, refuse_knots
from bot.authoring.kinds import by_id, defined, list_of, number, readable, version, whole, word
from bot.authoring.names import Names, segments_of
from bot.authoring.needs import NeedReader, accessory_of, read_candidates, read_limits, warn_of_silence
from bot.authoring.offers import offer_of
from bot.authoring.placeholders import NamesInTexts, Scopes
from bot.authoring.problem import Problems
from bot.authoring.questions import Draft, read_question
from bot.authoring.reading import Reading
from bot.authoring.report import read_report
from bot.authoring.scene import Scene
from bot.authoring.shape import Kind, Later, Shape, T, later, needed, taking
from bot.authoring.texts import text
from bot.authoring.translations import Translated, read_tree
from bot.authoring.tree import Entry, Mapping, Node, Scalar
from bot.questionnaire.formula import formula_names
from bot.questionnaire.model import Budget, Fact, Questionnaire, Segment
from bot.questionnaire.report import ReportText

MOST_QUESTIONS = 200
_ID = re.compile(r"[a-z][a-z0-9-]{0,23}")


@taking(lambda: {"type": "string", "pattern": f"^{_ID.pattern}$"})
def _questionnaire_id(node: Node, at: Reading) -> str | None:
    name = word(node, at)
    if name is None:
        return None
    if not _ID.fullmatch(name):
        rule = "small letters, digits and -, at most 24, a letter first"
        at.wrong(node, "wrong-name", f"'{name}' cannot be the id of a questionnaire: {rule}")
        return None
    if name != at.sheet.folder.name:
        message = f"the folder is called '{at.sheet.folder.name}' and the questionnaire '{name}'; call both the same"
        at.wrong(node, "wrong-name", message)
        return None
    return name


_BUDGET = Shape("a budget", {"typical": needed(number(1)), "at_most": needed(whole(1))})


@taking(_BUDGET.schema)
def _budget(node: Node, at: Reading) -> Budget | None:
    found = _BUDGET.read(node, at)
    if found is None:
        return None
    if found["typical"] > found["at_most"]:
        at.wrong(node, "wrong-value", "a typical visitor cannot see more questions than anybody sees at most")
    return Budget(found["typical"], found["at_most"])


HEAD = Shape(
    "questionnaire.yaml",
    {
        "format": needed(version),
        "questionnaire": needed(_questionnaire_id),
        "title": needed(text),
        "language": needed(language),
        "promise": needed(text),
        "budget": needed(_budget),
        "suggest": later,
        "limits": read_limits,
        "consents": list_of(defined("purpose", "company.yaml")),
        "questions": needed(later),
        "facts": later,
        "segments": later,
        "needs": later,
        "accessories": later,
        "offers": later,
    },
)


class Read(Struct, frozen=True):
    """A questionnaire file that is YAML, and what was read of it; None where it has errors."""

    scene: Scene | None


def read_questionnaire(folder: Path, root: Path, common: Common, problems: Problems) -> Read | None:
    """Read the questionnaire of a folder, with problems for what is wrong; None where it is no YAML."""
    before = problems.errors
    tree = read_tree(folder / "questionnaire.yaml", root, problems)
    if tree is None:
        return None
    reader = _Reader(Translated(tree, folder, "*.yaml", root), common, problems, before)
    questionnaire = reader.read()
    return Read(Scene(tree, reader.at.sheet, root, questionnaire, reader.names) if questionnaire else None)


class _Reader:
    """Reads the parts of one questionnaire in the order in which they lean on each other."""

    def __init__(self, file: Translated, common: Common, problems: Problems, errors_before: int) -> None:
        self.file = file
        self.names = Names(common)
        self.problems = problems
        self.errors_before = errors_before
        self.languages = _languages(file.base, common)
        known: dict[str, Collection[str]] = {
            "trait": tuple(common.traits),
            "purpose": common.purposes,
            "attribute": tuple(common.range.attributes),
            "region": tuple(common.regions),
        }
        self.at = file.reading(self.languages, problems, known)

    def read(self) -> Questionnaire | None:
        """Return the questionnaire, or None where it has errors."""
        found = HEAD.values(self.file.base, self.at) or {}
        if not _written(found.get("questions")):
            # Without questions, every name elsewhere would be told to be unknown.
            return None
        self._check_language(found)
        parts = self._parts(found)
        report = read_report(self.file.folder, self.file.root, self.languages, self.names, self.at)
        self._check_texts(parts, found.get("needs"), report, sound=self._sound())
        if not self._sound():
            return None
        return Questionnaire(
            id=found["questionnaire"],
            title=found["title"],
            promise=found["promise"],
            language=self.languages[0],
            languages=(self.languages[0], *(each for each in self.languages[1:] if each in self.file.trees)),
            budget=found["budget"],
            consents=found.get("consents", self._asked_at_end()),
            limits=found.get("limits"),
            report=report,
            **parts,
        )

    def _sound(self) -> bool:
        """Tell whether all was read: of an attribute that was not, what needs ask of it is not known either."""
        return self.problems.errors == self.errors_before and None not in self.names.common.range.attributes.values()

    def _check_texts(
        self, parts: dict[str, Any], written: Later | None, report: ReportText | None, *, sound: bool
    ) -> None:
        """Check what can be said only when all is read; where something could not be, do not guess at the rest."""
        scopes = Scopes(self.names, parts["needs"], parts["offers"], parts["accessories"], report)
        checker = NamesInTexts(self.names, scopes.of, self.problems, sound=sound)
        for named in self.at.sheet.named:
            checker.check(named)
        for named in self.at.sheet.doubled:
            checker.check_doubled(named)
        self.file.check(self.at.sheet, sound=sound)
        if sound:
            needs = _written(written)
            for need in parts["needs"]:
                warn_of_silence(self.names, need, needs[need.id].key, self.problems)

    def _parts(self, found: dict[str, Any]) -> dict[str, Any]:
        """Read questions, facts, segments, conditions and needs, each once what it names is known."""
        drafts = self._questions(found.get("questions"))
        facts = self._facts(found.get("facts"))
        segments = self._segments(found.get("segments"))
        self._conditions(drafts)
        suggest: Later | None = found.get("suggest")
        return {
            "questions": readable(self.names.questions),
            "facts": readable(facts),
            "segments": readable(segments),
            "needs": readable(_entries(found.get("needs"), NeedReader(self.names).read, "need")),
            "accessories": readable(_entries(found.get("accessories"), accessory_of(self.names), "accessory")),
            "offers": readable(_entries(found.get("offers"), offer_of(self.names), "offer")),
            "suggest": (suggest and suggest.by(partial(read_candidates, self.names))) or {},
        }

    def _questions(self, written: Later | None) -> dict[str, Draft | None]:
        drafts = _entries(written, partial(read_question, traits=self.names.common.traits), "question")
        if len(drafts) > MOST_QUESTIONS and written:
            message = f"there are {len(drafts):,} questions, and {MOST_QUESTIONS} are followed; make two questionnaires"
            written.at.wrong(written.node, "too-large", message)
        for name, draft in drafts.items():
            self.names.questions[name] = draft.question if draft else None
            self.names.keys[name] = _written(written)[name].key
        return drafts

    def _facts(self, written: Later | None) -> dict[str, Fact | None]:
        for name, entry in _written(written).items():
            if name in self.names.questions:
                context = f"the question is defined at line {self.names.line(name)}"
                self.at.wrong(entry.key, "duplicate-key", f"'{name}' is already a question", context=context)
            else:
                self.names.facts[name] = None
                self.names.keys[name] = entry.key
        facts = _entries(written, FactReader(self.names).read, "fact")
        self.names.facts.update({name: facts.get(name) for name in self.names.facts})
        own = readable(self.names.facts)
        leads_to = {fact.id: [part.name for part in formula_names(fact.formula)] for fact in own}
        refuse_knots(self.names.facts, leads_to, _written(written), self.at)
        return facts

    def _segments(self, written: Later | None) -> dict[str, Segment | None]:
        self.names.segments.update(dict.fromkeys(_written(written)))
        segments = _entries(written, SegmentReader(self.names).read, "segment")
        self.names.segments.update({segment.id: segment.condition for segment in readable(segments)})
        leads_to = {segment.id: list(segments_of(segment.condition)) for segment in readable(segments)}
        refuse_knots(self.names.segments, leads_to, _written(written), self.at)
        return segments

    def _conditions(self, drafts: dict[str, Draft | None]) -> None:
        for name, draft in drafts.items():
            if draft is None or draft.ask_if is None:
                continue
            condition = draft.ask_if.by(ConditionReader(self.names, before=name).read)
            self.names.questions[name] = replace(draft.question, ask_if=condition)

    def _check_language(self, found: dict[str, Any]) -> None:
        written = self.file.base.get("language") if isinstance(self.file.base, Mapping) else None
        spoken = self.names.common.languages
        if "language" in found and written is not None and found["language"] not in spoken:
            message = f"company.yaml does not list the language '{found['language']}'; it has {', '.join(spoken)}"
            self.at.wrong(written, "unknown-language", message)

    def _asked_at_end(self) -> tuple[str, ...]:
        company = self.names.common.company
        return tuple(each.id for each in company.purposes if each.moment == "at_end") if company else ()


def _languages(tree: Node, common: Common) -> tuple[str, ...]:
    """Look ahead for the base language; the company's others follow."""
    written = tree.get("language") if isinstance(tree, Mapping) else None
    code = written.text if isinstance(written, Scalar) and is_language(written.text) else common.languages[0]
    return (code, *(each for each in common.languages if each != code))


def _written(part: Later | None) -> dict[str, Entry]:
    return part.node.entries if part and isinstance(part.node, Mapping) else {}


def _entries(part: Later | None, kind: Kind[T], what: str) -> dict[str, T | None]:
    return (part.by(by_id(kind, what)) if part else None) or {}
