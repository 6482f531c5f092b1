"""A folder of questionnaires read as a whole, with all its problems."""

from pathlib import Path

from msgspec import Struct

from bot.authoring.common import read_common
from bot.authoring.problem import Place, Problem, Problems
from bot.authoring.questionnaire import read_questionnaire
from bot.questionnaire.catalogue import Company, Products, TraitKind
from bot.questionnaire.model import Questionnaire

QUESTIONNAIRE = "questionnaire.yaml"
_NEAR = 0.5
"""How far the average may be from what the budget says."""


class Loaded(Struct, frozen=True, kw_only=True):
    """What a folder holds; a questionnaire with errors is not among `questionnaires`."""

    company: Company | None = None
    """None where a file that all questionnaires share has errors."""
    traits: dict[str, TraitKind] = {}
    products: Products = Products()
    questionnaires: dict[str, Questionnaire] = {}
    budgets: dict[str, Place] = {}
    """Where the budget of each questionnaire stands."""
    problems: tuple[Problem, ...]
    """In the order of their places."""


def load(folder: Path) -> Loaded:
    """Read a folder of questionnaires; whatever stands in it, the answer is a `Loaded`."""
    problems = Problems()
    if not _is_folder(folder):
        problems.error(Place(folder.as_posix()), "unreadable", "there is no such folder")
        return Loaded(problems=tuple(problems))
    common = read_common(folder, problems)
    if common is None:
        return Loaded(problems=tuple(problems))
    company = common.company if problems.errors == 0 else None
    questionnaires: dict[str, Questionnaire] = {}
    budgets: dict[str, Place] = {}
    for path in sorted(folder.glob(f"*/{QUESTIONNAIRE}")):
        read = read_questionnaire(path.parent, folder, common, problems)
        if read is not None:
            questionnaires[read.questionnaire.id] = read.questionnaire
            budgets[read.questionnaire.id] = read.budget
    return Loaded(
        company=company,
        traits={name: trait.kind for name, trait in common.traits.items() if trait},
        products=common.range.products,
        questionnaires=questionnaires,
        budgets=budgets,
        problems=tuple(problems),
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        # A name that no file system would take.
        return False


def check(folder: Path) -> list[Problem]:
    """Return every problem of a folder of questionnaires, in the order of their places."""
    return list(load(folder).problems)


def check_budget(loaded: Loaded, questionnaire: str, typical: float, longest: int) -> list[Problem]:
    """Compare a budget with what the paths give: the questions seen on average, and by the most patient visitor."""
    budget, place = loaded.questionnaires[questionnaire].budget, loaded.budgets[questionnaire]
    if budget is None:
        return []
    problems = Problems()
    if longest > budget.at_most:
        message = f"some visitors see {longest} questions, and the budget allows {budget.at_most}"
        problems.error(place, "over-budget", message)
    if abs(typical - budget.typical) > _NEAR:
        message = f"a typical visitor sees {typical:.1f} questions, and the budget says {budget.typical:g}"
        problems.error(place, "over-budget", message)
    return list(problems)
