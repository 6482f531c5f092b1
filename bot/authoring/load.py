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
    """The questionnaires that could be read, with the places of all that stands in them."""
    refused: frozenset[str] = frozenset()
    """Those of them that can be read and looked into, but not published: a rule found an error."""
    names: frozenset[str] = frozenset()
    """All questionnaires that have a folder, whatever stands in it."""
    readable: int = 0
    """How many questionnaires are YAML at all."""
    problems: tuple[Problem, ...]
    """In the order of their places."""

    @property
    def questionnaires(self) -> dict[str, Questionnaire]:
        """The questionnaires without errors, by id."""
        return {name: questionnaire for name, questionnaire in self.drafts.items() if name not in self.refused}

    @property
    def drafts(self) -> dict[str, Questionnaire]:
        """The questionnaires that can be played and looked into, by id, whether they may be published or not."""
        return {scene.questionnaire.id: scene.questionnaire for scene in self.scenes}


def load(folder: Path) -> Loaded:
    """Read a folder of questionnaires; whatever stands in it, the answer is a `Loaded`."""
    problems = Problems()
    if not _is_folder(folder):
        sentence = "this is a file; name the folder it is in" if _is_there(folder) else "there is no such folder"
        problems.error(Place(folder.as_posix()), "unreadable", sentence)
        return Loaded(problems=tuple(problems))
    common = read_common(folder, problems)
    if common is None:
        return Loaded(problems=tuple(problems))
    if problems.errors == 0:
        check_shared(common, problems)
    company = common.company if problems.errors == 0 else None
    paths = sorted(folder.glob(f"*/{QUESTIONNAIRE}"))
    read = [read for path in paths if (read := read_questionnaire(path.parent, folder, common, problems))]
    scenes = [each.scene for each in read if each.scene is not None]
    refused = frozenset(scene.questionnaire.id for scene in scenes if not _passes(scene, problems))
    if problems.errors == 0:
        check_folder(Folder(common, tuple(scenes)), problems)
    return Loaded(
        company=company,
        traits={name: trait.kind for name, trait in common.traits.items() if trait},
        products=common.range.products,
        scenes=tuple(scenes),
        refused=refused,
        names=frozenset(path.parent.name for path in paths),
        readable=len(read),
        problems=tuple(problems),
    )


def _passes(scene: Scene, problems: Problems) -> bool:
    before = problems.errors
    check_scene(scene, problems)
    return problems.errors == before


def _is_folder(path: Path) -> bool:
    return _is_there(path) and path.is_dir()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # A name that no file system would take.
        return False


def check(folder: Path) -> list[Problem]:
    """Return every problem of a folder of questionnaires, in the order of their places."""
    return list(load(folder).problems)
