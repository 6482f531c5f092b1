"""The start of a folder: a small questionnaire that passes the check and plays, and what all questionnaires share."""

import re
from collections.abc import Iterator
from pathlib import Path

STARTER = Path(__file__).parent / "starter"
_TRAIT = re.compile(r"    trait: .*\n")
SHARED = ("company.yaml", "traits.yaml", "products.yaml")


def shared_files(folder: Path, name: str, *, products: bool = True) -> dict[str, str]:
    """Return what a folder lacks that all questionnaires share, by path; nothing where a company is there already."""
    if (folder / "company.yaml").exists():
        return {}
    wanted = SHARED if products else SHARED[:1]
    return {file: _read(file, name=name) for file in wanted if not (folder / file).exists()}


def questionnaire_files(folder: Path, name: str, language: str) -> dict[str, str]:
    """Return a questionnaire of this name, by path; it suggests products where the folder gets the starter's own."""
    own = not (folder / "company.yaml").exists() and not (folder / "products.yaml").exists()
    names = {"name": name, "title": name.replace("-", " ").capitalize(), "language": language}
    questionnaire = _read("questionnaire.yaml", **names)
    if not own:
        questionnaire = _TRAIT.sub("", questionnaire)
    return {
        f"{name}/questionnaire.yaml": questionnaire + (_read("needs.yaml") if own else ""),
        f"{name}/report.md": _read("report.md") + (_read("suggestions.md") if own else ""),
        f"{name}/transcripts/first.txt": _read("first.txt", **names),
    }


def written(folder: Path, files: dict[str, str]) -> Iterator[Path]:
    """Write files below a folder, none over one that is there; yield each path that was written."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        yield path


def _read(file: str, **names: str) -> str:
    text = (STARTER / file).read_text("utf-8")
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text
