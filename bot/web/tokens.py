"""Tokens: short signed words that name something for one purpose and expire; nothing of them is kept."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from functools import partial
from typing import Literal

from itsdangerous import BadSignature, Signer

Purpose = Literal["visitor", "form", "continue", "report"]
"""What a token is good for; one made for one purpose says nothing for another."""
_EXPIRY_BYTES = 4
_SIGNATURE = 27
"""Letters of a signature: 20 bytes."""
_DOT = "."
_digest = partial(hashlib.blake2b, digest_size=20)


class Tokens:
    """Makes and reads tokens of `A-Za-z0-9_-`; keys stand oldest first, the newest signs and each is believed.

    A token that carries 16 bytes has 54 letters, so that it fits into a link to a chat.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._keys = list(keys)

    def make(self, purpose: Purpose, payload: bytes, *, until: int) -> str:
        """Return a token that carries a payload, good until a moment (Unix seconds)."""
        value = _letters(until.to_bytes(_EXPIRY_BYTES, "big") + payload)
        return self._signer(purpose).sign(value).decode().replace(_DOT, "")

    def read(self, purpose: Purpose, token: str, *, at: int) -> bytes | None:
        """Return what a token carries; None where it is foreign, forged, changed, or expired at this moment."""
        signed = f"{token[:-_SIGNATURE]}{_DOT}{token[-_SIGNATURE:]}"
        try:
            content = _bytes(self._signer(purpose).unsign(signed))
        except (BadSignature, binascii.Error, ValueError):
            return None
        until = int.from_bytes(content[:_EXPIRY_BYTES], "big")
        return content[_EXPIRY_BYTES:] if len(content) > _EXPIRY_BYTES and at < until else None

    def _signer(self, purpose: Purpose) -> Signer:
        return Signer(self._keys, salt=purpose, sep=_DOT, key_derivation="hmac", digest_method=_digest)


def _letters(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(letters: bytes) -> bytes:
    return base64.urlsafe_b64decode(letters + b"=" * (-len(letters) % 4))
