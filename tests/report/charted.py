"""The bench with everything a report can show: drawings, pictures and a logo."""

from msgspec.structs import replace

from bot.questionnaire.catalogue import Product
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.report import RadarText, ReportText, ScatterText, SectionText
from bot.report.compose import compose
from bot.report.document import Document
from bot.report.plot import Plot
from bot.service.pictures import Picture
from bot.suggestion.suggest import accessories, nearest, suggest
from tests.report.bench import BENCH, COMPANY, KNOWN, LANGUAGES, PRODUCTS, runs, template

_RADAR = {"en": "Each is strong elsewhere", "fa": "هر کدام جایی قوی است", "ar": "لكل منها موضع قوّة"}
_SCATTER = {"en": "What a better fit costs", "fa": "تناسب بیشتر چقدر می‌ارزد", "ar": "ثمن الملاءمة الأفضل"}
_TITLE = {"en": "At a glance", "fa": "در یک نگاه", "ar": "بلمحة"}
DRAWN = SectionText(
    "drawn",
    {language: runs(_TITLE[language]) for language in LANGUAGES},
    {
        language: (
            RadarText(template(_RADAR[language])),
            ScatterText(template(_SCATTER[language]), "budget"),
        )
        for language in LANGUAGES
    },
    in_message=True,
)
_REPORT = BENCH.report or ReportText({}, ())
CHARTED = Compiled(
    replace(BENCH, report=replace(_REPORT, sections=(*_REPORT.sections[:2], DRAWN, *_REPORT.sections[2:])))
)
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 20"><circle cx="10" cy="10" r="9" fill="#0b6b6b"/>'
    '<path d="M26 4h90v12h-90z" fill="#0b6b6b"/></svg>'
)
SCOPE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path d="M2 2h56v36h-56z" fill="#fff" '
    'stroke="#5c6670" stroke-width="3"/><path d="M8 8h30v22h-30z" fill="#0b6b6b"/></svg>'
)
FILES = {"logo.svg": LOGO, "scope.svg": SCOPE}
BRANDED = replace(COMPANY, theme=replace(COMPANY.theme, logo="logo.svg"))


def pictures(name: str) -> Picture | None:
    """Give the pictures of the bench."""
    return Picture("image/svg+xml", FILES[name].encode()) if name in FILES else None


def _pictured(product: Product) -> Product:
    return replace(product, image="scope.svg") if product.id in ("large", "middle") else product


PICTURED = replace(PRODUCTS, items=tuple(map(_pictured, PRODUCTS.items)))


def charted(language: str = "en", known: Known = KNOWN, compiled: Compiled = CHARTED) -> Document:
    """Compose the report with everything in it."""
    found = suggest(compiled, PICTURED, known)
    found = (found or nearest(compiled, PICTURED, known)) + accessories(compiled, PICTURED, known, found)
    return compose(compiled, known, found, PICTURED, BRANDED, language, day="2026-11-21")


def drawn(language: str = "en", known: Known = KNOWN) -> tuple[Plot, ...]:
    """Return the drawings of the report, in order."""
    sections = charted(language, known).sections
    return tuple(block for section in sections for block in section.blocks if isinstance(block, Plot))
