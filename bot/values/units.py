"""Units of measurement: their spellings in three scripts, and how one is turned into another of its kind."""

from bot.values.script import plain

_PREFIXES = {"n": 1e-9, "u": 1e-6, "m": 1e-3, "": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}
_PREFIX_WORDS = {
    "n": ("nano", "نانو"),
    "u": ("micro", "میکرو", "مایکرو"),
    "m": ("milli", "میلی", "ملی"),
    "k": ("kilo", "کیلو"),
    "M": ("mega", "مگا", "میغا"),
    "G": ("giga", "گیگا", "غیغا", "جیجا"),
}
_BASES = {
    "Hz": ("hz", "hertz", "هرتز"),
    "V": ("v", "volt", "volts", "ولت", "فولت"),
    "A": ("a", "amp", "amps", "ampere", "amperes", "آمپر", "امبیر"),
    "W": ("w", "watt", "watts", "وات", "واط"),
    "s": ("s", "sec", "second", "seconds", "ثانیه"),
    "m": ("m", "meter", "metre", "meters", "metres", "متر"),
    "g": ("g", "gram", "grams", "گرم", "غ", "غرام", "غراما", "غرامات", "جرام", "جراما", "جرامات"),
    "bit": ("bit", "bits", "بیت"),
}
_OTHERS = {
    "km": ("kilometer", "kilometre", "kilometers", "kilometres", "کیلومتر"),
    "%": ("percent", "درصد", "بالمیه"),
    "USD": ("usd", "dollar", "dollars", "us dollar", "us dollars", "دلار", "دلار آمریکا", "دولار", "دولار أمريكي"),
    "EUR": ("eur", "euro", "euros", "یورو"),
}


_CENTIMETRES = (
    *("cm", "centimeter", "centimetre", "centimeters", "centimetres"),
    *("سانت", "سانتیمتر", "سانتی متر", "سنتیمتر", "سنتیمترا"),
)
"""The one unit with this prefix that people say."""


def _spellings() -> dict[str, tuple[str, float]]:
    table: dict[str, tuple[str, float]] = {}
    for base, words in _BASES.items():
        for word in words:
            table[plain(word)] = (base, 1.0)
            for prefix, names in _PREFIX_WORDS.items():
                for name in names:
                    table.setdefault(plain(name + word), (base, _PREFIXES[prefix]))
                    table.setdefault(plain(f"{name} {word}"), (base, _PREFIXES[prefix]))
    table |= {plain(name): ("m", 0.01) for name in _CENTIMETRES}
    for unit, names in _OTHERS.items():
        for name in names:
            table.setdefault(plain(name), (unit, 1.0))
    return table


_SPELLED = _spellings()


def resolve(unit: str) -> tuple[str, float] | None:
    """Return the base unit and the factor to it (`MHz` -> `Hz`, 1e6), or None for a unit that is not known.

    Symbols are read with their case where it matters (mV against MV), words in any of three scripts.
    """
    unit = unit.strip().replace("µ", "u").replace("μ", "u")
    for prefix, factor in _PREFIXES.items():
        for base in _BASES:
            if unit == prefix + base:
                return base, factor
    for base in _BASES:
        # People write mhz and Ghz; only milli and mega differ by case alone, and nobody means millihertz.
        if len(unit) == len(base) + 1 and unit[1:].casefold() == base.casefold():
            prefix = unit[0].upper() if base == "Hz" and unit[0] in "mg" else unit[0]
            found = _PREFIXES.get(prefix) or _PREFIXES.get(prefix.lower()) or _PREFIXES.get(prefix.upper())
            if found:
                return base, found
    return (unit, 1.0) if unit in _OTHERS else _SPELLED.get(plain(unit))


def convert(number: float, unit: str, into: str) -> float | None:
    """Turn a number of one unit into another; None when the two measure different things or one is unknown."""
    if unit.strip().casefold() == into.strip().casefold():
        return number
    source, target = resolve(unit), resolve(into)
    if source is None or target is None or source[0] != target[0]:
        return None
    return float(f"{number * source[1] / target[1]:.12g}")
