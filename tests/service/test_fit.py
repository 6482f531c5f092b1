"""Measured fit: who said so, by segment, and within what chance allows."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.assemble import open_house
from bot.cli.commands import app
from bot.cli.fit import NOTHING
from bot.profile.rating import PURPOSE
from bot.service.acts import Arrival, Pressed, Typed
from bot.service.fit import measured, wilson
from bot.service.ports import Rated
from bot.settings import read_settings
from bot.speech.acts import session_key
from tests.outlook.bikes import AT, SAMPLE, Rider, library


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    # Newcombe 1998, table I, method 3, and what R's prop.test(correct = FALSE) gives.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
     (3, 3, 0.4385, 1.0)],
)  # fmt: skip
def test_the_bounds_of_a_share_are_those_of_wilson(yes: int, n: int, low: float, high: float):
    assert wilson(yes, n) == pytest.approx((low, high), abs=1e-4)


def test_without_anybody_nothing_is_known():
    assert wilson(0, 0) == (0.0, 1.0)


def test_fit_is_measured_for_everybody_and_for_each_segment():
    def rated(rider: Rider, **fits: bool) -> Rated:
        assert rider.talk.session is not None
        return Rated(rider.talk.session, fits)

    carrier, walker = Rider().rides(budget=6000, stairs=True), Rider().rides(budget=6000)
    found = measured([rated(carrier, feather=True, report=True), rated(walker, feather=False)], library())
    assert [(each.segment, each.suggestion, each.yes, each.n) for each in found] == [
        ("everybody", "feather", 1, 2),
        ("everybody", "report", 1, 1),
        ("carriers", "feather", 1, 1),
        ("carriers", "report", 1, 1),
        ("electric", "feather", 1, 2),
        ("electric", "report", 1, 1),
    ]
    assert (found[0].share, found[0].low, found[0].high) == (0.5, 0.0945, 0.9055)


# As a marketer types it -----------------------------------------------------------------------------------


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("QUESTIONNAIRES_DIR", str(SAMPLE))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    for name in ("DATABASE_URL", "ENCRYPTION_KEY", "ENCRYPTION_KEY_FILE", "BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(app, words)


def taps(*acts: str) -> None:
    """Let somebody look for a bicycle, and tap."""
    house = open_house(read_settings())

    def does(act: Pressed | Typed) -> None:
        arrival = Arrival(channel="telegram", address="7", act=act, language="en")
        house.store.work([arrival], house.reception.step, AT)

    try:
        if house.store.look_up("telegram", "7").dossier.session is None:
            does(Pressed("begin:bike"))
            for answer in ("pick:0", "50", "pick:0", "6000", "no"):
                session = house.store.look_up("telegram", "7").dossier.session
                assert session is not None
                bound = Pressed(answer, session_key(session.id), session.awaits)
                does(Typed(answer) if answer.isdecimal() else bound)
        for act in acts:
            does(Pressed(act))
    finally:
        house.store.close()


def test_where_nobody_said_anything_it_says_so_in_words(bot: Callable[..., Result]):
    ran = bot("fit")
    assert (ran.exit_code, ran.stdout) == (0, NOTHING)
    assert json.loads(bot("fit", "--format", "json").stdout) == []
    assert bot("fit", "--format", "csv").stdout == "questionnaire,segment,suggestion,yes,n,share,low,high\n"


def test_what_was_tapped_is_counted_in_every_format_until_it_is_taken_back(bot: Callable[..., Result]):
    taps("grant:behaviour:feather:yes", "rate:hill:no", "rate:feather:yes")
    listed = json.loads(bot("fit", "bike", "--format", "json").stdout)
    assert [(each["segment"], each["suggestion"], each["yes"], each["n"]) for each in listed[:2]] == [
        ("everybody", "feather", 1, 1), ("everybody", "hill", 0, 1),
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(bot("fit", "--format", "csv").stdout)))
    assert [row["segment"] for row in rows] == ["everybody"] * 2 + ["carriers"] * 2 + ["electric"] * 2
    assert (rows[0]["share"], rows[0]["low"], rows[0]["high"]) == ("1.0", "0.2065", "1.0")
    shown = bot("fit").stdout
    assert "bike: everybody" in shown
    assert "21% and 100%" in shown
    taps(f"withdraw:{PURPOSE}")
    assert bot("fit").stdout == NOTHING


def test_an_unknown_questionnaire_is_named(bot: Callable[..., Result]):
    ran = bot("fit", "boat")
    assert ran.exit_code != 0
    assert "there is no questionnaire 'boat'; there are bike" in str(ran.exception)
