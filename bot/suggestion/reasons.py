"""Why a product is suggested and what speaks against it, in the words of the person who answered."""

from collections.abc import Iterable, Iterator

from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, InSegment, Known, names, tests
from bot.questionnaire.formula import formula_names
from bot.questionnaire.model import Need
from bot.questionnaire.wording import Extra, Words, yes_no
from bot.suggestion.suggest import price_of, product_of
from bot.suggestion.suggestion import Suggestion, Verdict
from bot.suggestion.words import ReasonWords, reason_words
from bot.values.locale import isolate, listing, number, percent, quantity

# "300 % over your budget" informs; "4,700 % over" mocks.
_TELLING = 3.0
_MOST_SAYINGS = 2


def reasons(
    suggestion: Suggestion, words: Words, products: Products, known: Known
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the reasons for a suggestion and what speaks against it: musts first, then by weight.

    A need that is wholly met is a reason; any other speaks against the product, and says how far. Reasons that the
    author wrote come before those put together here.
    """
    sentences = _Sentences(words, products, product_of(products, suggestion.product), known)
    ordered = sorted(suggestion.verdicts, key=lambda verdict: (not verdict.must, -verdict.weight))
    met = [verdict for verdict in ordered if verdict.met >= 1]
    met.sort(key=lambda verdict: sentences.needs[verdict.need].because is None)
    served = {verdict.attribute for verdict in met}
    unmet = [verdict for verdict in ordered if verdict.met < 1 and not sentences.is_moot(verdict, served)]
    return tuple(dict.fromkeys(map(sentences.reason, met))), tuple(dict.fromkeys(map(sentences.against, unmet)))


def compared(suggestion: Suggestion, best: Suggestion, words: Words, products: Products) -> str | None:
    """Return how much less or more it costs than the best one; None where its role is not about that."""
    mine, its = price_of(products, suggestion.product), price_of(products, best.product)
    if suggestion.role not in ("cheaper", "step_up") or mine is None or not its:
        return None
    patterns = reason_words(words.language)
    difference = (mine - its) / its
    if suggestion.role == "cheaper":
        pattern = patterns.costs_less
    else:
        pattern = patterns.costs_more if difference < 1 else patterns.costs_times
    return pattern.format(
        share=percent(abs(difference), words.language),
        times=number(round(mine / its, 1), words.language),
        name=name_of(product_of(products, best.product), words),
    )


def name_of(product: Product, words: Words) -> str:
    """Return the name of a product, kept in its own order in a sentence of the other direction."""
    return isolate(words.fill(product.name.template(words.language), {}), words.language)


def written(attribute: Attribute, value: AttributeValue, words: Words) -> str:
    """Return the value of an attribute as the language writes it."""
    if isinstance(value, bool):
        return yes_no(value, words.language)
    if isinstance(value, int | float):
        return quantity(value, attribute.unit, words.language)
    several = value if isinstance(value, tuple) else (value,)
    labels = [attribute.choices[choice] for choice in several if choice in attribute.choices]
    return listing([words.fill(label.template(words.language), {}) for label in labels], words.language)


class _Sentences:
    """Writes what the verdicts on one product say."""

    def __init__(self, words: Words, products: Products, product: Product, known: Known) -> None:
        self.words = words
        self.products = products
        self.known = known
        self.needs = {need.id: need for need in words.compiled.questionnaire.needs}
        self.extra = self._extra(product)

    def _extra(self, product: Product) -> Extra:
        extra: dict[str, str | float] = {"product.name": name_of(product, self.words)}
        for attribute in self.products.attributes:
            value = product.values.get(attribute.id)
            if isinstance(value, float | int) and not isinstance(value, bool) and attribute.unit is None:
                extra[f"product.{attribute.id}"] = value
            elif value is not None:
                extra[f"product.{attribute.id}"] = written(attribute, value, self.words)
        return extra

    def reason(self, verdict: Verdict) -> str:
        """Say why the product meets a need."""
        need, attribute = self._of(verdict)
        if need.because is not None:
            return self.words.fill(need.because.template(self.words.language), self.known, self.extra)
        sayings = tuple(self._sayings(need))[:_MOST_SAYINGS]
        patterns = reason_words(self.words.language)
        if sayings:
            pattern = patterns.said
        else:
            pattern = {"at_least": patterns.enough, "at_most": patterns.within}.get(need.test, patterns.plain)
        return pattern.format(
            said=listing(sayings, self.words.language),
            attribute=self._label(attribute),
            offered=self._written(attribute, _of_interest(verdict)),
            wanted=self._written(attribute, verdict.wanted),
        )

    def against(self, verdict: Verdict) -> str:
        """Say how far the product is from meeting a need."""
        need, attribute = self._of(verdict)
        if need.but is not None and verdict.offered is not None:
            return self.words.fill(need.but.template(self.words.language), self.known, self.extra)
        missing = tuple(choice for choice in _choices(verdict.wanted) if choice not in _choices(verdict.offered))
        return self._pattern_against(need, attribute, verdict).format(
            attribute=self._label(attribute),
            offered=self._written(attribute, verdict.offered),
            wanted=self._written(attribute, verdict.wanted),
            missing=self._written(attribute, missing) if need.test == "includes" else "",
            share=percent(_above(verdict), self.words.language),
        )

    def is_moot(self, verdict: Verdict, served: set[str]) -> bool:
        """Tell whether a need only names another choice of an attribute that already serves the person.

        Who may want a grinder or a filter is not told of the grinder that it is no filter, unless the author does.
        """
        need = self.needs[verdict.need]
        return need.test in ("is", "any_of") and need.but is None and not need.must and verdict.attribute in served

    def _pattern_against(self, need: Need, attribute: Attribute, verdict: Verdict) -> str:
        patterns = reason_words(self.words.language)
        if verdict.offered is None:
            return patterns.unsaid
        if need.test == "at_most":
            return _over(attribute, patterns) if 0 < _above(verdict) < _TELLING else patterns.within
        if need.test == "includes":
            return patterns.lacks
        if need.test == "at_least":
            return patterns.short
        return patterns.plain if attribute.type == "flag" else patterns.differs

    def _of(self, verdict: Verdict) -> tuple[Need, Attribute]:
        attribute = self.products.attribute(verdict.attribute)
        if attribute is None:
            raise KeyError(verdict.attribute)
        return self.needs[verdict.need], attribute

    def _label(self, attribute: Attribute) -> str:
        return self.words.fill(attribute.label.template(self.words.language), {})

    def _written(self, attribute: Attribute, value: AttributeValue | None) -> str:
        return "" if value is None else written(attribute, value, self.words)

    def _sayings(self, need: Need) -> Iterator[str]:
        """Yield how the answers that a need reads stand inside a sentence, those it compares with first."""
        compiled = self.words.compiled
        operand = (str(need.operand),) if need.operand_is_name else ()
        read = (*operand, *(names_read(need.condition, compiled) if need.condition is not None else ()))
        for name in dict.fromkeys(answers_behind(read, compiled)):
            if name in self.known:
                said = self.words.said(compiled.question(name), self.known[name], self.known)
                if said is not None:
                    yield said


def names_read(condition: Condition, compiled: Compiled) -> Iterator[str]:
    """Yield every name that a condition looks at, through the segments it names."""
    yield from names(condition)
    segments = {segment.id: segment.condition for segment in compiled.questionnaire.segments}
    for test in tests(condition):
        if isinstance(test, InSegment):
            for name in test.names:
                yield from names_read(segments[name], compiled)


def answers_behind(read: Iterable[str], compiled: Compiled) -> Iterator[str]:
    """Yield the ids of the questions behind these names, through the formulas of facts."""
    facts = {fact.id: fact.formula for fact in compiled.questionnaire.facts}
    for name in read:
        if name in compiled.position:
            yield name
        elif name in facts:
            yield from answers_behind((part.name for part in formula_names(facts[name])), compiled)


def _choices(value: AttributeValue | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _of_interest(verdict: Verdict) -> AttributeValue | None:
    """Return what is offered: of a set, only what was asked for."""
    if isinstance(verdict.offered, tuple):
        return tuple(choice for choice in verdict.offered if choice in _choices(verdict.wanted))
    return verdict.offered


def _over(attribute: Attribute, patterns: ReasonWords) -> str:
    return patterns.over_budget if attribute.type == "money" else patterns.over


def _above(verdict: Verdict) -> float:
    """Return by which share of the limit the product is above it, or 0 where that cannot be said."""
    if isinstance(verdict.offered, int | float) and isinstance(verdict.wanted, int | float) and verdict.wanted > 0:
        return verdict.offered / verdict.wanted - 1
    return 0.0
