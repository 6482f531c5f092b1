"""Why a product is suggested and what speaks against it, in the words of the person who answered."""

from collections.abc import Iterable, Iterator

from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products
from bot.questionnaire.condition import Known
from bot.questionnaire.model import Need
from bot.questionnaire.wording import Words
from bot.suggestion.behind import questions_behind
from bot.suggestion.suggest import product_of
from bot.suggestion.suggestion import Suggestion, Verdict
from bot.suggestion.words import reason_words
from bot.suggestion.writing import label_of, name_of, written, written_price
from bot.values.locale import listing, percent
from bot.values.text import Text

# "300 % over your budget" informs; "4,700 % over" mocks.
_TELLING = 3.0
_MOST_SAYINGS = 2


def reasons(
    suggestion: Suggestion, words: Words, products: Products, known: Known
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the reasons for a suggestion and what speaks against it: musts first, then by weight.

    A need that is wholly met is a reason; any other speaks against the product, and says how far. Reasons that the
    author wrote come before those put together here. What the data do not say is told in one line, the last.
    """
    sentences = _Sentences(words, products, product_of(products, suggestion.product), known)
    ordered = sorted(suggestion.verdicts, key=lambda verdict: (not verdict.must, -verdict.weight))
    met = [verdict for verdict in ordered if verdict.met >= 1]
    met = [verdict for verdict in met if not sentences.goes_without_saying(verdict)] or met
    met.sort(key=lambda verdict: sentences.because(verdict) is None)
    served = {verdict.attribute for verdict in met}
    unmet = [verdict for verdict in ordered if verdict.met < 1 and not sentences.is_moot(verdict, served)]
    against = [sentences.against(verdict) for verdict in unmet if verdict.offered is not None]
    against += sentences.unsaid(verdict for verdict in unmet if verdict.offered is None)
    return tuple(dict.fromkeys(map(sentences.reason, met))), tuple(dict.fromkeys(against))


class _Sentences:
    """Writes what the verdicts on one product say."""

    def __init__(self, words: Words, products: Products, product: Product, known: Known) -> None:
        self.words = words
        self.patterns = reason_words(words.language)
        self.products = products
        self.known = known
        self.needs = {need.id: need for need in words.compiled.questionnaire.needs}
        self.extra = self._extra(product)

    def _extra(self, product: Product) -> dict[str, str | float]:
        extra: dict[str, str | float] = {"product.name": name_of(product, self.words)}
        for attribute in self.products.attributes:
            value = product.values.get(attribute.id)
            if isinstance(value, float | int) and not isinstance(value, bool) and attribute.unit is None:
                extra[f"product.{attribute.id}"] = value
            elif value is not None:
                extra[f"product.{attribute.id}"] = written(attribute, value, self.words)
        costs = written_price(product, self.words, self.products, self.known)
        if costs is not None and self.products.price is not None:
            extra[f"product.{self.products.price.id}"] = costs
        return extra

    def because(self, verdict: Verdict) -> Text | None:
        """Return what the author wrote about meeting a need, at the need or at its attribute."""
        need, attribute = self._of(verdict)
        return need.because or attribute.because

    def goes_without_saying(self, verdict: Verdict) -> bool:
        """Tell whether a must only says which kind of product it takes, and the author did not say why."""
        return verdict.must and self.needs[verdict.need].test in ("is", "any_of") and self.because(verdict) is None

    def reason(self, verdict: Verdict) -> str:
        """Say why the product meets a need."""
        need, _ = self._of(verdict)
        because = self.because(verdict)
        if because is not None:
            return self._filled(because, verdict)
        sayings = tuple(self._sayings(need))[:_MOST_SAYINGS]
        pattern = self.patterns.said if sayings else self._pattern_for(need, verdict)
        said = listing(sayings, self.words.language)
        return pattern.format(said=said, **self._parts(verdict, _of_interest(verdict)))

    def against(self, verdict: Verdict) -> str:
        """Say how far the product is from meeting a need."""
        need, attribute = self._of(verdict)
        but = need.but or attribute.but
        if but is not None:
            return self._filled(but, verdict)
        return self._pattern_against(need, attribute, verdict).format(**self._parts(verdict, verdict.offered))

    def unsaid(self, verdicts: Iterable[Verdict]) -> list[str]:
        """Say in one line what the product's data do not say."""
        labels = dict.fromkeys(label_of(self._of(verdict)[1], self.words) for verdict in verdicts)
        return [self.patterns.unsaid.format(attributes=listing([*labels], self.words.language))] if labels else []

    def is_moot(self, verdict: Verdict, served: set[str]) -> bool:
        """Tell whether a need only names another choice of an attribute that already serves the person.

        Who may want a grinder or a filter is not told of the grinder that it is no filter, unless the author does.
        """
        need = self.needs[verdict.need]
        return need.test in ("is", "any_of") and need.but is None and not need.must and verdict.attribute in served

    def _filled(self, text: Text, verdict: Verdict) -> str:
        parts = self._parts(verdict, verdict.offered)
        extra: dict[str, str | float] = {**self.extra, **{f"need.{name}": part for name, part in parts.items()}}
        if self.products.price is not None and verdict.attribute == self.products.price.id:
            # A price stands beside a limit in the currency of the limit, whatever the price list of the place says.
            extra[f"product.{verdict.attribute}"] = parts["offered"]
        return self.words.fill(text.template(self.words.language), self.known, extra)

    def _parts(self, verdict: Verdict, offered: AttributeValue | None) -> dict[str, str]:
        _, attribute = self._of(verdict)
        wanted, has = _choices(verdict.wanted), _choices(verdict.offered)
        return {
            "attribute": label_of(attribute, self.words),
            "offered": self._written(attribute, offered, verdict),
            "wanted": self._written(attribute, verdict.wanted, verdict),
            "missing": self._written(attribute, tuple(each for each in wanted if each not in has), verdict),
            "unwanted": self._written(attribute, tuple(each for each in wanted if each in has), verdict),
            "share": percent(abs(_above(verdict)), self.words.language),
        }

    def _pattern_for(self, need: Need, verdict: Verdict) -> str:
        match need.test:
            case "at_least":
                return self.patterns.enough
            case "at_most":
                return self.patterns.within
            case "threshold":
                return self.patterns.within if self._is_limit(verdict) else self.patterns.enough
            case "none_of":
                return self.patterns.lacks
        return self.patterns.plain

    def _pattern_against(self, need: Need, attribute: Attribute, verdict: Verdict) -> str:
        match need.test:
            case "at_most":
                return self._over(attribute, verdict)
            case "threshold" if self._is_limit(verdict):
                return self._over(attribute, verdict)
            case "at_least" | "threshold":
                return self.patterns.short
            case "includes" | "all_of":
                return self.patterns.lacks
            case "none_of":
                return self.patterns.unwanted
        return self.patterns.plain if attribute.type == "flag" else self.patterns.differs

    def _over(self, attribute: Attribute, verdict: Verdict) -> str:
        if not 0 < _above(verdict) < _TELLING:
            return self.patterns.within
        return self.patterns.over_budget if attribute.type == "money" else self.patterns.over

    def _is_limit(self, verdict: Verdict) -> bool:
        """Tell whether less is better, so that what is wanted is a limit."""
        return self._of(verdict)[1].better == "lower"

    def _of(self, verdict: Verdict) -> tuple[Need, Attribute]:
        attribute = self.products.attribute(verdict.attribute)
        if attribute is None:
            raise KeyError(verdict.attribute)
        return self.needs[verdict.need], attribute

    def _written(self, attribute: Attribute, value: AttributeValue | None, verdict: Verdict) -> str:
        return "" if value is None else written(attribute, value, self.words, verdict.unit)

    def _sayings(self, need: Need) -> Iterator[str]:
        """Yield how the answers that a need reads stand inside a sentence, those it compares with first."""
        compiled = self.words.compiled
        for name in questions_behind(need, compiled):
            if name in self.known:
                said = self.words.said(compiled.question(name), self.known[name], self.known)
                if said is not None:
                    yield said


def _choices(value: AttributeValue | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _of_interest(verdict: Verdict) -> AttributeValue | None:
    """Return what is offered: of a set, only what was asked for."""
    if isinstance(verdict.offered, tuple):
        return tuple(choice for choice in verdict.offered if choice in _choices(verdict.wanted))
    return verdict.offered


def _above(verdict: Verdict) -> float:
    """Return by which share of what is wanted the product is above it, or 0 where that cannot be said."""
    offered, wanted = verdict.offered, verdict.wanted
    if isinstance(offered, bool) or isinstance(wanted, bool):
        return 0.0
    if isinstance(offered, int | float) and isinstance(wanted, int | float) and wanted > 0:
        return offered / wanted - 1
    return 0.0
