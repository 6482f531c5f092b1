"""Shops and dealers: who they are, where they stand, and how to reach them."""

from bot.authoring.kinds import defined, link_to, written
from bot.authoring.reading import Reading
from bot.authoring.shape import Kind, Shape, needed, taking
from bot.authoring.texts import own_words, text
from bot.authoring.tree import Node
from bot.conversation import contacts
from bot.questionnaire.catalogue import Shop
from bot.values.places import Place, place_of

coordinates: Kind[Place] = written(
    "latitude and longitude in degrees, such as 48.20820,16.37380 (at most 90 north or south, 180 east or west)",
    place_of,
    {"type": "string", "pattern": r"^\s*[-+]?\d{1,3}(\.\d+)?\s*,\s*[-+]?\d{1,3}(\.\d+)?\s*$"},
)
phone: Kind[str] = written(
    'a phone number with its country code, in quotes, such as "+43 1 234 5678"',
    lambda said: said.strip() if said.strip().startswith("+") and contacts.phone(said) else None,
    {"type": "string", "pattern": r"^\+[\d ()./-]+$"},
)
SHOP = Shape(
    "a shop",
    {
        "name": needed(own_words),
        "address": needed(own_words),
        "place": needed(coordinates),
        "region": defined("region", "company.yaml"),
        "link": link_to("https", "http"),
        "phone": phone,
        "hours": text,
    },
)


@taking(SHOP.schema)
def shop(node: Node, at: Reading) -> Shop | None:
    """Read a shop."""
    found = SHOP.read(node, at)
    return None if found is None else Shop(id=at.key, **found)
