"""Questions about where a person is, and to whom the answer makes a difference."""

from collections.abc import Iterator

from bot.authoring.names import Ids
from bot.authoring.scene import Scene
from bot.questionnaire.condition import All, Any, Condition, InSegment, Not
from bot.questionnaire.model import Question
from bot.questionnaire.report import SectionText, ShopsText

REGION = "region"
"""The question, and the trait, by which prices, stock, shops and offers go."""
_EVERYBODY: Condition = All(())
_NOBODY: Condition = Any(())


def place_questions(scene: Scene) -> Iterator[Question]:
    """Yield the questions about the region, and those to whose answers shops are near."""
    near = {block.near for _, block in shop_blocks(scene)}
    for question in scene.questionnaire.questions:
        if question.waits and (is_about_region(question) or question.id in near):
            yield question


def is_about_region(question: Question) -> bool:
    """Tell whether the answer to a question says in which region a person is."""
    return REGION in (question.id, question.trait)


def shop_blocks(scene: Scene) -> Iterator[tuple[SectionText, ShopsText]]:
    """Yield every block of shops with the section that it stands in."""
    for section in scene.questionnaire.report.sections if scene.questionnaire.report else ():
        for block in section.blocks.get(scene.questionnaire.language, ()):
            if isinstance(block, ShopsText):
                yield section, block


def concerned(scene: Scene, question: Question) -> list[Condition | None]:
    """Return those for whom something depends on the answer to a question about a place; None: everybody."""
    found: list[Condition | None] = [
        section.show_if
        for section, block in shop_blocks(scene)
        if block.near == question.id or (is_about_region(question) and _are_regional(scene))
    ]
    if is_about_region(question):
        found += [offer.condition for offer in scene.questionnaire.offers if offer.regions]
        items = scene.common.range.products.items
        if scene.questionnaire.needs and any(product.regions or product.prices for product in items):
            found.append(None)
    return found


def _are_regional(scene: Scene) -> bool:
    company = scene.common.company
    return company is None or any(shop.region is not None for shop in company.shops)


def still_possible(condition: Condition, scene: Scene, question: Question, *, wanted: bool = True) -> Condition:
    """Return where a condition can still come out as wanted when a question is asked: the rest is to be answered."""
    match condition:
        case Not(of=part):
            return Not(still_possible(part, scene, question, wanted=not wanted))
        case All(of=parts):
            return All(tuple(still_possible(part, scene, question, wanted=wanted) for part in parts))
        case Any(of=parts):
            return Any(tuple(still_possible(part, scene, question, wanted=wanted) for part in parts))
        case InSegment(names=segments):
            inner = [scene.names.segments[name] for name in segments]
            found = (still_possible(each, scene, question, wanted=wanted) for each in inner if each is not None)
            return All(tuple(found))
    settled = scene.names.looks_at(condition) <= _before(scene, question)
    return condition if settled else _EVERYBODY if wanted else _NOBODY


def _before(scene: Scene, question: Question) -> Ids:
    return frozenset(list(scene.names.questions)[: scene.names.position(question.id)])
