"""The commands and their options, with the help that they print."""

from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(
    help="Colloquy: questionnaires that pay for the answers at once.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
exports = typer.Typer(help="Write what may leave the house to a file.", no_args_is_help=True)
app.add_typer(exports, name="export")
imports = typer.Typer(help="Make a questionnaire of what was written for another tool.", no_args_is_help=True)
app.add_typer(imports, name="import")

Folder = Annotated[
    Path, typer.Argument(help="The folder with company.yaml and the questionnaires.", envvar="QUESTIONNAIRES_DIR")
]
FolderOption = Annotated[Path, typer.Option(help="The folder of the questionnaires.", envvar="QUESTIONNAIRES_DIR")]
Questionnaire = Annotated[str, typer.Argument(help="Which questionnaire; all of the folder if left out.")]
HERE = Path("questionnaires")


@app.command()
def run(
    role: Annotated[
        Literal["all", "web", "bot"], typer.Option(help="What this process serves: the pages, Telegram, or both.")
    ] = "all",
) -> None:
    """Serve the questionnaires: in the browser, and with BOT_TOKEN on Telegram too."""
    from bot.cli.run import serve  # noqa: PLC0415

    serve(role)


@app.command()
def migrate() -> None:
    """Bring the database of DATABASE_URL up to date. SQLite files are brought up to date at every start."""
    from bot.cli.migrate import migrated  # noqa: PLC0415

    migrated()


@app.command()
def doctor(
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How it is written.")] = "text",
) -> None:
    """Look for what is wrong, unsafe or slow where the bot runs, and say how to mend it; change nothing.

    Ends with 0 when there is nothing to mend, 1 when there is, 2 when a setting cannot be understood.
    """
    from bot.cli.doctor import examined  # noqa: PLC0415

    raise typer.Exit(examined(form))


@app.command()
def check(
    folder: Folder = HERE,
    form: Annotated[
        Literal["text", "github", "json"], typer.Option("--format", help="How problems are written.")
    ] = "text",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing when all is well.")] = False,
    explain_code: Annotated[
        str, typer.Option("--explain", metavar="CODE", help="Say what this kind of problem is, and show it mended.")
    ] = "",
    translated: Annotated[
        bool, typer.Option("--translated", help="Note that every translation fits its text as it stands now.")
    ] = False,
) -> None:
    """Show every problem of the questionnaires at once, with its place and how to mend it.

    Ends with 0 when nothing is wrong (warnings count as nothing), 1 with errors, 2 when there is nothing to check.
    """
    from bot.cli.check import checked, explained, noted  # noqa: PLC0415

    if explain_code:
        raise typer.Exit(explained(explain_code))
    raise typer.Exit(noted(folder) if translated else checked(folder, form, quiet=quiet))


@app.command()
def schema(
    file: Annotated[
        Literal["questionnaire", "company", "products", "traits"], typer.Argument(help="Of which file.")
    ] = "questionnaire",
) -> None:
    """Print what a file may hold as JSON Schema: an editor that knows it completes words and underlines mistakes.

    The first line of a file names it: # yaml-language-server: $schema=../questionnaire.schema.json
    """
    from bot.cli.schema import show  # noqa: PLC0415

    show(file)


@app.command()
def paths(
    questionnaire: Questionnaire = "",
    folder: FolderOption = HERE,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How the figures are written.")] = "text",
    measured: Annotated[
        bool, typer.Option("--measured", help="Go by the answers of real people, as counts, not by what is expected.")
    ] = False,
) -> None:
    """Show who sees which question and how to get there, how long it gets, and what nobody can reach and why."""
    from bot.cli.paths import paths as show_paths  # noqa: PLC0415

    show_paths(folder, questionnaire, form, measured=measured)


@app.command("map")
def draw_map(
    questionnaire: Annotated[
        str, typer.Argument(help="Which questionnaire; the company's first one if left out.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="The picture to write: .svg or .png.", show_default="<questionnaire>.svg")
    ] = None,
    language: Annotated[str | None, typer.Option(help="The language of its words; its own if left out.")] = None,
    folder: FolderOption = HERE,
) -> None:
    """Draw a questionnaire for a slide: who sees which question, under which condition; in red what nobody can see."""
    from bot.cli.map import draw  # noqa: PLC0415

    draw(folder, questionnaire, out, language)


@app.command("test")
def hold_again(
    questionnaire: Questionnaire = "",
    generate: Annotated[bool, typer.Option("--generate", help="Write transcripts of what none has met yet.")] = False,
    update: Annotated[bool, typer.Option("--update", help="Approve what goes differently: write it anew.")] = False,
    folder: FolderOption = HERE,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How the result is written.")] = "text",
) -> None:
    """Hold the conversations in transcripts/ again: what goes differently, and what none of them meets.

    Ends with 1 where one goes differently than it was approved.
    """
    from bot.cli.test import test  # noqa: PLC0415

    raise typer.Exit(test(folder, questionnaire, form, generate=generate, update=update))


@app.command()
def simulate(
    questionnaire: Questionnaire = "",
    people: Annotated[int, typer.Option(help="How many people.", min=1, max=10_000_000)] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed makes up the same people.")] = 1,
    answers: Annotated[
        Path | None, typer.Option(help="A CSV file of people instead: a row a person, a column a question.")
    ] = None,
    folder: FolderOption = HERE,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How the figures are written.")] = "text",
) -> None:
    """Send made-up people through: what they would be asked, how long it takes, what would be suggested.

    They answer as often as the file expects. Nothing is kept.
    """
    from bot.cli.simulate import simulate as send  # noqa: PLC0415

    send(folder, questionnaire, people, seed, answers, form)


@app.command()
def play(
    questionnaire: Annotated[
        str, typer.Argument(help="Which questionnaire; the company's first one if left out.")
    ] = "",
    folder: FolderOption = HERE,
    why: Annotated[bool, typer.Option("--why", help="Say after each answer why the next question came.")] = False,
    record: Annotated[Path | None, typer.Option(help="Write the conversation to this file, as a transcript.")] = None,
    who: Annotated[
        list[str] | None,
        typer.Option("--as", help="Who plays: language=fa, campaign=spring, trait.role=engineer; may be repeated."),
    ] = None,
) -> None:
    """Hold a conversation here, without keeping anything."""
    from bot.cli.play import play as play_it  # noqa: PLC0415

    play_it(folder, questionnaire, why=why, record=record, who=who or [])


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="What the questionnaire is called: small letters, digits and -.")],
    folder: FolderOption = HERE,
) -> None:
    """Start a questionnaire that passes the check and plays; in an empty folder with all that it needs."""
    from bot.cli.new import new as start  # noqa: PLC0415

    start(folder, name)


@app.command()
def diff(
    old: Annotated[
        str,
        typer.Argument(help="A folder; or, alone, a questionnaire to compare with what is published; all if left out."),
    ] = "",
    new: Annotated[Path | None, typer.Argument(help="The folder of the new version.")] = None,
    folder: FolderOption = HERE,
    replay: Annotated[
        bool, typer.Option("--replay", help="Lead conversations through the new version, and count what changes.")
    ] = False,
) -> None:
    """Name what a new version changes: cosmetic, safe, resumable or breaking; for people, answers and exports.

    Ends with 1 when a change is breaking: a published question whose meaning changes needs a new id.
    """
    from bot.cli.diff import diff as differ  # noqa: PLC0415

    raise typer.Exit(differ(old, new, folder, again=replay))


@app.command()
def publish(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder with company.yaml; QUESTIONNAIRES_DIR if left out.")
    ] = None,
) -> None:
    """Make what passes the check the version that people get from now on; who has begun goes on in theirs.

    Ends with 0 when all is published, 1 when something has errors or would break old answers, 2 when nothing passes.
    """
    from bot.cli.publish import publish as publish_it  # noqa: PLC0415

    raise typer.Exit(publish_it(folder))


@app.command()
def preview(
    folder: FolderOption = HERE,
    port: Annotated[int, typer.Option(help="The port to listen at; 0 for a free one.", min=0, max=65535)] = 8081,
    host: Annotated[str, typer.Option(help="The address to listen at; beyond this machine only with a token.")] = (
        "127.0.0.1"
    ),
    token: Annotated[
        str | None, typer.Option(envvar="PREVIEW_TOKEN", help="A word that others have to know to see it.")
    ] = None,
) -> None:
    """Show a draft in the browser: the conversation beside its problems and why each question is asked.

    It reads the files again when they are saved. Nothing is kept.
    """
    from bot.cli.preview import preview as preview_it  # noqa: PLC0415

    preview_it(folder, host, port, token)


@app.command()
def explain(
    session: Annotated[str, typer.Argument(help="The id of the session, as exports have it.")],
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="Tables, or everything as JSON.")] = "text",
) -> None:
    """Show every number behind the suggestions of one session, and what would change them."""
    from bot.cli.explain import explain as explain_it  # noqa: PLC0415

    explain_it(session, form)


@app.command()
def fit(
    questionnaire: Questionnaire = "",
    form: Annotated[
        Literal["text", "json", "csv"], typer.Option("--format", help="Tables, or everything as JSON or CSV.")
    ] = "text",
) -> None:
    """Show whether suggestions and reports fit, as people said by one tap; by segment, with what chance allows.

    Only those are counted who allow it at this moment.
    """
    from bot.cli.fit import fit as fit_it  # noqa: PLC0415

    fit_it(questionnaire or None, form)


@exports.command("answers")
def export_answers(
    out: Annotated[Path | None, typer.Option(help="The file to write; the terminal if left out.")] = None,
    questionnaire: Annotated[str | None, typer.Option(help="Only this questionnaire.")] = None,
    shape: Annotated[Literal["wide", "long"], typer.Option(help="A row a session, or a row an answer.")] = "wide",
    form: Annotated[Literal["csv", "jsonl"], typer.Option("--format", help="CSV or JSON Lines.")] = "csv",
    purpose: Annotated[
        str, typer.Option(help="The purpose they leave for; only who allows it is in the file.")
    ] = "crm",
) -> None:
    """Write answers of those who allow it at this moment."""
    from bot.cli.export import export_to  # noqa: PLC0415

    export_to(out, questionnaire, shape=shape, form=form, purpose=purpose)


@imports.command("xlsform")
def import_xlsform(
    file: Annotated[Path, typer.Argument(help="A workbook: xlsx, xls, csv, or Markdown tables.")],
    out: Annotated[Path, typer.Option(help="The folder of the questionnaires; made where there is none.")],
) -> None:
    """Turn an XLSForm into a questionnaire, and list what could not be carried over, with its row.

    Ends with 2 when it could not be carried over, or does not pass the check.
    """
    from bot.cli.importing import import_xlsform as import_it  # noqa: PLC0415

    raise typer.Exit(import_it(file, out))
