"""What is said outside a turn: before the beginning, about what is kept, and to what fits nowhere."""

from typing import get_args

import pytest

from bot.profile.trait import Provenance, Trait
from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import Question
from bot.service.acts import COMMANDS, Odd
from bot.speech import standing
from bot.speech.oddities import OddInput, OldPress
from bot.speech.prompt import Prompt, Toast
from bot.speech.voice import Voice, cut, fixed
from bot.values.text import Placeholder, Text
from tests.speech.bench import AT, COMPANY, KINDS, QUESTIONNAIRE, acts, labels, t, words

BENCH = Compiled(QUESTIONNAIRE, "v1")
ODD, OLD = get_args(OddInput), get_args(OldPress)
LATER = AT + 90 * 86_400


class Shelf:
    products = Products()

    def current(self, questionnaire: str, /) -> Compiled | None:
        return BENCH if questionnaire == "bench" else None

    def asking(self, trait: str, /) -> tuple[Compiled, Question] | None:
        return (BENCH, BENCH.question(trait)) if trait == "email" else None


def email(
    value: str = "me@example.com", provenance: Provenance = "declared", source: str = "bench", until: int | None = None
) -> Trait:
    return Trait("email", value, provenance, AT, source, "email", until)


def profile(*traits: Trait, at: int = AT) -> Prompt:
    return standing.profile(traits, KINDS, Shelf(), "en", at)


# The beginning ------------------------------------------------------------------------------------------


def test_the_greeting_says_what_it_earns_how_long_it_takes_and_what_starting_grants():
    prompt = standing.greeting(COMPANY, QUESTIONNAIRE, "en", "bench_fair", typical=7.9, minutes=2.2)
    assert words(prompt) == [
        "Plan my bench",
        "A plan for your bench.",
        "Usually 8 questions, about 2 minutes.",
        "We write your report.",
        "By choosing Start you agree to this, and to nothing else.",
    ]
    assert [(press.label, press.act) for press in prompt.controls] == [
        ("Start", "begin:bench_fair"),
        ("Tell me more first", "more:bench_fair"),
        ("فارسی", "language:fa:bench_fair"),
        ("العربية", "language:ar:bench_fair"),
    ]


def test_a_greeting_without_figures_promises_none():
    assert "Usually" not in " ".join(words(standing.greeting(COMPANY, QUESTIONNAIRE, "en", "bench")))


def test_an_unknown_link_is_greeted_all_the_same():
    prompt = standing.greeting(COMPANY, QUESTIONNAIRE, "en", "bench", unknown_link=True)
    assert words(prompt, "remark") == ["That link is not known here. This is where I can help:"]
    assert "begin:bench" in acts(prompt)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Usually one question, about one minute."),
        ("fa", "معمولاً یک سؤال، حدود یک دقیقه."),
        ("ar", "عادةً سؤال واحد، في نحو دقيقة واحدة."),
    ],
)
def test_even_the_shortest_conversation_takes_a_question_and_a_minute(language, said):
    assert said in words(standing.greeting(COMPANY, QUESTIONNAIRE, language, "bench", typical=0.6, minutes=0.1))


def test_telling_more_ends_with_start():
    prompt = standing.more(COMPANY, "fa", "bench")
    assert "گزارش شما را می‌نویسیم." in words(prompt)
    assert acts(prompt) == ["begin:bench"]


def test_languages_are_offered_by_their_own_names():
    prompt = standing.languages(COMPANY, "en", "bench")
    assert labels(prompt) == ["English", "فارسی", "العربية"]
    assert prompt.choices[2].act == "language:ar:bench"


def test_help_lists_every_command_and_a_person():
    listed = "\n".join(words(standing.help_text(COMPANY, "en")))
    assert all(f"/{command} · " in listed for command in standing.commands("en"))
    assert "hello@example.com" in listed


def test_every_command_of_the_service_is_described():
    assert set(standing.commands("fa", web=True)) == set(COMMANDS)


def test_nobody_is_sent_to_a_browser_where_no_page_is_served():
    assert set(COMMANDS) - set(standing.commands("fa")) == {"web"}
    assert "/web" not in "\n".join(words(standing.help_text(COMPANY, "en")))
    assert "/web" in "\n".join(words(standing.help_text(COMPANY, "en", web=True)))


# What is kept -------------------------------------------------------------------------------------------


def test_privacy_shows_each_purpose_in_its_very_wording_with_a_switch_that_says_how_it_stands():
    prompt = standing.privacy(COMPANY, {"report": True, "contact": True}, "en")
    assert [(press.label, press.act, press.ticked) for press in prompt.choices] == [
        ("☐ Remember me", "grant:remember", False),
        ("☑ Get in touch", "withdraw:contact", True),
    ]
    said = words(prompt)
    assert said[1:3] == ["Who we are: Example.", "All yours: /forget deletes."]
    assert "Remember me: no\nWe keep your answers." in said
    assert "Get in touch: yes\nWe may call you." in said


def test_what_the_report_needs_has_no_switch_but_says_how_it_ends():
    said = words(standing.privacy(COMPANY, {}, "en"))
    (report,) = (line for line in said if line.startswith("My report"))
    assert "/forget ends that" in report


def test_switching_redraws_the_menu_and_says_so_in_a_toast():
    assert standing.privacy(COMPANY, {}, "en", redraws=True).redraws
    assert standing.switched(COMPANY, "contact", "en", on=False).text == "Taken back: Get in touch"


def test_the_profile_says_what_where_from_and_when_with_a_pencil_and_a_bin():
    prompt = profile(email())
    assert words(prompt, "said") == ["E-mail: me@example.com\nYou said so on 18 November 2026, in “Plan my bench”."]
    assert [(press.label, press.act) for press in prompt.choices] == [
        ("✎ E-mail", "correct:email"),
        ("🗑 E-mail", "drop:email"),
    ]


@pytest.mark.parametrize("provenance", ["imported", "observed", "inferred"])
def test_nothing_a_person_did_not_say_is_presented_as_if_they_had(provenance):
    (said,) = words(profile(email(provenance=provenance, source="The shop")), "said")
    assert "did not say it" in said
    assert "The shop" in said


def test_what_no_question_asks_for_can_be_deleted_but_not_corrected():
    prompt = profile(Trait("field", ("power", "cars"), "imported", AT, "The shop"))
    assert [press.act for press in prompt.choices] == ["drop:field"]
    assert words(prompt, "said")[0].startswith("Field of work: power and cars\n")


def test_contradictions_stand_side_by_side():
    prompt = profile(email(), email("you@example.com", "imported", "The shop"))
    assert [line.split("\n")[0] for line in words(prompt, "said")] == [
        "E-mail: me@example.com",
        "E-mail: you@example.com",
    ]
    assert len(words(prompt, "remark")) == 1
    assert [press.act for press in prompt.choices] == ["correct:email", "drop:email"]


def test_what_no_longer_holds_is_said_to_be_asked_again():
    (said,) = words(profile(email(until=AT + 86_400), at=LATER), "said")
    assert said.endswith("That was some time ago, so it will be asked again.")


def test_an_empty_profile_says_so():
    prompt = profile()
    assert words(prompt, "hint") == ["Nothing is kept about you beyond the conversation itself."]
    assert prompt.choices == ()


def test_own_words_beside_a_choice_are_shown_as_they_were_written():
    trait = Trait("application", "other", "declared", AT, "bench", "application", other="Lasers")
    assert words(profile(trait), "said")[0].startswith("application: Lasers\n")


def test_forgetting_is_asked_about_with_what_would_go():
    prompt = standing.forget_question(3, [email()], KINDS, "en")
    assert words(prompt) == [
        "Delete everything kept about you?",
        "• 3 answers\n• What is known about you: E-mail\n"
        "• What you allowed, your language, and where you are in the conversation",
        "It happens at once and cannot be undone.",
    ]
    assert [(press.act, press.style) for press in prompt.controls] == [("forget!", "danger"), ("keep", "choice")]


# What fits nowhere --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_every_odd_input_and_every_old_press_has_its_answer(language):
    said = {words(standing.odd(kind, language))[0] for kind in ODD}
    assert len(said) == len(ODD)
    toasts = {standing.old_press(kind, language).text for kind in OLD}
    assert len(toasts) == len(OLD)
    assert all(len(text) <= 200 for text in toasts)


def test_odd_inputs_leave_what_is_open_open():
    assert standing.odd("sticker", "en").question is None


def test_every_kind_of_odd_input_of_the_service_is_known():
    assert set(ODD) == set(get_args(Odd))


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_words_of_one_line_speak_every_language(language):
    said = [
        standing.forgotten(language).lines[0].text,
        standing.kept(language).text,
        standing.mydata(language).caption,
        standing.mydata_empty(language).lines[0].text,
        standing.nothing_open(language).lines[0].text,
        standing.language_set(language).text,
        standing.dropped("email", KINDS, language).text,
        standing.about(language),
        standing.about_short(language),
    ]
    assert len(set(said)) == len(said)


def test_a_company_that_speaks_another_language_is_served_with_english_phrases_and_its_own_texts():
    prompt = standing.forget_question(1, [], KINDS, "de")
    assert words(prompt)[0] == "Delete everything kept about you?"
    assert "• One answer" in words(prompt)[1]


# The voice ----------------------------------------------------------------------------------------------


def test_commands_keep_their_order_inside_right_to_left_sentences():
    (line,) = standing.nothing_open("fa").lines
    assert "\u2066/start\u2069" in line.text
    (line,) = standing.nothing_open("en").lines
    assert "/start" in line.text
    assert "\u2066" not in line.text


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [
        ("Short.", 10, "Short."),
        ("One sentence. And another one.", 20, "One sentence."),
        ("A long sentence without any end in sight", 20, "A long sentence…"),
        ("Abcdefghijklmnop", 10, "Abcdefghi…"),
        ("یک جمله؟ و یکی دیگر که بلند است", 14, "یک جمله؟"),
        ("It costs 3.14 a piece and more", 16, "It costs 3.14 a…"),
    ],
)
def test_long_texts_are_cut_behind_a_sentence_or_a_word(text, most, left):
    assert cut(text, most) == left
    assert len(left) <= most


def test_a_toast_is_never_longer_than_a_toast():
    assert len(Voice("fa").toast("سلام /start " * 100).text) <= 200
    assert isinstance(Voice("fa").toast("سلام"), Toast)


def test_texts_that_speak_of_nobody_take_the_fallback_of_their_places():
    text = Text("en", {"en": ("Hello ", Placeholder("name", "friend"), Placeholder("nobody"), "!")})
    assert fixed(text, "en") == "Hello friend!"
    assert fixed(t("Hi"), "fa") == "Hi"
