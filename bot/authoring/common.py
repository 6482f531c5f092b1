"""What all questionnaires share: company.yaml, traits.yaml and products.yaml."""

import re
from collections.abc import Iterable
from pathlib import Path

from babel import localedata
from babel.numbers import is_currency
from msgspec import Struct

from bot.authoring.conditions import ConditionReader
from bot.authoring.kinds import (
    WORD,
    by_id,
    colour,
    flag,
    font,
    list_of,
    one_of,
    only,
    period,
    picture,
    readable,
    version,
    word,
    written,
)
from bot.authoring.names import Names
from bot.authoring.problem import Place, Problems
from bot.authoring.products import ProductRange, Surroundings, read_products
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Shape, needed, taking
from bot.authoring.shops import shop
from bot.authoring.texts import own_words, refuse_names, text
from bot.authoring.translations import Translated, read_tree
from bot.authoring.tree import Mapping, Node, Scalar, Sequence
from bot.authoring.writing import Writing
from bot.questionnaire.catalogue import PURPOSES, Company, Purpose, Region, Theme, TraitKind
from bot.questionnaire.condition import Condition
from bot.questionnaire.model import QUESTION_TYPES

_CODE = re.compile(r"[a-z]{2,3}")
_OTHERWISE = "en"
"""The base language where company.yaml does not say."""


class Trait(Struct, frozen=True):
    """A trait, and the type of the questions that fill it, where the author said."""

    kind: TraitKind
    type: str | None = None
    unit: str | None = None


class Common(Struct, frozen=True):
    """What the questionnaires of a folder have in common; None stands for what is defined, but could not be read."""

    company: Company | None
    languages: tuple[str, ...]
    """The company's languages, base language first."""
    traits: dict[str, Trait | None]
    range: ProductRange
    writings: tuple[Writing, ...] = ()
    """The files it was read from."""
    regions: dict[str, Region | None] = {}
    """Also those of a company.yaml that has a mistake elsewhere: that is no mistake of who names them."""

    @property
    def purposes(self) -> tuple[str, ...]:
        """The purposes for which the company has a wording."""
        return tuple(purpose.id for purpose in self.company.purposes) if self.company else PURPOSES


THEME = Shape("a theme", {"accent": colour, "accent_dark": colour, "logo": picture, "font": list_of(font)})
PURPOSE = Shape(
    "a purpose",
    {
        "label": needed(text),
        "wording": needed(text),
        "ask": one_of("at_start", "with_question", "at_end", "never"),
    },
)
REGION = Shape(
    "a region", {"label": needed(text), "currency": written("the code of a currency, such as EUR", only(is_currency))}
)
TRAIT = Shape(
    "a trait",
    {
        "label": needed(text),
        "type": one_of(*QUESTION_TYPES),
        "unit": word,
        "fresh_for": period,
        "sensitive": flag,
    },
)


@taking(PURPOSE.schema)
def _purpose(node: Node, at: Reading) -> Purpose | None:
    if at.key not in PURPOSES and at.owner:
        at.wrong(at.owner, "unknown-purpose", f"no purpose is called '{at.key}'", near=PURPOSES)
        return None
    found = PURPOSE.read(node, at)
    return Purpose(at.key, found["label"], found["wording"], found.get("ask", "never")) if found else None


@taking(THEME.schema)
def _theme(node: Node, at: Reading) -> Theme | None:
    found = THEME.read(node, at)
    return None if found is None else Theme(**found)


@taking(REGION.schema)
def _region(node: Node, at: Reading) -> Region | None:
    found = REGION.read(node, at)
    misread = isinstance(node, Mapping) and "currency" in node.entries and "currency" not in (found or {})
    return None if found is None or misread else Region(id=at.key, **found)


@taking(lambda: WORD)
def _start(node: Node, at: Reading) -> str | None:
    folder = at.sheet.folder
    known = sorted(path.parent.name for path in folder.glob("*/questionnaire.yaml"))
    if isinstance(node, Scalar) and node.text in known:
        return node.text
    at.wrong(node, "unknown-questionnaire", f"no questionnaire is called {told(node)}", near=known)
    return None


def is_language(code: str) -> bool:
    """Tell whether this is the code of a language of which plural forms and digits are known."""
    return bool(_CODE.fullmatch(code)) and localedata.exists(code)


language = written("the code of a language, such as en, fa or ar", only(is_language))


@taking(TRAIT.schema)
def _trait(node: Node, at: Reading) -> Trait | None:
    found = TRAIT.read(node, at)
    if found is None:
        return None
    type_, unit = found.pop("type", None), found.pop("unit", None)
    return Trait(TraitKind(id=at.key, **found), type_, unit)


COMPANY = Shape(
    "company.yaml",
    {
        "format": needed(version),
        "company": needed(own_words),
        "languages": needed(list_of(language)),
        "start": needed(_start),
        "contact": needed(own_words),
        "privacy": needed(text),
        "purposes": needed(by_id(_purpose, "purpose")),
        "theme": _theme,
        "regions": by_id(_region, "region"),
        "shops": by_id(shop, "shop"),
    },
)
TRAITS = Shape("traits.yaml", {"format": needed(version), "traits": needed(by_id(_trait, "trait"))})


def read_common(folder: Path, problems: Problems) -> Common | None:
    """Read what questionnaires have in common; None when a file of it is no YAML, and no more can be said."""
    files = {name: _file(folder, name, problems) for name in ("company", "traits", "products")}
    if any(file is None and _exists(folder, name) for name, file in files.items()):
        return None
    company_file = files["company"]
    if company_file is None:
        sentence = "there is no such file; it says who speaks, in which languages, and what for"
        inside = (folder / "questionnaire.yaml").exists()
        context = "this is the folder of one questionnaire; check the folder above it" if inside else None
        problems.error(Place((folder / "company.yaml").as_posix()), "missing-file", sentence, context=context)
    languages = _languages(company_file.base) if company_file else (_OTHERWISE,)
    company, regions = _company(company_file, languages, problems) if company_file else (None, {})
    traits = _traits(files["traits"], languages, problems)

    def condition(range_: ProductRange) -> Kind[Condition]:
        # Products are shared, so what they look at has to be known over all questionnaires.
        return ConditionReader(Names(Common(company, languages, traits, range_, regions=regions))).read

    around = Surroundings(folder, languages, regions, condition)
    products = read_products(files["products"], around, problems)
    writings = tuple(Writing(file.base, file.sheet, folder) for file in files.values() if file and file.sheet)
    return Common(company, languages, traits, products, writings, regions)


def _file(folder: Path, name: str, problems: Problems) -> Translated | None:
    tree = read_tree(folder / f"{name}.yaml", folder, problems) if _exists(folder, name) else None
    return None if tree is None else Translated(tree, folder, f"{name}.*.yaml", folder)


def _exists(folder: Path, name: str) -> bool:
    path = folder / f"{name}.yaml"
    return path.exists() or path.is_symlink()


def _languages(tree: Node) -> tuple[str, ...]:
    """Look ahead for the languages: every text is read in the light of them."""
    listed = tree.get("languages") if isinstance(tree, Mapping) else None
    items = listed.items if isinstance(listed, Sequence) else (listed,)
    codes = [item.text for item in items if isinstance(item, Scalar) and is_language(item.text)]
    return tuple(dict.fromkeys(codes)) or (_OTHERWISE,)


def _company(
    file: Translated, languages: tuple[str, ...], problems: Problems
) -> tuple[Company | None, dict[str, Region | None]]:
    """Return the company, None where it could not be read as a whole, and the regions as far as they could."""
    before = problems.errors
    ids = _region_ids(file.base)
    at = file.reading(languages, problems, {"region": ids})
    found = COMPANY.values(file.base, at) or {}
    file.check(at.sheet, sound=problems.errors == before)
    refuse_names(at.sheet)
    regions: dict[str, Region | None] = dict.fromkeys(ids) | found.get("regions", {})
    if "purposes" in found:
        _check_purposes(found["purposes"], file.base, at)
    if not found.keys() >= COMPANY.needed:
        return None, regions
    company = Company(
        name=found["company"],
        languages=languages,
        start=found["start"],
        purposes=readable(found["purposes"]),
        privacy=found["privacy"],
        contact=found["contact"],
        theme=found.get("theme", Theme()),
        regions=readable(regions),
        shops=readable(found.get("shops", {})),
    )
    return company, regions


def _region_ids(tree: Node) -> tuple[str, ...]:
    """Look ahead for the regions: shops stand in them."""
    written = tree.get("regions") if isinstance(tree, Mapping) else None
    return tuple(written.entries) if isinstance(written, Mapping) else ()


def _check_purposes(purposes: Iterable[str], tree: Node, at: Reading) -> None:
    written = tree.entries["purposes"].key if isinstance(tree, Mapping) and "purposes" in tree.entries else None
    if "report" not in purposes and written:
        at.wrong(written, "missing-key", "'purposes' needs 'report': without it nothing can be asked")


def _traits(file: Translated | None, languages: tuple[str, ...], problems: Problems) -> dict[str, Trait | None]:
    if file is None:
        return {}
    before = problems.errors
    at = file.reading(languages, problems)
    found = TRAITS.values(file.base, at) or {}
    file.check(at.sheet, sound=problems.errors == before)
    refuse_names(at.sheet)
    traits: dict[str, Trait | None] = found.get("traits", {})
    return traits
