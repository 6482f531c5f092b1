"""A rating: whether a suggestion or a report fits, by one tap; observed, and kept only under its purpose."""

from collections.abc import Iterable

from msgspec import Struct

PURPOSE = "behaviour"
"""The purpose under which ratings are kept."""
REPORT = "report"
"""What stands in place of a product where the report itself is rated."""


class Rating(Struct, frozen=True):
    """What a person tapped about one thing they were given in a session; `at` is Unix seconds."""

    session: str
    about: str
    """The id of a product, or `report`."""
    fits: bool
    at: int
    source: str
    """The questionnaire."""


def rated(ratings: Iterable[Rating], session: str) -> dict[str, bool]:
    """Return what was said to fit or not in one session, by what it is about."""
    return {rating.about: rating.fits for rating in ratings if rating.session == session}


def newest(ratings: Iterable[Rating]) -> dict[str, Rating]:
    """Return the newest rating of each thing, whatever session it was given in."""
    found: dict[str, Rating] = {}
    for rating in ratings:
        before = found.get(rating.about)
        if before is None or rating.at >= before.at:
            found[rating.about] = rating
    return found
