"""A folder of questionnaires read as a whole, with all its problems."""

from pathlib import Path

from msgspec import Struct

from bot.authoring.common import read_common
from bot.authoring.problem import Place, Problem, Problems
from bot.authoring.questionnaire import read_questionnaire
from bot.authoring.rulebook import check_folder, check_scene, check_shared
from bot.authoring.scene import Folder, Scene
from bot.questionnaire.catalogue import Company, Products, TraitKind
from bot.questionnaire.model import Questionnaire

QUESTIONNAIRE = "questionnaire.yaml"


class Loaded(Struct, frozen=True, kw_only=True):
    """What a folder holds; a questionnaire with errors is not among `questionnaires`."""

    company: Company | None = None
    """None where a file that all questionnaires share has errors."""
    traits: dict[str, TraitKind] = {}
    products: Products = Products()
    scenes: tuple[Scene, ...] = ()
    """The questionnaires without errors, with the places of all that stands in them."""
    readable: int = 0
    """How many questionnaires are YAML at all."""
    problems: tuple[Problem, ...]
    """In the order of their places."""

    @property
    def questionnaires(self) -> dict[str, Questionnaire]:
        """The questionnaires without errors, by id."""
        return {scene.questionnaire.id: scene.questionnaire for scene in self.scenes}


def load(folder: Path) -> Loaded:
    """Read a folder of questionnaires; whatever stands in it, the answer is a `Loaded`."""
    problems = Problems()
    if not _is_folder(folder):
        problems.error(Place(folder.as_posix()), "unreadable", "there is no such folder")
        return Loaded(problems=tuple(problems))
    common = read_common(folder, problems)
    if common is None:
        return Loaded(problems=tuple(problems))
    if problems.errors == 0:
        check_shared(common, problems)
    company = common.company if problems.errors == 0 else None
    paths = sorted(folder.glob(f"*/{QUESTIONNAIRE}"))
    read = [read for path in paths if (read := read_questionnaire(path.parent, folder, common, problems))]
    scenes = [each.scene for each in read if each.scene and _passes(each.scene, problems)]
    if problems.errors == 0:
        check_folder(Folder(common, tuple(scenes)), problems)
    return Loaded(
        company=company,
        traits={name: trait.kind for name, trait in common.traits.items() if trait},
        products=common.range.products,
        scenes=tuple(scenes),
        readable=len(read),
        problems=tuple(problems),
    )


def _passes(scene: Scene, problems: Problems) -> bool:
    before = problems.errors
    check_scene(scene, problems)
    return problems.errors == before


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        # A name that no file system would take.
        return False


def check(folder: Path) -> list[Problem]:
    """Return every problem of a folder of questionnaires, in the order of their places."""
    return list(load(folder).problems)
