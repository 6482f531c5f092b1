"""The names in texts: each must exist, have an answer where the text is said, and be sayable."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from bot.authoring.names import Ids, Names
from bot.authoring.problem import Problems, nearest
from bot.authoring.products import SPOKEN_OF, wrong_name
from bot.authoring.reading import Keys, Named
from bot.questionnaire.model import CHOOSING, NUMERIC, AccessoryRule, Need, Offer, Question
from bot.questionnaire.report import ReportText

_PRODUCT, _NEED, _SAID = "product.", "need.", "said."
_OF_CHANGES = ("attribute", "was", "to")
"""What can be named where it is said that giving way would help."""


class Scope(Struct, frozen=True):
    """What a text can speak of: the questions `before` another one, or all; what is surely known; a product."""

    known: Ids
    before: str | None = None
    product: bool = False


class Scopes:
    """Tells, for every text of a questionnaire, of what it can speak."""

    def __init__(
        self,
        names: Names,
        needs: Iterable[Need],
        offers: Iterable[Offer],
        accessories: Iterable[AccessoryRule],
        report: ReportText | None,
    ) -> None:
        self.names = names
        self.needs = {need.id: need for need in needs}
        self.conditions = {("offers", offer.id): offer.condition for offer in offers}
        self.conditions |= {("accessories", rule.product): rule.condition for rule in accessories}
        self.conditions |= {("report", each.id): each.show_if for each in (report.sections if report else ())}

        self._scopes: dict[tuple[str, str, bool], Scope] = {}

    def of(self, keys: Keys) -> Scope:
        """Return the scope of the text to which these keys lead."""
        part, name = (*keys, "", "")[:2]
        text = (part, name, "said" in keys)
        if text not in self._scopes:
            self._scopes[text] = self._of(*text)
        return self._scopes[text]

    def _of(self, part: str, name: str, said: bool) -> Scope:
        match part:
            case "questions":
                return self._of_question(name, said=said)
            case "needs":
                return self._of_need(name)
            case "offers" | "accessories" | "report":
                return Scope(self.names.known_where(self.conditions.get((part, name))))
            case _:
                return Scope(frozenset(), before=next(iter(self.names.questions), None))

    def _of_question(self, name: str, *, said: bool) -> Scope:
        question = self.names.questions.get(name)
        condition = question.ask_if if question else None
        if said:
            return Scope(self.names.known_where(condition, also=(name,)))
        return Scope(self.names.known_where(condition, before=name), before=name)

    def _of_need(self, name: str) -> Scope:
        need = self.needs.get(name)
        if need is None:
            return Scope(frozenset(), product=True)
        operand = (str(need.operand),) if need.operand_is_name else ()
        return Scope(self.names.known_where(need.condition, also=operand), product=True)


class NamesInTexts:
    """Checks the names in the texts of one questionnaire; `scope_of` tells where a text is said."""

    def __init__(
        self, names: Names, scope_of: Callable[[Keys], Scope], problems: Problems, *, sound: bool = True
    ) -> None:
        self.names = names
        self.scope_of = scope_of
        self.problems = problems
        self.sound = sound
        """Whether all was read; if not, nobody can tell what is missing."""

    def check(self, named: Named) -> None:
        """Check one name where it stands."""
        scope = self.scope_of(named.keys)
        if named.name.startswith((_PRODUCT, _NEED)):
            self._product(named, scope)
        elif named.name.startswith(_SAID):
            self._said(named, scope)
        elif named.name != "today":
            self._value(named, named.name, scope)

    def check_doubled(self, named: Named) -> None:
        """Warn of a name in double braces that could have been filled in."""
        if named.name.removeprefix(_SAID) in self.names:
            message = f"this is printed as {{{named.name}}}; for the answer itself write one brace on each side"
            self.problems.warning(named.place(), "wrong-placeholder", message)

    def _product(self, named: Named, scope: Scope) -> None:
        repair = named.keys[-1] == "repair"
        if not scope.product or (repair and named.name.startswith(_PRODUCT)):
            kind = "product" if named.name.startswith(_PRODUCT) else "need"
            self._wrong(named, "wrong-placeholder", f"a {kind} is known only in the 'because' and 'but' of a need")
            return
        attributes = self.names.common.range.attributes
        wrong = wrong_name(named, attributes, _OF_CHANGES if repair else SPOKEN_OF)
        if wrong is not None:
            before, code, message, near = wrong
            self.problems.error(named.place(after=before), code, message, near=near)

    def _said(self, named: Named, scope: Scope) -> None:
        name = named.name.removeprefix(_SAID)
        if name not in self.names.questions:
            near = nearest(name, self.names.questions)
            message = f"no question is called '{name}'"
            self.problems.error(named.place(after=_SAID), "unknown-question", message, near=near)
            return
        question = self.names.questions[name]
        if question is not None and not question.said and self.sound:
            self._sayable(named, question)
        self._value(named, name, scope)

    def _sayable(self, named: Named, question: Question) -> None:
        mute = [choice.id for choice in question.choices if choice.said is None]
        if question.type not in CHOOSING or not question.choices or len(mute) == len(question.choices):
            message = f"'{question.id}' has no 'said', so there is nothing to say here"
        elif mute:
            message = f"'{question.id}' has no 'said' for {', '.join(mute)}, so there may be nothing to say here"
        else:
            return
        context = f"'{question.id}' is defined at line {self.names.line(question.id)}"
        self._wrong(named, "missing-said", message, context=context)

    def _value(self, named: Named, name: str, scope: Scope) -> None:
        if name not in self.names:
            message = f"no question or fact is called '{name}'"
            self._wrong(named, "unknown-question", message, nearest(name, self.names))
        elif self._countable(named, name) and self._earlier(named, name, scope):
            missing = name not in scope.known and not named.fallback
            if missing and self.sound and self.names.rests_on(name):
                message = f"'{name}' may have no value here; say what stands there then: {{{named.name}|…}}"
                self.problems.warning(named.place(), "may-be-missing", message)

    def _countable(self, named: Named, name: str) -> bool:
        question = self.names.questions.get(name)
        if question is not None and question.type == "note":
            self._wrong(named, "wrong-placeholder", f"'{name}' is a note, and a note has no answer")
            return False
        if named.counted and question is not None and question.type not in (*NUMERIC, "select_multiple"):
            self._wrong(named, "wrong-placeholder", f"'{name}' is of type {question.type} and cannot be counted")
            return False
        return True

    def _earlier(self, named: Named, name: str, scope: Scope) -> bool:
        last = self.names.latest(self.names.rests_on(name))
        if scope.before is None or last is None or self.names.position(last) < self.names.position(scope.before):
            return True
        message = f"'{last}' is not answered yet where this is said"
        self._wrong(named, "asked-later", message, context=f"'{last}' is asked at line {self.names.line(last)}")
        return False

    def _wrong(
        self, named: Named, code: str, message: str, near: str | None = None, *, context: str | None = None
    ) -> None:
        self.problems.error(named.place(), code, message, near=near, context=context)
