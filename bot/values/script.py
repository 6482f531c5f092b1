"""Latin, Persian and Arabic script: digits, look-alike letters, and one plain form for comparing."""

import re
import unicodedata

PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_TO_ASCII = str.maketrans(PERSIAN_DIGITS + ARABIC_DIGITS + "٫", "0123456789" * 2 + ".", "٬")
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ئ": "ی",
    }
)
_ZERO_WIDTH = re.compile("[\u200c\u200d]+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_NO_WORD = re.compile(r"[^\w.]+|(?<!\d)\.|\.(?!\d)|_")


def ascii_digits(text: str) -> str:
    """Turn Persian and Arabic digits and the Arabic decimal sign into ASCII, and drop the Arabic thousands sign."""
    return text.translate(_TO_ASCII)


def plain(text: str) -> str:
    """Return the form in which two texts are compared: one case, one spelling of each letter, words apart.

    Compatibility forms, harakat and tatweel, Arabic and Persian letters that look alike, half spaces, digits
    of three scripts and punctuation no longer differ.
    """
    text = unicodedata.normalize("NFKC", text)
    text = _MARKS.sub("", _ZERO_WIDTH.sub(" ", text))
    text = ascii_digits(text).translate(_LETTERS).casefold()
    return " ".join(_NO_WORD.sub(" ", text).split())
