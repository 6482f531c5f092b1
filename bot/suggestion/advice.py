"""Repairs and what-ifs in sentences: what could be answered otherwise, and what would come of it."""

from bot.questionnaire.catalogue import Attribute, Products
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import Need, Question
from bot.questionnaire.wording import Words
from bot.suggestion.repairs import Change
from bot.suggestion.suggest import product_of
from bot.suggestion.what_if import WhatIf
from bot.suggestion.words import advice_words
from bot.suggestion.writing import label_of, name_of


def change_said(change: Change, words: Words, products: Products, known: Known) -> str:
    """Return one change of a wish, short enough for a button: `Price: $14,000 instead of $10,000`.

    The author's own words go first, where the need has some and there is another answer to put in them.
    """
    need = next(each for each in words.compiled.questionnaire.needs if each.id == change.need)
    attribute = products.attribute(need.attribute)
    if attribute is None:
        raise KeyError(need.attribute)
    question = words.compiled.question(change.question)
    was, to = words.label(question, change.was, known), _answer(change.value, question, words)
    if need.repair is not None and change.value is not None:
        extra = {"need.attribute": label_of(attribute, words), "need.was": was, "need.to": to}
        return words.fill(need.repair.template(words.language), known, extra)
    own = advice_words(words.language)
    if change.kind == "without":
        return _without(change, attribute, question, words)
    if _is_wish_itself(need, change.question):
        return own.instead.format(what=label_of(attribute, words), to=to, was=was)
    return own.answer.format(ask=_ask(question, words, known), to=to, was=was)


def what_if_said(claim: WhatIf, words: Words, products: Products, known: Known) -> str:
    """Return what another answer would change, in a sentence."""
    own = advice_words(words.language)
    question = words.compiled.question(claim.question)
    ask, was = _ask(question, words, known), words.label(question, claim.was, known)
    to = _stretch(claim, question, words)
    if claim.first is None:
        return own.nothing_fits.format(ask=ask, to=to, was=was)
    name = name_of(product_of(products, claim.first), words)
    new = _new(claim)
    said = words.said(question, new or claim.value, known)
    if said is not None and (new or question.type in ("select_one", "yes_no")):
        return (own.if_also if new else own.if_said).format(said=said, name=name)
    return own.if_answered.format(ask=ask, to=to, was=was, name=name)


def _without(change: Change, attribute: Attribute, question: Question, words: Words) -> str:
    own = advice_words(words.language)
    if isinstance(change.was, tuple) and question.type == "select_multiple":
        left = change.value if isinstance(change.value, tuple) else ()
        dropped = tuple(each for each in change.was if each not in left)
        return own.without.format(what=words.label(question, dropped))
    if attribute.type == "flag":
        return own.without.format(what=label_of(attribute, words))
    return own.left_open.format(what=label_of(attribute, words))


def _is_wish_itself(need: Need, question: str) -> bool:
    """Tell whether an answer is what the need compares with, so that the attribute's label names it."""
    return need.operand_is_name and need.operand == question


def _ask(question: Question, words: Words, known: Known) -> str:
    return words.fill(question.ask.template(words.language), known)


def _answer(value: Value | None, question: Question, words: Words) -> str:
    return "" if value is None else words.label(question, value)


def _stretch(claim: WhatIf, question: Question, words: Words) -> str:
    """Return the other answer; where all numbers beyond it do the same, say so."""
    number, own = words.label(question, claim.value), advice_words(words.language)
    if not isinstance(claim.value, int | float) or claim.low is None or claim.high is None:
        return number
    least, most = (question.low, question.high) if question.type == "scale" else (question.at_least, question.at_most)
    if claim.high >= (float("inf") if most is None else most) and claim.low < claim.high:
        return own.or_more.format(number=number)
    if claim.low <= (float("-inf") if least is None else least) and claim.low < claim.high:
        return own.or_less.format(number=number)
    return number


def _new(claim: WhatIf) -> tuple[str, ...]:
    """Return what was taken besides, where only that is new."""
    if isinstance(claim.was, tuple) and isinstance(claim.value, tuple) and set(claim.was) < set(claim.value):
        return tuple(each for each in claim.value if each not in claim.was)
    return ()
