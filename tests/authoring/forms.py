"""Forms of every kind that workbooks hold, as tables, each with what is lost of it; and ways to import them."""

from pathlib import Path

from typer.testing import CliRunner, Result

from bot.authoring.load import load
from bot.authoring.workbook import workbook_of
from bot.authoring.xlsform import Imported, imported
from bot.cli.commands import app

LISTS = """
| choices |
| | list_name | name | label | region |
| | yn | yes | Yes | |
| | yn | no | No | |
| | city | tehran | Tehran | asia |
| | city | berlin | Berlin | europe |
| | city | cairo | Cairo | africa |
| | tool | scope | An oscilloscope | |
| | tool | probe | A probe | |
| | tool | meter | A multimeter | |
"""


def form(*rows: str, choices: str = LISTS) -> str:
    """Write a survey whose first row names the columns."""
    return "| survey |\n" + "".join(f"| | {row} |\n" for row in rows) + choices


def read(table: str) -> Imported:
    return imported(workbook_of(table.encode(), "md"), "form")


def left(found: Imported) -> list[str]:
    """Return what was lost, one short line each: which sheet and row, and why."""
    return [f"{each.sheet} {each.row}: {each.sentence}" for each in found.left]


def command(file: Path, out: Path) -> Result:
    return CliRunner().invoke(app, ["import", "xlsform", str(file), "--out", str(out)])


def passes_or_is_refused(file: Path, out: Path) -> bool:
    """Import a file; tell whether it came through, and hold both ways to what they promise."""
    done = command(file, out)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    assert "Traceback" not in done.output
    if done.exit_code == 0:
        assert [problem for problem in load(out).problems if problem.severity == "error"] == []
        return True
    assert done.exit_code == 2
    assert done.stderr.startswith("bot: ")
    assert done.stderr.strip().count("\n") == 0
    assert not out.exists()
    return False


Sheets = dict[str, list[list[str]]]


def sheets(table: str) -> Sheets:
    """Return the sheets of a form that is written as a table."""
    found: Sheets = {}
    name = ""
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        if cells[0]:
            name = cells[0]
        elif line.strip():
            found.setdefault(name, []).append(cells[1:])
    return found


FORMS: dict[str, tuple[str, list[str]]] = {
    "one of each question": (
        form(
            "type | name | label",
            "text | a | Who are you?",
            "integer | b | How many?",
            "decimal | c | How long?",
            "date | d | When?",
            "select_one yn | e | Really?",
            "select_multiple tool | f | Which ones?",
            "rank tool | g | In which order?",
            "range | h | How much?",
            "geopoint | i | Where?",
            "note | j | Nearly done.",
        ),
        [],
    ),
    "types in words and with other signs": (
        form(
            "type | name | label",
            "select one from yn | a | Really?",
            "select all that apply from tool or specify other | b | Which ones?",
            "select1 yn | c | Again?",
            "SELECT_ONE yn or_other | d | And now?",
            "begin group | g | ",
            "int | e | How many?",
            "end group | | ",
        ),
        [],
    ),
    "types without a counterpart": (
        form(
            "type | name | label",
            "text | a | Who?",
            "image | b | Show it",
            "barcode | c | Scan it",
            "audio | d | Say it",
            "video | e | Film it",
            "file | f | Send it",
            "time | g | At what time?",
            "dateTime | h | When exactly?",
            "geotrace | i | Walk along it",
            "geoshape | j | Walk around it",
            "acknowledge | k | Agree",
            "osm buildings | l | Which house?",
            "select_one_from_file cities.csv | m | Which city?",
            "select_one_external city | n | Which city?",
            "csv-external | o | ",
        ),
        [
            f"survey {row}: '{name}' was left out: the type '{kind}' has no counterpart"
            for row, (name, kind) in enumerate(
                [
                    ("b", "image"),
                    ("c", "barcode"),
                    ("d", "audio"),
                    ("e", "video"),
                    ("f", "file"),
                    ("g", "time"),
                    ("h", "dateTime"),
                    ("i", "geotrace"),
                    ("j", "geoshape"),
                    ("k", "acknowledge"),
                    ("l", "osm buildings"),
                    ("m", "select_one_from_file cities.csv"),
                    ("n", "select_one_external city"),
                    ("o", "csv-external"),
                ],
                start=3,
            )
        ],
    ),
    "what a device tells": (
        form(
            "type | name | label | parameters",
            "start | s | | ",
            "end | e | | ",
            "today | t | | ",
            "deviceid | d | | ",
            "phonenumber | p | | ",
            "email | m | | ",
            "audit | audit | | location-priority=balanced",
            "start-geopoint | g | | ",
            "text | a | Who? | ",
        ),
        [
            f"survey {row}: '{name}' was left out: the type '{kind}' has no counterpart"
            for row, (name, kind) in enumerate(
                [
                    ("s", "start"),
                    ("e", "end"),
                    ("t", "today"),
                    ("d", "deviceid"),
                    ("p", "phonenumber"),
                    ("m", "email"),
                    ("audit", "audit"),
                    ("g", "start-geopoint"),
                ],
                start=2,
            )
        ],
    ),
    "columns without a counterpart": (
        form(
            "type | name | label | guidance_hint | default | appearance | trigger | readonly | required_message",
            "integer | a | How many? | Count twice | 3 | | | yes | Say it",
            "text | b | Why? | | | multiline | | no | ",
            "text | c | Why not? | | | multiline w4 | ${a} | | ",
        ),
        [
            "survey 2: 'guidance_hint' was left out: Count twice",
            "survey 2: 'default' was left out: 3",
            "survey 2: 'readonly' was left out: yes",
            "survey 2: 'required_message' was left out: Say it",
            "survey 4: 'appearance' was left out: multiline w4",
            "survey 4: 'trigger' was left out: ${a}",
        ],
    ),
    "pictures and sounds": (
        form(
            "type | name | label | media::image | audio | media::video::English (en)",
            "text | a | Who? | a.png | a.mp3 | a.mp4",
            "note | b | | b.png | | ",
        ),
        [
            "survey 2: 'media::image' was left out: a.png",
            "survey 2: 'audio' was left out: a.mp3",
            "survey 2: 'media::video::english (en)' was left out: a.mp4",
            "survey 3: 'b' was left out: this note says nothing",
        ],
    ),
    "a cascade": (
        form(
            "type | name | label | choice_filter",
            "select_one tool | a | Which tool? | ",
            "select_one city | b | Which city? | region = ${a}",
        ),
        ["survey 3: 'choice_filter' was left out: region = ${a}", "choices 4: the column 'region' was left out"],
    ),
    "groups in groups": (
        form(
            "type | name | label | relevant | appearance",
            "select_one yn | a | Really? | | ",
            "begin_group | g | About you | ${a} = 'yes' | field-list",
            "begin_group | h | | ${a} != 'no' | ",
            "text | b | Why? | ${a} = 'yes' | ",
            "end_group | | | | ",
            "end_group | | | | ",
            "text | c | Anything else? | | ",
        ),
        ["survey 3: 'label' was left out: About you", "survey 3: 'appearance' was left out: field-list"],
    ),
    "groups that do not fit": (
        form(
            "type | name | label",
            "end_group | | ",
            "begin_repeat | r | ",
            "text | a | Who?",
            "end_group | | ",
            "begin_group | g | ",
            "text | b | Why?",
        ),
        [
            "survey 2: this ends a group that was not begun",
            "survey 3: a repeat is asked once only: answers are not kept in lists here",
            "survey 5: this does not end what was begun last: a group, or a repeat",
            "survey 6: the group 'g' is never ended",
        ],
    ),
    "repeats": (
        form(
            "type | name | label | repeat_count",
            "integer | n | How many? | ",
            "begin repeat | r | Each of them | ${n}",
            "text | a | Who? | ",
            "end repeat | | | ",
            "begin loop over tool | l | | ",
            "text | b | Why? | ",
            "end loop | | | ",
        ),
        [
            "survey 3: a repeat is asked once only: answers are not kept in lists here",
            "survey 3: 'label' was left out: Each of them",
            "survey 3: 'repeat_count' was left out: ${n}",
            "survey 6: a repeat is asked once only: answers are not kept in lists here",
        ],
    ),
    "conditions": (
        form(
            "type | name | label | relevant",
            "integer | a | How many? | ",
            "select_multiple tool | t | Which ones? | ",
            "text | b | One? | ${a} > 3 and (${a} < 9 or selected(${t}, 'probe'))",
            "text | c | Two? | count-selected(${t}) < 2",
            "text | d | Three? | ${b} = 'x'",
            "text | e | Four? | selected(${t}, 'hammer')",
            "text | f | Five? | ${d} != ''",
            "text | g | Six? | ${a} > 3 or",
            "text | h | Seven? | string-length(${b}) > 3",
        ),
        [
            "survey 6: the condition \"${b} = 'x'\" was left out: 'b' has no choices, and only these can be asked for"
            " by name",
            "survey 6: 'd' was left out: who is to be asked it cannot be told",
            "survey 7: the condition \"selected(${t}, 'hammer')\" was left out: 't' has no choice 'hammer'",
            "survey 7: 'e' was left out: who is to be asked it cannot be told",
            "survey 8: the condition \"${d} != ''\" was left out: ${d} is no question before it that was carried over",
            "survey 8: 'f' was left out: who is to be asked it cannot be told",
            "survey 9: the condition '${a} > 3 or' was left out: it ends too early",
            "survey 9: 'g' was left out: who is to be asked it cannot be told",
            "survey 10: the condition 'string-length(${b}) > 3' was left out: only one answer can be compared with one"
            " value; use a calculation for the rest",
            "survey 10: 'h' was left out: who is to be asked it cannot be told",
        ],
    ),
    "limits": (
        form(
            "type | name | label | constraint | constraint_message | parameters",
            "integer | a | How many? | . >= 0 and . <= 9 | 0 to 9 | ",
            "range | b | How much? | . <= 50 | | start=0; end=100; step=5",
            "range | c | How much? | . > 100 | | start=0 end=100",
            "text | d | Who? | regex(., '^A') | | ",
            "note | e | Fine. | . > 3 | | ",
            "decimal | f | How long? | . > 3 | | ",
        ),
        [
            "survey 2: 'constraint_message' was left out: 0 to 9",
            "survey 3: the steps of the range 'b' were left out",
            "survey 4: the limit '. > 100' was left out: nothing lies between its bounds",
            "survey 5: the limit \"regex(., '^A')\" was left out: 'regex' has no counterpart in a limit",
            "survey 6: 'constraint' was left out: . > 3",
            "survey 7: the limit '. > 3' was left out: a decimal cannot exclude its limit 3; set 'at_least' by hand",
        ],
    ),
    "calculations": (
        form(
            "type | name | label | calculation | relevant",
            "integer | a | How many? | | ",
            "calculate | b | | ${a} * 2 + 1 | ",
            "calculate | c | | if(${a} > 3, 1, 2) | ",
            "calculate | d | | ${a} div 2 | ${a} > 3",
            "calculate | e | | | ",
            "calculate | a | | 1 + 1 | ",
            "text | f | You said ${b}; why? | | ${d} > 2",
            "integer | g | And this? | ${a} | ",
        ),
        [
            "survey 4: the calculation 'c' was left out: 'if' has no counterpart in a formula",
            "survey 5: 'relevant' was left out: ${a} > 3",
            "survey 6: the calculation 'e' was left out: it ends too early",
            "survey 7: the calculation 'a' was left out: the name is there already",
            "survey 9: 'calculation' was left out: ${a}",
        ],
    ),
    "lists": (
        form(
            "type | name | label | parameters",
            "select_one nowhere | a | Which? | ",
            "select_one short | b | Which? | ",
            "select_one twice | c | Which? | randomize=true",
            "rank twice or_other | d | Which? | ",
            choices="| choices |\n| | list_name | name | label |\n| | short | one | One |\n| | twice | x | X |\n"
            "| | twice | x | Again |\n| | twice | | Nothing |\n| | twice | y | Y |\n",
        ),
        [
            "survey 2: 'a' was left out: the list 'nowhere' is not among the choices",
            "survey 3: 'b' was left out: the list 'short' has one choice, and a question needs two",
            "survey 4: 'parameters' was left out: randomize=true",
            "survey 5: 'or_other' was left out: what is ranked is the same for everybody",
            "choices 4: the choice 'x' is there twice",
            "choices 5: this choice has no name",
        ],
    ),
    "names": (
        form(
            "type | name | label",
            "text | Größe (cm) | How tall?",
            "text | grosse_cm | How tall again?",
            "text | any | Anything?",
            "text | 1 | One?",
            "text | 1 | Twice?",
            "text | | Nameless?",
            "| x | Typeless?",
        ),
        [
            "survey 6: '1' was left out: the name is there already",
            "survey 7: this was left out: it has no name",
            "survey 8: this row has no type",
        ],
    ),
    "texts": (
        form(
            "type | name | label | hint",
            "text | a | | Your name, please",
            "text | b | | ",
            "note | c | Hello ${a}, {you} and ${nobody} | Be friendly",
            "email | mail | Where can we write to you, ${c}? | ",
            "note | f | We write to ${mail}. | ",
            "select_one same | d | Which? | ",
            choices="| choices |\n| | list_name | name | label |\n| | same | a | Same |\n| | same | b | same! |\n"
            "| | same | done | Done |\n| | same | e | ${a} |\n| | same | f | |\n",
        ),
        [
            "survey 4: ${nobody} is no answer before it, and cannot stand in a text; … stands there",
            "survey 4: 'hint' was left out: Be friendly",
            "survey 5: ${c} is a note, and cannot stand in a text; … stands there",
            "survey 6: ${mail} says how to reach somebody, and cannot stand in a text; … stands there",
            "choices 5: a label of a choice cannot hold answers; … stands there",
        ],
    ),
    "switches": (
        form(
            "type | name | label | required | disabled",
            "text | a | Who? | yes | no",
            "text | b | Why? | TRUE | ",
            "text | c | When? | ${a} = 'x' | ",
            "image | d | Gone | | yes",
            "note | e | Fine. | yes | ",
        ),
        ["survey 4: 'required' was left out: ${a} = 'x'", "survey 6: 'required' was left out: yes"],
    ),
    "settings and other sheets": (
        form("type | name | label", "text | a | Who?")
        + "| settings |\n| | form_title | form_id | version | style |\n| | A form | A_Form 2 | 7 | pages |\n"
        + "| external_choices |\n| | list_name | name |\n| | x | y |\n"
        + "| entities |\n| | dataset | label |\n| | t | ${a} |\n",
        [
            "entities 1: this sheet has no counterpart",
            "external_choices 1: this sheet has no counterpart",
            "settings 2: 'version' was left out: 7",
            "settings 2: 'style' was left out: pages",
        ],
    ),
    "languages": (
        form(
            "type | name | label::English (en) | label::Persian (fa) | label::Klingon | hint::fa | guidance_hint::fa",
            "text | a | Who? | که؟ | nuq? | نام | بیشتر",
            "select_one yn | b | Really? | راستی؟ | | | ",
            choices="| choices |\n| | list_name | name | label::English (en) | label::Persian (fa) |\n"
            "| | yn | y | Yes | بله |\n| | yn | n | No | نه |\n",
        )
        + "| settings |\n| | default_language |\n| | English (en) |\n",
        [
            "survey 1: the language 'Klingon' was left out: its column needs a code, as 'label::English (en)' has",
            "survey 2: 'guidance_hint' was left out: بیشتر",
        ],
    ),
    "only a language nobody knows": (
        form("type | name | label::Klingon", "text | a | nuq?"),
        ["survey 1: the language 'Klingon' has no code; its texts stand as if in 'en'"],
    ),
}
