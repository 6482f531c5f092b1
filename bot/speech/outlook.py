"""The outlook, shown behind a report: one tap on whether it fits, and where to go on from it."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.profile.rating import REPORT
from bot.questionnaire.catalogue import Products, Purpose
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.wording import Words
from bot.speech.prompt import Press, Prompt, Toast
from bot.speech.voice import Voice, cut
from bot.suggestion.advice import change_said
from bot.suggestion.critique import Critique, critiques
from bot.suggestion.remedies import beside_said, critique_said, remedy_words, repair_said
from bot.suggestion.repairs import Repair, repairs
from bot.suggestion.suggest import fitting, product_of, ranked
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.writing import name_of, written_price
from bot.values.locale import isolate

LONGEST_NAME = 18
"""Characters of a name on a button that shares its row."""
LONGEST_LABEL = 60
PAIR = 2


class Rateable(Struct, frozen=True):
    """Something that fits or does not: a suggestion, or the report."""

    about: str
    name: str
    fits: bool | None
    """What was said of it; None: nothing yet."""

    def act(self, *, fits: bool) -> str:
        """Return the act of saying so."""
        return f"rate:{self.about}:{'yes' if fits else 'no'}"


class Outlook(Struct, frozen=True, kw_only=True):
    """What can be done with a report, before a channel lays it out."""

    language: str
    ask: str
    """The question whether it fits."""
    rateable: tuple[Rateable, ...] = ()
    """Empty where the company does not ask."""
    said: tuple[str, ...] = ()
    """What would help where nothing fits, sentence by sentence; else what the ways are for."""
    ways: tuple[Press, ...] = ()
    helps: bool = False
    """Whether the ways are repairs: nothing fits, so they come first."""

    def brief(self) -> "Outlook":
        """Return it for where the report that says what would help stands beside it."""
        return replace(self, said=tuple(text.partition("\n")[0] for text in self.said))

    def prompt(self, *, redraws: bool = False) -> Prompt | None:
        """Return it as one message; None where there is nothing to do."""
        voice = Voice(self.language)
        rates = tuple(press for one in self.rateable for press in _rates(one, voice))
        texts = [*self.said, *([self.ask] if rates else [])]
        lines = [voice.line("said", text) for text in (texts if self.helps else reversed(texts))]
        if not rates and not self.ways:
            return None
        return Prompt(
            language=self.language,
            lines=tuple(lines),
            choices=self.ways if self.helps else rates,
            controls=rates if self.helps else self.ways,
            across=0 if self.helps else PAIR,
            redraws=redraws,
        )


def outlook(
    compiled: Compiled,
    products: Products,
    session: Session,
    found: Iterable[Suggestion],
    language: str,
    ratings: Mapping[str, bool] | None,
) -> Outlook:
    """Return what can be done with a report; `found` is what it offers, `ratings` what was said of it so far.

    None for `ratings`: nobody is asked whether it fits.
    """
    teller = _Teller(Words(compiled, language), products, session)
    suggestions = fitting(found := tuple(found))
    helps = bool(found) and not suggestions
    said, ways = teller.repairs() if helps else teller.critiques()
    return Outlook(
        language=language,
        ask=teller.voice.say("rate_ask" if suggestions else "rate_report_ask"),
        rateable=teller.rateable(suggestions, ratings) if ratings is not None else (),
        said=said,
        ways=ways,
        helps=helps and bool(ways),
    )


def beside(compiled: Compiled, products: Products, session: Session, product_id: str, language: str) -> Prompt | None:
    """Return one product that fits beside the first suggestion; None where it does not fit, or is the first."""
    teller = _Teller(Words(compiled, language), products, session)
    fit = [each for each in ranked(compiled, products, teller.known) if each.fits]
    chosen = next((each for each in fit[1:] if each.product == product_id), None)
    return None if chosen is None else teller.beside(chosen, fit[0])


def asking(purpose: Purpose, rate: str, language: str) -> Prompt:
    """Return the question for the purpose under which a tap is kept; a yes carries the tap (`<about>:<yes or no>`)."""
    voice = Voice(language)
    lines = (
        voice.line("said", voice.say("rate_first")),
        voice.line("title", voice.fixed(purpose.label)),
        voice.line("ask", voice.fixed(purpose.wording)),
        voice.line("hint", voice.say("consent_free")),
    )
    yes = voice.press("yes", f"grant:{purpose.id}:{rate}", "primary")
    controls = (yes, voice.press("no", f"decline:{purpose.id}", "primary"))
    return Prompt(language=language, lines=lines, controls=controls, redraws=True)


def noted(about: str, products: Products, language: str, *, fits: bool) -> Toast:
    """Return the word that a tap was kept."""
    voice = Voice(language)
    return voice.toast(voice.say("rated_yes" if fits else "rated_no", name=rated_name(about, products, language)))


def declined(language: str) -> Toast:
    """Return the word that nothing was kept."""
    voice = Voice(language)
    return voice.toast(voice.say("rate_off"))


def dropped(about: str, products: Products, language: str) -> Toast:
    """Return the word that what was said of something was deleted."""
    voice = Voice(language)
    return voice.toast(voice.say("dropped", label=rated_name(about, products, language)))


def rated_name(about: str, products: Products, language: str) -> str:
    """Return what was rated, by its name; by its id where there is no such product any more."""
    voice = Voice(language)
    if about == REPORT:
        return voice.say("rate_report")
    name = next((product.name for product in products.items if product.id == about), None)
    return isolate(about, language) if name is None else voice.fixed(name)


def _rates(one: Rateable, voice: Voice) -> tuple[Press, Press]:
    short = cut(one.name, LONGEST_NAME)
    name = short if short == one.name else isolate(short, voice.language)
    yes, no = voice.say("rate_yes", name=name), voice.say("rate_no", name=name)
    return (
        Press(voice.say("rated", label=yes) if one.fits is True else yes, one.act(fits=True)),
        Press(voice.say("rated", label=no) if one.fits is False else no, one.act(fits=False)),
    )


class _Teller:
    """Tells where one session can be gone on from."""

    def __init__(self, words: Words, products: Products, session: Session) -> None:
        self.words = words
        self.voice = Voice(words.language)
        self.products = products
        self.session = session
        self.known = known_values(words.compiled, session)

    def rateable(self, suggestions: Iterable[Suggestion], ratings: Mapping[str, bool]) -> tuple[Rateable, ...]:
        abouts = (*(each.product for each in suggestions), REPORT)
        return tuple(
            Rateable(about, rated_name(about, self.products, self.words.language), ratings.get(about))
            for about in abouts
        )

    def repairs(self) -> tuple[tuple[str, ...], tuple[Press, ...]]:
        """Return the repairs as sentences, and a press for each that asks its first question again."""
        found = repairs(self.words.compiled, self.products, self.session)
        sentences = [repair_said(each, self.words, self.products, self.known) for each in found]
        text = "\n".join([remedy_words(self.words.language).helps, *(f"• {sentence}" for sentence in sentences)])
        presses = {press.act: press for press in reversed([self._repair(each) for each in found])}
        return ((text,), tuple(reversed(presses.values()))) if found else ((), ())

    def _repair(self, repair: Repair) -> Press:
        change = repair.changes[0]
        said = change_said(change, self.words, self.products, self.known)
        return Press(cut(said, LONGEST_LABEL), f"change:{change.question}")

    def critiques(self) -> tuple[tuple[str, ...], tuple[Press, ...]]:
        ways = tuple(map(self._critique, critiques(self.words.compiled, self.products, self.session)))
        return ((self.voice.say("critique_ask"),), ways) if ways else ((), ())

    def _critique(self, critique: Critique) -> Press:
        said = critique_said(critique, self.words, self.products, self.known)
        act = f"change:{critique.question}" if critique.question else f"show:{critique.product}"
        return Press(cut(said, LONGEST_LABEL), act)

    def beside(self, chosen: Suggestion, first: Suggestion) -> Prompt:
        product = product_of(self.products, chosen.product)
        costs = written_price(product, self.words, self.products, self.known)
        name = " · ".join(filter(None, (name_of(product, self.words), costs)))
        summary = self.words.fill(product.summary.template(self.words.language), {}) if product.summary else ""
        said = (name, summary, *beside_said(chosen, first, self.words, self.products, self.known))
        lines = tuple(self.voice.line("said", text) for text in said if text)
        return Prompt(language=self.words.language, lines=lines)
