"""People whose every word can be looked for: in tables, in files, in the log."""

from tests.whole.acting import SKIPPED, OwnWords, Part

CANARIES = {
    "own words": "Kanarienvogel-eins",
    "long text": "Kanarienvogel-zwei sang قناری all night",
    "phone": "+4312345678",
    "place": "Kanarienvogelgasse 3",
    "e-mail": "kanarienvogel-vier@example.com",
    "campaign": "kanarienvogel-fuenf",
    "name": "Kanarienvogel-sechs",
    "user name": "kanarienvogel_sieben",
}
REPAIR = Part(
    "after-purchase",
    {
        "machine": "brio",
        "bought": SKIPPED,
        "recommend": 2,
        "trouble": ("leak", OwnWords(CANARIES["own words"])),
        "story": CANARIES["long text"],
        "phone": CANARIES["phone"],
        "pickup": CANARIES["place"],
    },
    grants=frozenset({"contact", "remember", "crm"}),
)
BENCH = Part(
    "test-bench",
    {
        "application": "teaching",
        "job": "measure",
        "supplies": "no",
        "budget": "5000",
        "timeline": "year",
        "email": CANARIES["e-mail"],
    },
    grants=frozenset({"contact", "remember", "crm"}),
)
