"""The parts that people of these tests play: what they answer, the same in every language."""

from typing import Any

from tests.whole.acting import SHARED, SKIPPED, OwnWords, Part

DATE = {"en": "2026-09-01", "fa": "۱۴۰۵/۶/۱۰", "ar": "٢٠٢٦-٠٩-٠١"}

UNHAPPY = Part(
    "after-purchase",
    {
        "machine": "brio",
        "bought": DATE,
        "recommend": 4,
        "trouble": ("leak", OwnWords("the lever squeaks")),
        "story": "Water drips from the left side & the lever squeaks < since {Monday} > I touched it.",
        "phone": SHARED,
        "pickup": SHARED,
    },
    grants=frozenset({"contact", "remember"}),
)
"""Someone whose machine leaks: several choices with own words, long text, a shared number, a shared place."""

LEAKING = Part(
    "after-purchase",
    {
        "machine": "brio",
        "bought": SKIPPED,
        "recommend": 4,
        "trouble": ("leak", "noise"),
        "story": "It drips.",
        "phone": "+43 1 234 5678",
        "pickup": "Vienna, Mariahilfer Strasse 1",
    },
    grants=frozenset({"contact"}),
)
"""Someone whose machine leaks, and who only types."""

CONTENT = Part(
    "after-purchase",
    {
        "machine": "alba",
        "bought": SKIPPED,
        "recommend": 8,
        "wishes": ("quiet", "taste", "cleaning", "speed"),
        "cups": {"en": "4", "fa": "۴ تا", "ar": "٤"},
        "flavour": 2,
        "dose": {"en": "18 g", "fa": "۱۸ گرم", "ar": "١٨ غراما"},
        "in_cup": {"en": "40.5", "fa": "۴۰٫۵", "ar": "٤٠٫٥"},
    },
)
"""Someone who likes the machine: a ranking, a scale, numbers; agrees to nothing."""

POWER = Part(
    "test-bench",
    {
        "application": "power",
        "signal": {"en": "200 MHz", "fa": "۲۰۰ مگاهرتز", "ar": "٢٠٠ ميغاهرتز"},
        "channels": {"en": "6", "fa": "۶", "ar": "٦"},
        "floating": {"en": "400 V", "fa": "۴۰۰ ولت", "ar": "٤٠٠ فولت"},
        "budget": {"en": "30,000", "fa": "۳۰۰۰۰", "ar": "٣٠٠٠٠"},
        "timeline": "quarter",
        "decides": "me",
        "region": "middle_east",
        "email": "ann@example.com",
        "phone": "+98 21 5555 0100",
    },
    grants=frozenset({"contact", "crm"}),
)
"""An engineer in power electronics, in a hurry: the longest way, with a note on the way."""

SHORT: dict[str, Any] = {"machine": "alba", "bought": SKIPPED, "recommend": 10, "praise": "Good.", "cups": "3"}
PLEASED = Part("after-purchase", {**SHORT, "flavour": 3, "town": SKIPPED}, grants=frozenset({"remember"}))
"""Someone who has little to say: the shortest whole conversation, with a press, a text and a consent."""
