"""The words of a picture of a questionnaire, besides the author's own."""

from collections.abc import Mapping

from bot.values.text import spoken

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "length": "A typical visitor sees {mean} of {all} questions; nobody fewer than {least} or more than {most}.",
        "legend": "Bars and arrows: how many of all visitors.",
        "never": "nobody",
        "red": "Red: nobody can get there.",
    },
    "fa": {
        "length": "هر نفر معمولاً {mean} سؤال از {all} سؤال را می‌بیند؛ دست‌کم {least} و حداکثر {most}.",
        "legend": "نوار و پیکان: چه سهمی از همهٔ بازدیدکنندگان.",
        "never": "هیچ‌کس",
        "red": "قرمز: هیچ‌کس به آن نمی‌رسد.",
    },
    "ar": {
        "length": "يرى الزائر عادةً {mean} من أصل {all} من الأسئلة، بين {least} و{most}.",
        "legend": "الأشرطة والأسهم: نسبتهم من جميع الزوّار.",
        "never": "لا أحد",
        "red": "بالأحمر: لا يصل إليه أحد.",
    },
}
LANGUAGES = tuple(_WORDS)


def picture_words(language: str) -> Mapping[str, str]:
    """Return the words for a language; in English where there are none."""
    return spoken(_WORDS, language)
