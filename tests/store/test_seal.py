"""What is sealed can be opened only with its key, at its place, unchanged."""

import stat
from pathlib import Path

import pytest

from bot.store.seal import Damaged, Seal, WrongKey, load_or_make_keys
from bot.values.errors import WrongSetting

OLD, NEW = bytes(32), bytes(range(32))


def test_what_is_sealed_opens_again_and_shows_nothing():
    seal = Seal([OLD])
    sealed = seal.seal("answer.value", b"60 MHz")
    assert seal.open("answer.value", sealed) == b"60 MHz"
    assert b"60 MHz" not in sealed
    assert seal.seal("answer.value", b"60 MHz") != sealed, "equal answers must not look equal"


def test_what_is_moved_to_another_place_does_not_open():
    seal = Seal([OLD])
    with pytest.raises(Damaged, match=r"trait\.value"):
        seal.open("trait.value", seal.seal("answer.value", b"60 MHz"))


def test_every_changed_byte_is_noticed():
    seal = Seal([OLD])
    sealed = seal.seal("answer.value", b"60 MHz")
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises((Damaged, WrongKey)):
            seal.open("answer.value", changed)
    with pytest.raises(Damaged):
        seal.open("answer.value", sealed[:10])


def test_after_a_rotation_the_new_key_seals_and_the_old_one_still_opens():
    before, after, only_new = Seal([OLD]), Seal([OLD, NEW]), Seal([NEW])
    assert after.open("a.b", before.seal("a.b", b"old")) == b"old"
    assert only_new.open("a.b", after.seal("a.b", b"new")) == b"new"
    with pytest.raises(WrongKey, match="ENCRYPTION_KEY"):
        only_new.open("a.b", before.seal("a.b", b"old"))


def test_lookups_find_the_same_person_after_a_rotation_and_tell_nothing():
    before, after = Seal([OLD]), Seal([OLD, NEW])
    assert before.lookup("telegram:5") == before.lookup("telegram:5") == after.lookup("telegram:5")
    assert len({before.lookup("telegram:5"), before.lookup("telegram:6"), Seal([NEW]).lookup("telegram:5")}) == 3


@pytest.mark.parametrize("keys", [[], [b"short"], [OLD, b"short"]])
def test_a_seal_without_proper_keys_cannot_be_made(keys):
    with pytest.raises(ValueError, match="32 bytes"):
        Seal(keys)


def test_a_missing_key_file_is_made_for_its_owner_alone_and_stays(tmp_path: Path):
    path = tmp_path / "new" / "colloquy.key"
    (key,) = load_or_make_keys(path)
    assert load_or_make_keys(path) == (key,)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_file_may_hold_several_keys(tmp_path: Path):
    for name in ("old", "new"):
        load_or_make_keys(tmp_path / name)
    both = tmp_path / "both"
    both.write_text((tmp_path / "old").read_text() + "\n" + (tmp_path / "new").read_text())
    assert load_or_make_keys(both) == load_or_make_keys(tmp_path / "old") + load_or_make_keys(tmp_path / "new")


@pytest.mark.parametrize(("written", "sentence"), [("", "is empty"), ("c2hvcnQ=", "line 1"), ("§§", "line 1")])
def test_a_wrong_key_file_is_refused_with_a_sentence(tmp_path: Path, written, sentence):
    path = tmp_path / "colloquy.key"
    path.write_text(written)
    with pytest.raises(WrongSetting, match=f"ENCRYPTION_KEY_FILE wants .*{sentence}"):
        load_or_make_keys(path)
