"""Tokens say one thing for one purpose, until a moment, and cannot be made by anybody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.tokens import Tokens

KEY, NEXT = bytes(range(32)), bytes(reversed(range(32)))
TOKENS = Tokens([KEY])
UNTIL = 2_000_000_000


@given(st.binary(min_size=1, max_size=40), st.integers(0, UNTIL - 1))
def test_a_token_carries_what_was_put_into_it(payload: bytes, at: int):
    token = TOKENS.make("report", payload, until=UNTIL)
    assert TOKENS.read("report", token, at=at) == payload
    assert token.replace("-", "").replace("_", "").isalnum()


def test_a_token_expires():
    token = TOKENS.make("report", b"x", until=UNTIL)
    assert TOKENS.read("report", token, at=UNTIL - 1) == b"x"
    assert TOKENS.read("report", token, at=UNTIL) is None


def test_a_token_is_good_for_its_purpose_only():
    token = TOKENS.make("continue", b"x", until=UNTIL)
    assert TOKENS.read("report", token, at=0) is None


def test_a_changed_token_is_refused():
    token = TOKENS.make("continue", bytes(16), until=UNTIL)
    # The last letter of a signature holds two bits that nobody reads.
    for place in range(len(token) - 1):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert TOKENS.read("continue", changed, at=0) is None, place


@given(st.text(max_size=80))
def test_nothing_that_is_made_up_is_believed(text: str):
    assert TOKENS.read("continue", text, at=0) is None


def test_a_new_key_signs_and_the_old_one_is_still_believed():
    old = TOKENS.make("report", b"x", until=UNTIL)
    both = Tokens([KEY, NEXT])
    assert both.read("report", old, at=0) == b"x"
    new = both.make("report", b"x", until=UNTIL)
    assert TOKENS.read("report", new, at=0) is None
    assert Tokens([NEXT]).read("report", new, at=0) == b"x"


@pytest.mark.parametrize("size", [16])
def test_what_names_a_person_fits_into_a_link_to_a_chat(size: int):
    assert len(TOKENS.make("continue", bytes(size), until=UNTIL)) <= 64
