"""Places on the Earth and the way between them."""

from math import atan2, cos, hypot, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values.places import EARTH_RADIUS, Place, distance, place_of

places = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("48.20820,16.37380", Place(48.2082, 16.3738)),
        (" -33.9 , +18.4 ", Place(-33.9, 18.4)),
        ("0,0", Place(0, 0)),
        ("90,-180", Place(90, -180)),
        ("90.1,0", None),
        ("0,180.5", None),
        ("48.2", None),
        ("48.2,16.3,1", None),
        ("Vienna, 16", None),
        ("nan,nan", None),
        ("۴۸,۱۶", None),
        ("", None),
    ],
)
def test_a_place_is_a_latitude_and_a_longitude_that_exist(text, place):
    assert place_of(text) == place


def test_the_way_from_lyon_to_paris_is_as_long_as_others_say():
    # The figure in the documentation of the package haversine, which goes by the same mean radius.
    assert distance(Place(45.7597, 4.8422), Place(48.8567, 2.3508)) == pytest.approx(392.2172595594006, rel=1e-12)


def test_the_equator_is_as_long_as_the_radius_makes_it():
    quarter = distance(Place(0, 0), Place(0, 90))
    assert quarter == pytest.approx(EARTH_RADIUS * pi / 2)
    assert distance(Place(0, -135), Place(0, 135)) == pytest.approx(quarter), "the shorter way, over the date line"
    assert distance(Place(90, 17), Place(0, 61)) == pytest.approx(quarter), "a pole is on every meridian"


def test_two_doors_of_one_street_are_some_metres_apart():
    assert distance(Place(48.2140, 16.3870), Place(48.2140, 16.3871)) == pytest.approx(0.00741, abs=0.00001)


@given(places, places)
def test_the_way_is_the_one_that_vincentys_formula_gives_on_a_sphere(one, other):
    north, south, turn = radians(one.latitude), radians(other.latitude), radians(other.longitude - one.longitude)
    across = hypot(cos(south) * sin(turn), cos(north) * sin(south) - sin(north) * cos(south) * cos(turn))
    along = sin(north) * sin(south) + cos(north) * cos(south) * cos(turn)
    assert distance(one, other) == pytest.approx(EARTH_RADIUS * atan2(across, along), abs=1e-3)


@given(places, places, places)
def test_ways_are_those_of_a_map(one, other, third):
    way = distance(one, other)
    assert 0 <= way <= pi * EARTH_RADIUS + 1e-6
    assert distance(one, one) == 0
    assert distance(other, one) == pytest.approx(way)
    assert way <= distance(one, third) + distance(third, other) + 1e-6
