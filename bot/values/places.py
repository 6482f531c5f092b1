"""Places on the Earth: read from an answer, and how far apart two of them are."""

import re
from math import asin, cos, radians, sin, sqrt

from msgspec import Struct

NORTH, EAST = 90.0, 180.0
"""How far north and east there are places."""
EARTH_RADIUS = 6371.0088
"""The mean radius R1 of the Earth in kilometres (Moritz, Geodetic Reference System 1980)."""
_PAIR = re.compile(r"\s*([-+]?\d{1,3}(?:\.\d+)?)\s*,\s*([-+]?\d{1,3}(?:\.\d+)?)\s*", re.ASCII)


class Place(Struct, frozen=True):
    """A point by its latitude and longitude in degrees, north and east being positive."""

    latitude: float
    longitude: float


def place_of(text: str) -> Place | None:
    """Return the place that `latitude,longitude` writes; None for anything else, the name of a town above all."""
    pair = _PAIR.fullmatch(text)
    if pair is None:
        return None
    latitude, longitude = float(pair[1]), float(pair[2])
    inside = abs(latitude) <= NORTH and abs(longitude) <= EAST
    return Place(latitude, longitude) if inside else None


def distance(one: Place, other: Place) -> float:
    """Return the kilometres from one place to another along the great circle.

    By the haversine formula (R. W. Sinnott, Virtues of the Haversine, Sky & Telescope 68, 1984), on a sphere: at most
    half a per cent beside the true way over the ellipsoid, and exact enough for the nearest and the farthest alike.
    """
    north, south = radians(one.latitude), radians(other.latitude)
    turn = sin((south - north) / 2) ** 2
    turn += cos(north) * cos(south) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, turn)))
