"""Whom which offer is made, and which shops a person is sent to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questionnaire.catalogue import Shop
from bot.questionnaire.condition import InRange, Known, OneOf, Range
from bot.questionnaire.model import Offer, Question
from bot.suggestion.offers import offers_for
from bot.suggestion.shops import shops_for
from bot.values.places import Place, distance
from tests import making
from tests.making import text

OFFERS = (
    Offer("drive", text(en="Try it."), condition=OneOf("when", ("now",)), regions=("europe",)),
    Offer("letter", text(en="Read."), condition=OneOf("when", ("later",))),
    Offer("visit", text(en="Come."), regions=("europe", "gulf")),
    Offer("rich", text(en="Talk."), condition=InRange("spend", Range(at_least=100))),
    Offer("bye", text(en="Goodbye.")),
)
ASKED = making.compiled(
    making.question("when", "select_one", "now", "later"),
    making.question("region", "select_one", "europe", "gulf", "elsewhere"),
    making.question("spend", "integer"),
    offers=OFFERS,
)


def offered(**known: object) -> list[str]:
    return [offer.id for offer in offers_for(ASKED, known)]  # type: ignore[arg-type]


def test_offers_are_made_in_the_authors_order_to_those_for_whom_they_hold():
    assert offered(when="now", region="europe", spend=100) == ["drive", "visit", "rich", "bye"]
    assert offered(when="later", region="gulf", spend=99) == ["letter", "visit", "bye"]


def test_an_offer_of_some_regions_is_only_for_those_who_are_known_to_be_there():
    assert offered(when="now") == ["bye"]
    assert offered(when="now", region="elsewhere") == ["bye"]
    assert offered(region="elsewhere", **{"trait.region": "gulf"}) == ["visit", "bye"]


def test_what_was_not_answered_makes_no_offer():
    assert offered() == ["bye"]


# Shops -----------------------------------------------------------------------------------------------------


def shop(name: str, latitude: float, longitude: float, region: str | None = None, **address: str) -> Shop:
    return Shop(
        id=name,
        name=text(en=name.title()),
        address=text(**(address or {"en": f"High Street, {name.title()}"})),
        place=Place(latitude, longitude),
        region=region,
    )


VIENNA = shop("vienna", 48.2140, 16.3870, "europe", en="Praterstrasse 12, 1020 Vienna", fa="وین، پراتر")
GRAZ = shop("graz", 47.0707, 15.4395, "europe")
DUBAI = shop("dubai", 25.1390, 55.2270, "gulf")
POST = shop("post", 0.0, 0.0, None, en="By post")
SHOPS = (VIENNA, GRAZ, DUBAI, POST)
HOME = making.question("home", "location")


def found(known: Known, question: Question = HOME, near: str | None = "home", count: int = 9) -> list[str]:
    compiled = making.compiled(question)
    return [each.shop.id for each in shops_for(SHOPS, compiled, known, near, count)]


def test_who_shared_a_place_gets_the_nearest_shops_whatever_the_region():
    assert found({"home": "47.10000,15.50000", "region": "gulf"}) == ["graz", "vienna", "dubai", "post"]
    assert found({"home": "47.10000,15.50000"}, count=1) == ["graz"]


def test_a_distance_is_told_only_where_both_places_are_known():
    compiled = making.compiled(HOME)
    [near, *_] = shops_for(SHOPS, compiled, {"home": "48.21400,16.38700"}, "home", 3)
    assert (near.shop.id, near.distance) == ("vienna", 0.0)
    told = shops_for(SHOPS, compiled, {"home": "Vienna", "region": "europe"}, "home", 3)
    assert {each.distance for each in told} == {None}


@pytest.mark.parametrize("town", ["Vienna", "vienna", "Vienna, Mariahilfer Strasse 1", "وین", "1, Praterstrasse 12"])
def test_who_typed_a_town_gets_the_shops_there_first(town):
    assert found({"home": town, "region": "gulf"}) == ["vienna", "dubai", "post"]


@pytest.mark.parametrize("town", ["Vien", "12", "Paris", "St"])
def test_a_town_is_a_whole_word_of_an_address_and_no_number(town):
    assert found({"home": town, "region": "gulf"}) == ["dubai", "post"]


def test_without_a_place_the_shops_are_those_of_the_region_and_those_for_everybody():
    assert found({"region": "europe"}) == ["vienna", "graz", "post"]
    assert found({"region": "elsewhere"}) == ["post"]
    assert found({}) == ["post"]


@pytest.mark.parametrize(
    "question",
    [making.question("home", "location", purpose="contact"), making.question("home", "location", sensitive=True)],
    ids=["given for another purpose", "sensitive"],
)
def test_a_place_that_was_not_given_for_the_report_finds_no_shop(question):
    assert found({"home": "47.10000,15.50000", "region": "gulf"}, question) == ["dubai", "post"]
    assert found({"home": "Graz", "region": "gulf"}, question) == ["dubai", "post"]


def test_a_place_counts_only_where_the_block_asks_for_it():
    assert found({"home": "47.10000,15.50000", "region": "gulf"}, near=None) == ["dubai", "post"]


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 4))
def test_no_shop_that_is_left_out_is_nearer_than_one_that_is_shown(latitude, longitude, count):
    here = f"{latitude:.5f},{longitude:.5f}"
    shown = shops_for(SHOPS, making.compiled(HOME), {"home": here}, "home", count)
    ways = [each.distance for each in shown]
    at = Place(float(here.partition(",")[0]), float(here.partition(",")[2]))
    left = [distance(at, each.place) for each in SHOPS if each.id not in {found.shop.id for found in shown}]
    assert len(shown) == count
    assert ways == sorted(ways, key=lambda way: way or 0)
    assert all(far >= (ways[-1] or 0) for far in left)
