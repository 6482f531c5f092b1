"""Problems in a terminal, on GitHub and as JSON."""

import json

import pytest

from bot.authoring.load import load
from bot.authoring.printing import as_github, as_json, columns, printed, summary
from bot.authoring.problem import Place, Problem
from tests.authoring.samples import BENCH, REPORT, SAMPLE, broken

HERE = SAMPLE.parent
GOLDEN = HERE / "broken.txt"
MISTAKES = (
    (BENCH, "    type: decimal\n", "    typ: decimal\n"),
    (BENCH, "    at_least: 0.1\n", "    at_least: one\n"),
    (BENCH, "    ask_if: {application: power}\n", "    ask_if: {aplication: powr}\n"),
    (BENCH, "    ask: How many channels?\n", ""),
    (BENCH, "  needed_by:\n", "  channels:\n"),
    (BENCH, "{formula: 5 * signal, unit: MHz}", "{formula: 5 * signl, unit: MHz}"),
    (BENCH, "it reaches {product.bandwidth}.", "it reaches {product.bandwith}."),
    ("bench/fa.yaml", "بردتان به {signal} می‌رسد", "بردتان به {signl} می‌رسد"),
    (REPORT, "{buses|not known}", "{busses|not known}"),
    (REPORT, "```chart", "```chrt"),
    ("products.yaml", "goes_with: [probe]", "goes_with: [prob]"),
)


def test_a_broken_folder_is_told_in_full(tmp_path, monkeypatch, request):
    folder = broken(tmp_path, *MISTAKES)
    monkeypatch.chdir(folder.parent)
    found = load(folder.relative_to(tmp_path)).problems
    text = f"{printed(found)}\n\n{summary(found)}\n"
    if request.config.getoption("--update"):
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")


def problem(line: str, words: str, **more: str) -> Problem:
    place = Place("q/a.yaml", 12, line.index(words) + 1, len(words), line)
    return Problem(
        place, "error", "unknown-choice", "there is no such thing", more.get("suggestion"), more.get("context")
    )


def test_the_caret_stands_under_exactly_the_wrong_word():
    line = "    ask_if: {application: [power, automotiv, serial]}"
    assert printed([problem(line, "automotiv", suggestion="automotive", context="its choices (line 14): …")]) == (
        "q/a.yaml:12:35: error: there is no such thing  [unknown-choice]\n"
        "  12 |     ask_if: {application: [power, automotiv, serial]}\n"
        "     |                                   ^^^^^^^^^ did you mean 'automotive'?\n"
        "     = its choices (line 14): …"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ask: شتاب‌سنج را {signl} کنید", "signl"),
        ("ask: قُطرِ {signl}", "signl"),
        ("ask: 電圧は {signl}", "signl"),
        ("ask: 😀 {signl}", "signl"),
        ("ask: cafe\u0301 {signl}", "signl"),
    ],
)
def test_marks_joiners_and_wide_signs_do_not_shift_the_caret(line, words):
    _, shown, under = printed([problem(line, words)]).splitlines()
    before = under.index("^")
    assert columns(shown[: shown.index(words)]) == before
    assert under.count("^") == len(words)


def test_a_long_line_is_shown_around_the_wrong_word():
    line = "x " * 300 + "wrong" + " y" * 300
    _, shown, under = printed([problem(line, "wrong")]).splitlines()
    assert len(shown) < 120
    assert shown[under.index("^") :].startswith("wrong")
    assert shown[7] == shown[-1] == "…"


def test_a_problem_of_a_whole_file_has_no_line():
    found = Problem(
        Place("q/fa.yaml"), "warning", "missing-translation", "half of it is missing", None, "missing: title"
    )
    assert printed([found]) == (
        "q/fa.yaml: warning: half of it is missing  [missing-translation]\n     = missing: title"
    )


def test_github_gets_annotations():
    found = problem("a: 5%", "5%", suggestion="5")
    told = Problem(found.place, "warning", "wrong-value", "100%,\nor: more", "50", None)
    assert as_github([told]) == (
        "::warning file=q/a.yaml,line=12,col=4,endColumn=6,title=wrong-value::100%25,%0Aor: more; did you mean '50'?"
    )
    assert as_github([Problem(Place("q/a,b.yaml"), "error", "x", "y")]) == "::error file=q/a%2Cb.yaml,title=x::y"


def test_json_says_everything():
    assert json.loads(as_json([problem("a: سلام", "سلام", suggestion="s", context="c")])) == [
        {
            "file": "q/a.yaml",
            "line": 12,
            "column": 4,
            "length": 4,
            "severity": "error",
            "code": "unknown-choice",
            "message": "there is no such thing",
            "suggestion": "s",
            "context": "c",
        }
    ]
    assert json.loads(as_json([])) == []


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], "no problems"),
        (["error"], "1 error"),
        (["warning", "error", "error"], "2 errors, 1 warning"),
        (["warning", "warning"], "2 warnings"),
    ],
)
def test_the_last_line_counts(severities, said):
    assert summary(Problem(Place("f"), severity, "x", str(index)) for index, severity in enumerate(severities)) == said
