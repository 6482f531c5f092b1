"""Sealing at rest: what persons say is encrypted with a key that is kept apart from the database."""

import base64
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.values.errors import ColloquyError, WrongSetting

KEY_BYTES = 32
_VERSION = b"\x01"
_ID_BYTES = 4
_NONCE_BYTES = 12
_HEAD = len(_VERSION) + _ID_BYTES
_BODY = _HEAD + _NONCE_BYTES
_LOOKUP_BYTES = 16


class WrongKey(WrongSetting):
    """What is kept was sealed with a key that is not at hand."""


class Damaged(ColloquyError):
    """What is kept was changed, cut off, or moved to another place since it was sealed."""


class Seal:
    """Seals and opens with AES-256-GCM, bound to a place (`table.column`); several keys allow for rotation.

    Keys stand oldest first. The newest seals, each opens what it sealed, the oldest makes the lookups and must stay.
    Sealed bytes are: version, id of the key, nonce, ciphertext with tag. A key is good for 2^32 of its random nonces.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"a seal needs keys of {KEY_BYTES} bytes")
        self._ciphers = {derived(key, b"id")[:_ID_BYTES]: AESGCM(derived(key, b"seal")) for key in keys}
        newest = derived(keys[-1], b"id")[:_ID_BYTES]
        self._newest = self._ciphers[newest]
        self._head = _VERSION + newest
        self._lookups = hashlib.blake2b(key=derived(keys[0], b"lookup"), digest_size=_LOOKUP_BYTES)

    def seal(self, place: str, content: bytes) -> bytes:
        """Return the content sealed for a place."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._head + nonce + self._newest.encrypt(nonce, content, place.encode())

    def open(self, place: str, sealed: bytes) -> bytes:
        """Return the content; raise `WrongKey` or `Damaged`."""
        if len(sealed) < _BODY or sealed[:1] != _VERSION:
            raise Damaged(f"what is kept in {place} was not sealed by this program")
        cipher = self._ciphers.get(sealed[1:_HEAD])
        if cipher is None:
            raise WrongKey(
                "ENCRYPTION_KEY or ENCRYPTION_KEY_FILE wants the key that the database was sealed with, not another"
            )
        try:
            return cipher.decrypt(sealed[_HEAD:_BODY], sealed[_BODY:], place.encode())
        except InvalidTag:
            raise Damaged(f"what is kept in {place} was changed or moved since it was sealed") from None

    def lookup(self, text: str) -> str:
        """Return a keyed hash: the same for the same text, and no way back to it without the key."""
        hashing = self._lookups.copy()
        hashing.update(text.encode())
        return hashing.hexdigest()


def load_or_make_keys(path: Path) -> tuple[bytes, ...]:
    """Return the keys in a file (base64, a line each, oldest first); make one if there is no file."""
    try:
        written = path.read_text()
    except FileNotFoundError:
        written = base64.b64encode(os.urandom(KEY_BYTES)).decode() + "\n"
        _keep(path, written)
    keys = tuple(_key(line, number, path) for number, line in enumerate(written.split(), 1))
    if not keys:
        raise WrongSetting(f"ENCRYPTION_KEY_FILE wants a file with a key, but {path} is empty")
    return keys


def _key(line: str, number: int, path: Path) -> bytes:
    try:
        key = base64.b64decode(line, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise WrongSetting(
            f"ENCRYPTION_KEY_FILE wants {KEY_BYTES} bytes in base64 on each line; line {number} of {path} is not"
        )
    return key


def _keep(path: Path, written: str) -> None:
    """Write a new file that survives a power cut: losing the key loses everything that is sealed with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())


def derived(key: bytes, purpose: bytes) -> bytes:
    """Return a key for one purpose, so that none serves two."""
    return hashlib.blake2b(key=key, person=purpose, digest_size=KEY_BYTES).digest()
