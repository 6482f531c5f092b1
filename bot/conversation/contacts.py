"""E-mail addresses, phone numbers and places as people write them, in the one form in which they are kept."""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.values.places import EAST, NORTH
from bot.values.script import ascii_digits

_PAIR = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
LONGEST_PLACE = 100


def email(text: str) -> str | None:
    """Return the normalised address, or None; only its form is checked, nothing is sent or looked up."""
    try:
        return validate_email(text.strip().rstrip("."), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def phone(text: str) -> str | None:
    """Return the number in E.164 (`+982155550100`), or None; a leading 00 counts as +."""
    digits = re.sub(r"[\s()./-]", "", ascii_digits(text))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    try:
        number = phonenumbers.parse(digits, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def place(text: str) -> str | None:
    """Return `latitude,longitude` with five decimals (about a metre), or the name of a place as typed."""
    pair = _PAIR.fullmatch(ascii_digits(text).replace("،", ","))
    if pair:
        latitude, longitude = float(pair[1]), float(pair[2])
        inside = abs(latitude) <= NORTH and abs(longitude) <= EAST
        return f"{latitude:.5f},{longitude:.5f}" if inside else None
    named = " ".join(text.split())
    return named if 1 < len(named) <= LONGEST_PLACE and any(letter.isalpha() for letter in named) else None
