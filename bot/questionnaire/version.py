"""A published version: the questionnaire as canonical JSON, named by its hash."""

from hashlib import sha256

import msgspec

from bot.questionnaire.model import Questionnaire


def canonical(questionnaire: Questionnaire) -> bytes:
    """Return the one JSON form of a questionnaire: keys sorted, no white space, UTF-8."""
    return msgspec.json.encode(questionnaire, order="sorted")


def version_of(body: bytes) -> str:
    """Return the name of a version: the first 16 hexadecimal digits of SHA-256 over its canonical JSON."""
    return sha256(body).hexdigest()[:16]


_DECODER = msgspec.json.Decoder(Questionnaire)


def restored(body: bytes) -> Questionnaire:
    """Read a questionnaire back from its canonical JSON."""
    return _DECODER.decode(body)
