"""Offers: next steps that are no product, for whom and where they hold, with a link or a code to take along."""

from bot.authoring.conditions import ConditionReader
from bot.authoring.kinds import WORD, defined, link_to, list_of, written
from bot.authoring.names import Names
from bot.authoring.reading import Reading
from bot.authoring.shape import Kind, Shape, needed, taking
from bot.authoring.texts import text
from bot.authoring.tree import Node
from bot.questionnaire.model import Offer

LONGEST_COUPON = 256
"""Characters that a button of Telegram copies at most."""


def _coupon(code: str) -> str | None:
    code = code.strip()
    return code if 1 <= len(code) <= LONGEST_COUPON and code.isprintable() else None


coupon: Kind[str] = written(
    f"a code of 1 to {LONGEST_COUPON} characters on one line",
    _coupon,
    WORD | {"minLength": 1, "maxLength": LONGEST_COUPON},
)


def offer_of(names: Names) -> Kind[Offer]:
    """Make the kind of an offer."""
    shape = Shape(
        "an offer",
        {
            "if": ConditionReader(names).read,
            "text": needed(text),
            "label": text,
            "link": link_to("https", "http", "mailto", "tg"),
            "coupon": coupon,
            "regions": list_of(defined("region", "company.yaml")),
        },
    )

    @taking(shape.schema)
    def read(node: Node, at: Reading) -> Offer | None:
        found = shape.read(node, at)
        return None if found is None else Offer(id=at.key, condition=found.pop("if", None), **found)

    return read
