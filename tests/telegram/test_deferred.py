"""aiogram with deferred models: everything builds, at the price of nothing, and there is a way back."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "bot" / "telegram"


def run(*lines: str) -> str:
    """Run Python in a process of its own, since an import happens once."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=PACKAGE.parents[1], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


COST = "import time; print(time.process_time())"
ALL_BUILT = "from aiogram import methods, types; print(types.Update.__pydantic_complete__)"
WANTED_BUILT = "from aiogram import methods, types; print(methods.SendDocument.__pydantic_complete__)"


def test_every_model_and_method_that_aiogram_exports_builds():
    built = run(
        "from bot.telegram.deferred import _models, methods, types",
        "models = _models(types) + _models(methods)",
        "for model in models:",
        "    assert model.model_rebuild(_parent_namespace_depth=0) is not False, model",
        "    assert model.__pydantic_complete__, model",
        "print(len(models))",
    )
    assert int(built) > 550


def test_a_model_builds_itself_when_it_is_first_used():
    assert "hi" in run(
        "import asyncio",
        "from bot.telegram.deferred import methods, types",
        "chat = {'id': 1, 'type': 'private'}",
        "async def use():",
        "    raw = {'update_id': 1, 'message': {'message_id': 1, 'date': 0, 'chat': chat, 'text': 'hi'}}",
        "    update = types.Update.model_validate(raw)",
        "    return methods.SendMessage(chat_id=update.message.chat.id, text=update.message.text)",
        "print(asyncio.run(use()).text)",
    )


def test_importing_builds_nothing_and_warming_builds_what_every_conversation_needs():
    assert run("import bot.telegram.deferred", WANTED_BUILT) == "False"
    assert run("from bot.telegram.deferred import warm; warm()", WANTED_BUILT) == "True"


def test_an_unknown_aiogram_is_imported_as_it_comes():
    pretend = "import importlib.metadata as m; m.version = lambda name: '3.99.0'"
    assert run(pretend, "from bot.telegram.deferred import warm; warm()", ALL_BUILT) == "True"


def test_when_a_model_does_not_build_all_are_built_as_aiogram_would_have_done():
    assert (
        run(
            "from bot.telegram.deferred import methods, types, warm",
            "types.InlineKeyboardMarkup.__pydantic_parent_namespace__ = {}",
            "warm()",
            "print(types.InlineKeyboardMarkup.__pydantic_complete__ and types.Poll.__pydantic_complete__)",
            "print(methods.SendDocument.__pydantic_complete__)",
        )
        == "True\nTrue"
    )


def test_pydantic_is_as_it_was_afterwards():
    assert (
        run(
            "from pydantic import BaseModel",
            "before = BaseModel.__dict__['model_rebuild']",
            "import bot.telegram.deferred",
            "print(BaseModel.__dict__['model_rebuild'] is before)",
        )
        == "True"
    )


def test_the_import_is_much_cheaper_and_an_aiogram_that_is_already_there_is_left_alone():
    plain, built = run("import aiogram", COST, "from bot.telegram.deferred import warm; warm()", WANTED_BUILT).split()
    assert built == "True"
    assert float(run("import bot.telegram.deferred", COST)) < 0.7 * float(plain)


@pytest.mark.parametrize("module", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_nothing_here_imports_aiogram_before_its_models_are_deferred(module):
    """isort puts other people's modules first, so the safe way is to take everything from `deferred`."""
    if module.name == "deferred.py":
        return
    for node in ast.parse(module.read_text()).body:
        names = [name.name for name in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        source = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        if source.startswith("bot.telegram.") or (source == "bot.telegram" and "deferred" in names):
            return
        assert not any(name.split(".")[0] == "aiogram" for name in [source, *names]), node.lineno
