"""The two lists of docs/authoring.md that are made from the code: every word, and every mistake."""

import json
from collections.abc import Iterator
from typing import Any

from bot.authoring.keys import MEANINGS
from bot.authoring.rulebook import codes, rule
from bot.authoring.schema import FILES, json_schema

Words = dict[str, dict[str, dict[str, bool]]]
"""By what is described and by its types (the empty text: it has none), its words, and whether they are needed."""


def lists() -> dict[str, str]:
    """Return what stands on the page between the marks of each list."""
    return {"words": "".join(words()), "mistakes": "".join(mistakes())}


def words() -> Iterator[str]:
    """Yield a table for each thing that an author writes, in the order of the meanings."""
    found: Words = {}
    for file in FILES:
        gather(json.loads(json_schema(file)), found, "")
    for what in MEANINGS:
        heading = f"`{what.strip(chr(39))}`" if what.endswith((".yaml", "'")) else what[:1].upper() + what[1:]
        yield f"\n### {heading}\n\n| word | |\n| --- | --- |\n"
        yield from rows(what, found[what])
    yield "\n"


def gather(schema: Any, found: Words, type_: str) -> None:
    """Note the words of every mapping in a schema; `type_`: of which type of question or attribute it is."""
    if isinstance(schema, list):
        for each in schema:
            gather(each, found, type_)
    elif isinstance(schema, dict) and "then" in schema:
        gather(schema["then"], found, schema["if"]["properties"]["type"]["const"])
    elif isinstance(schema, dict):
        if "title" in schema and "properties" in schema:
            what = schema["title"].partition(" of type ")[0]
            own = {key: key in schema.get("required", ()) for key in schema["properties"]}
            found.setdefault(what, {})[type_ if "type" in own else ""] = own
        for key, each in schema.items():
            gather(each, found, "" if key != "allOf" else type_)


def rows(what: str, by_type: dict[str, dict[str, bool]]) -> Iterator[str]:
    for key, meaning in MEANINGS[what].items():
        types = [type_ for type_, own in by_type.items() if key in own]
        always = all(own.get(key) for own in by_type.values())
        without = [type_ for type_ in by_type if type_ not in types]
        shorter = ", ".join(types) if len(types) <= len(without) else f"not {', '.join(without)}"
        only = f" *({shorter})*" if without else ""
        yield f"| {'**' if always else ''}`{key}`{'**' if always else ''} | {meaning}{only} |\n"


def mistakes() -> Iterator[str]:
    for code in codes():
        said = rule(code)
        yield f"\n- **`{code}`**: {said.headline} {' '.join(said.explanation.split())}\n"
    yield "\n"
