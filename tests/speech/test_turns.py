"""What is said of a turn: few messages, each with what a person needs to answer, and nothing that does nothing."""

import pytest
from msgspec.structs import replace

from bot.conversation import answering
from bot.conversation.answering import Fits
from bot.conversation.inbound import Expiry
from bot.conversation.session import Asking
from bot.questionnaire.catalogue import TraitKind
from bot.speech.examples import example
from bot.speech.prompt import Prompt, Reward, Settled, Toast, Utterance
from bot.speech.scene import Scene, Stage
from bot.speech.speaker import Speaker
from tests.speech.bench import COMPANY, QUESTIONS, TODAY, Counting, Person, acts, labels, t, words


def kinds(person: Person) -> list[type[Utterance]]:
    return [type(said) for said in person.says]


# Questions ----------------------------------------------------------------------------------------------


def test_the_first_question_offers_its_choices_and_why_but_neither_back_nor_skip():
    prompt = Person().prompt
    assert words(prompt, "ask") == ["What do you measure most?"]
    assert labels(prompt) == ["Power conversion", "Cars", "Something else"]
    assert [press.act for press in prompt.choices] == ["pick:0", "pick:1", "pick:other"]
    assert acts(prompt) == ["why"]
    assert (prompt.session, prompt.question, prompt.wants) == ("s1", "application", "press")


def test_a_later_question_that_may_be_skipped_offers_back_and_skip_but_no_why_where_there_is_none():
    person = Person("application", "count")
    person.picks("cars")
    assert acts(person.prompt) == ["back", "skip"]


def test_an_answer_settles_its_question_and_the_next_one_follows():
    person = Person("application", "count")
    person.picks("cars")
    assert kinds(person) == [Settled, Prompt]
    assert person.settled.answer == "✓ Cars"
    assert [line.text for line in person.settled.lines] == ["What do you measure most?"]


def test_a_question_says_earlier_answers_in_the_language_of_the_person():
    person = Person("application", "signal", language="fa")
    person.types("power")
    assert words(person.prompt, "ask") == ["بسامد الکترونیک قدرت چقدر است؟"]
    person.types("۵۰۰ مگاهرتز")
    assert person.settled.answer == "✓ ۵۰۰\u00a0\u2068MHz\u2069"


def test_a_skipped_question_says_so_kindly():
    person = Person("count", "word")
    person.skips()
    assert person.settled.answer == "Skipped, which is fine"


def test_a_sensitive_question_lets_people_prefer_not_to_say():
    person = Person("word", "income")
    person.types("fine")
    (press,) = (press for press in person.prompt.controls if press.style == "quiet" and press.act != "back")
    assert (press.label, press.act) == ("Prefer not to say", "refuse")
    person.skips(refuse=True)
    assert person.settled.answer == "Kept to yourself, which is fine"


def test_a_trait_that_is_sensitive_makes_its_question_so():
    person = Person("email")
    person.confirms(yes=True)
    kinds = [TraitKind("email", t("E-mail"), sensitive=True)]
    speaker = Speaker(person.compiled, COMPANY, kinds, Counting(person.compiled))
    (prompt,) = speaker.waiting(person.session, "en")
    assert acts(prompt) == ["refuse"]


def test_going_back_shows_what_was_answered_so_far():
    person = Person("count", "word")
    person.types("3")
    person.goes_back()
    assert "Your answer so far: 3" in words(person.prompt, "hint")


def test_a_note_is_a_message_of_its_own_before_the_next_question():
    person = Person("count", "tip", "word")
    person.types("3")
    assert kinds(person) == [Settled, Prompt, Prompt]
    note = person.says[1]
    assert isinstance(note, Prompt)
    assert words(note, "note") == ["Mind the earth."]
    assert note.question is None


@pytest.mark.parametrize(
    ("question", "wants", "placeholder"),
    [
        ("signal", "text", "A number in MHz"),
        ("count", "text", "A number"),
        ("word", "text", "A few words"),
        ("story", "text", "As much as you like"),
        ("day", "text", "A day, such as 2026-12-21"),
        ("place", "location", "A town, or share where you are"),
        ("liking", "scale", None),
        ("floats", "press", None),
        ("priorities", "press", None),
        ("buses", "press", None),
    ],
)
def test_a_prompt_says_what_answers_it_best(question, wants, placeholder):
    person = Person("application", question)
    person.types("Power conversion")
    assert (person.prompt.question, person.prompt.wants, person.prompt.placeholder) == (question, wants, placeholder)


def test_a_scale_shows_its_numbers_and_names_its_ends_in_the_digits_of_the_language():
    prompt = Person("liking", language="fa").prompt
    assert labels(prompt) == ["۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹", "۱۰"]
    assert [press.act for press in prompt.choices][-1] == "pick:10"
    assert words(prompt, "hint") == ["۰ یعنی «هرگز» و ۱۰ یعنی «همین حالا»."]


@pytest.mark.parametrize(("question", "label"), [("place", "Share where I am"), ("phone", "Share my number")])
def test_a_place_or_a_number_can_be_shared_and_the_texts_of_controls_are_understood(question, label):
    person = Person(question)
    if question == "phone":
        person.confirms(yes=True)
    assert labels(person.prompt) == [label]
    assert person.speaker.control(person.session, "skip", "en") == "skip"
    assert person.speaker.control(person.session, "رد کردن", "fa") == "skip"
    assert person.speaker.control(person.session, "Leeds", "en") is None


def test_the_words_of_a_control_are_understood_where_they_can_be_no_answer():
    person = Person("application", "signal", "word")
    person.picks("power")
    assert person.speaker.control(person.session, "skip", "en") == "skip"
    assert person.speaker.control(person.session, "back", "en") == "back"
    person.types("500")
    person.goes_back()
    person.goes_back()
    person.picks("cars")
    assert person.speaker.control(person.session, "no, leave it", "en") == "no"
    person.confirms(yes=False)
    assert person.speaker.control(person.session, "skip", "en") is None


def test_where_words_are_wanted_no_text_counts_as_a_control():
    assert Person("word").speaker.control(Person("word").session, "Skip", "en") is None


# Drafts -------------------------------------------------------------------------------------------------


def test_ticks_redraw_the_open_prompt_and_done_counts_them():
    person = Person("buses")
    assert labels(person.prompt)[:2] == ["☐ CAN", "☐ LIN"]
    assert person.prompt.controls[0].label == "Done"
    person.picks("can", "lin")
    assert len(person.says) == 1
    assert person.prompt.redraws
    assert labels(person.prompt) == ["☑ CAN", "☑ LIN", "☐ USB", "☐ None", "☐ Something else"]
    assert [press.ticked for press in person.prompt.choices] == [True, True, False, False, False]
    assert (person.prompt.controls[0].label, person.prompt.controls[0].style) == ("Done (2)", "primary")
    person.done()
    assert person.settled.answer == "✓ CAN · LIN"


def test_a_tick_too_many_is_a_toast_and_so_is_done_too_early():
    person = Person("buses")
    person.done()
    assert person.toast == "Please choose at least one."
    person.picks("can", "lin", "usb")
    assert person.toast == "Up to 2 go here. Take one back first."


def test_own_words_are_asked_for_in_place_and_ticked_when_they_came():
    person = Person("buses")
    person.picks("can", "other")
    assert (person.prompt.redraws, person.prompt.wants) == (True, "text")
    assert words(person.prompt, "remark") == ["Please put it in your own words."]
    person.types("SENT")
    assert not person.prompt.redraws
    assert labels(person.prompt)[-1] == "☑ SENT"
    person.done()
    assert person.settled.answer == "✓ CAN · SENT"


def test_ranks_are_numbered_in_the_order_they_were_chosen():
    person = Person("priorities", language="ar")
    person.picks("care")
    assert labels(person.prompt) == ["السعر", "السرعة", "١ · الخدمة"]
    person.picks("price")
    assert person.settled.answer == "✓ ١\u00a0الخدمة · ٢\u00a0السعر · ٣\u00a0السرعة"


def test_limits_of_a_multiple_choice_are_said():
    assert "Choose up to 2, then Done." in words(Person("buses").prompt, "hint")


# What does not fit --------------------------------------------------------------------------------------


def test_a_misfit_says_what_was_understood_and_keeps_the_choices():
    person = Person("count", "word")
    person.types("12")
    assert words(person.prompt) == ["I understood the number. The most I can work with here is 8."]
    assert person.prompt.question == "count"
    person.types("2.5")
    assert words(person.prompt) == ["A whole number, please, without a fraction."]


def test_the_third_misfit_brings_an_example_and_offers_to_skip():
    person = Person("application", "signal")
    person.types("power")
    person.types("fast")
    assert words(person.prompt) == ["I was looking for a number and found none.", "A number in MHz"]
    person.types("very fast")
    person.types("really")
    assert words(person.prompt, "hint")[1:] == [
        "For example: 10\u00a0MHz",
        "Or skip it; your report comes either way.",
    ]
    assert [press.style for press in person.prompt.controls if press.act == "skip"] == ["primary"]


def test_nobody_is_offered_to_skip_what_is_required():
    person = Person("application", "count")
    for _ in range(3):
        person.types("   ")
    assert words(person.prompt) == [
        "Nothing readable arrived. Please try once more.",
        "Choosing one of these is enough.",
    ]
    person.skips()
    assert person.toast == "Your report cannot be written without this one."


def test_limits_are_said_in_the_unit_that_has_to_be_typed():
    person = Person("application", "signal")
    person.types("power")
    person.types("70001")
    assert words(person.prompt) == ["I understood the number. The most I can work with here is 70,000\u00a0MHz."]
    person.types("5 volts")
    assert words(person.prompt) == [
        "I understood the number, but I cannot turn its unit into MHz. How much is it in MHz?"
    ]


REASONS = {
    "empty": ("word", " "),
    "too_long": ("word", "x" * 21),
    "not_a_choice": ("floats", "purple elephants"),
    "part": ("priorities", "price, purple elephants"),
    "too_few": ("buses", ","),
    "too_many": ("buses", "CAN, LIN, USB"),
    "rank_all": ("priorities", "price"),
    "not_a_number": ("count", "some"),
    "several_numbers": ("count", "2 or 3"),
    "not_whole": ("count", "2.5"),
    "wrong_unit": ("signal", "5 volts"),
    "too_small": ("count", "0"),
    "too_large": ("count", "9"),
    "not_a_date": ("day", "soon"),
    "too_early": ("day", "2020-01-01"),
    "too_late": ("day", "2030-01-01"),
    "not_an_email": ("email", "me at home"),
    "not_a_phone": ("phone", "call me"),
    "no_country_code": ("phone", "02079460018"),
    "not_a_place": ("place", "x" * 200),
}


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_its_sentence_in_every_language(reason, language):
    question, said = REASONS[reason]
    person = Person(*({"application"} if question in ("signal", "floats") else ()), question, language=language)
    if question in ("signal", "floats"):
        person.picks("power")
    elif question in ("email", "phone"):
        person.confirms(yes=True)
    person.types(said)
    (remark,) = words(person.prompt, "remark")
    assert remark
    assert "{" not in remark


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
@pytest.mark.parametrize("question", [one for one in QUESTIONS if one.waits], ids=lambda one: one.id)
def test_every_example_is_accepted_by_its_own_question(question, language):
    person = Person(language=language)
    stage = Stage(compiled=person.compiled, company=COMPANY, remaining=Counting(person.compiled))
    scene = Scene(stage, replace(person.session, state=Asking(question.id)), language)
    shown = example(scene, question)
    if question.choices or question.type in ("text", "long_text"):
        assert shown is None
    else:
        assert shown is not None
        typed = shown.translate(dict.fromkeys(range(0x2066, 0x206A)))
        assert isinstance(answering.read(question, typed, today=TODAY), Fits), typed


# Yes or no ----------------------------------------------------------------------------------------------


def test_a_doubtful_answer_is_asked_about():
    person = Person("application", "count")
    person.types("powerful converters")
    assert words(person.prompt, "ask") == ["Did you mean: Power conversion?"]
    assert acts(person.prompt) == ["yes", "no"]
    assert person.prompt.question == "application?"


def test_a_change_names_the_later_answers_it_makes_void_before_it_does():
    person = Person("application", "signal", "floats", "word")
    person.picks("power")
    person.types("500")
    person.picks("no")
    for _ in range(3):
        person.goes_back()
    person.picks("cars")
    assert words(person.prompt) == [
        "With “Cars”, 2 later answers no longer apply:",
        "• How fast is Power conversion? 500\u00a0MHz",
        "• Does it float? No",
        "Shall I change it?",
    ]
    assert [press.label for press in person.prompt.controls] == ["Yes, change it", "No, leave it"]
    person.confirms(yes=True)
    assert person.settled.answer == "✓ Cars"
    assert person.prompt.question == "word"


def test_what_was_skipped_is_not_named_among_what_a_change_makes_void():
    person = Person("application", "signal", "floats", "word")
    person.picks("power")
    person.skips()
    person.picks("no")
    for _ in range(3):
        person.goes_back()
    person.picks("cars")
    assert words(person.prompt)[:2] == ["With “Cars”, one later answer no longer applies:", "• Does it float? No"]


def test_an_earlier_question_takes_the_place_of_the_open_one_and_so_does_what_follows_unanswered():
    person = Person("application", "signal", "word")
    assert not person.prompt.redraws
    person.picks("power")
    assert not person.prompt.redraws
    person.types("500")
    person.goes_back()
    assert (person.prompt.question, person.prompt.redraws) == ("signal", True)
    person.goes_back()
    assert (person.prompt.question, person.prompt.redraws) == ("application", True)
    person.picks("cars")
    assert (person.prompt.question, person.prompt.redraws) == ("application?", True)
    person.confirms(yes=False)
    assert (person.prompt.question, person.prompt.redraws) == ("word", True)


def test_going_back_by_a_command_or_a_menu_asks_in_a_new_message():
    person = Person("count", "word")
    person.types("3")
    person.goes_back(pressed=False)
    assert not person.prompt.redraws


def test_a_mark_on_a_scale_keeps_its_measure():
    person = Person("liking", language="fa")
    person.picks("8")
    assert person.settled.answer == "✓ ۸ از ۱۰"


def test_leaving_an_answer_as_it_was_goes_on_where_one_was():
    person = Person("application", "signal", "word")
    person.picks("power")
    person.types("500")
    person.goes_back()
    person.goes_back()
    person.picks("cars")
    person.confirms(yes=False)
    assert person.prompt.question == "word"
    assert person.session.answer("signal") is not None


def test_a_purpose_is_asked_for_in_its_very_wording_with_a_yes_and_a_no_of_equal_weight():
    person = Person("email")
    assert words(person.prompt, "title", "ask") == ["Get in touch", "We may call you."]
    assert [(press.label, press.style) for press in person.prompt.controls] == [("Yes", "primary"), ("No", "primary")]
    assert all(press.ticked is None for press in person.prompt.controls)
    assert person.prompt.question == "consent.contact"


@pytest.mark.parametrize(("yes", "became"), [(True, "✓ Yes, thank you"), (False, "No, which is fine")])
def test_what_became_of_a_purpose_stands_with_its_wording_and_not_before_the_next_question(yes, became):
    person = Person("email", "word")
    person.types("fine")
    person.confirms(yes=yes)
    assert person.settled.answer == became
    assert [line.text for line in person.settled.lines] == ["Get in touch", "We may call you."]
    assert words(person.prompt)[0] == ("Your e-mail?" if yes else "Remember me")


def test_what_is_neither_yes_nor_no_brings_the_same_question_again():
    person = Person("email")
    before = person.prompt
    person.types("what for?")
    assert words(person.prompt, "remark") == ["A yes or a no, please."]
    assert words(person.prompt)[1:] == words(before)


# The end ------------------------------------------------------------------------------------------------


def test_the_last_answer_brings_the_report_and_then_the_purposes_that_are_open():
    person = Person("word")
    person.types("fine")
    assert kinds(person) == [Settled, Reward, Prompt]
    assert person.prompt.question == "consent.remember"
    person.confirms(yes=False)
    assert words(person.prompt) == [
        "That is everything. Thank you.",
        "If something changes, change the answer here, and your report is written anew.",
    ]
    assert acts(person.prompt) == ["change", "profile"]
    assert person.prompt.question is None


def test_a_changed_answer_brings_the_report_again():
    person = Person("word")
    person.types("fine")
    person.confirms(yes=True)
    person.goes_back()
    person.types("better")
    assert kinds(person) == [Settled, Reward, Prompt]


def test_a_correction_asks_one_question_and_says_corrected():
    person = Person(only="count")
    assert words(person.prompt, "ask") == ["How many?"]
    person.types("4")
    assert kinds(person) == [Settled, Prompt]
    assert words(person.prompt) == ["Corrected. Thank you."]
    assert acts(person.prompt) == ["profile"]


def test_a_correction_that_is_skipped_leaves_everything_as_it_was():
    person = Person(only="count")
    person.skips()
    assert words(person.prompt) == ["Left as it was."]


def test_a_session_that_was_closed_says_how_to_begin_again():
    person = Person("word")
    person.does(Expiry(), pressed=False)
    assert acts(person.prompt) == ["again:bench"]


def test_back_before_the_first_question_is_a_toast_for_a_press_and_a_remark_for_a_command():
    person = Person("word")
    person.goes_back()
    assert person.toast == "This is the first question; nothing comes before it."
    person.goes_back(pressed=False)
    assert words(person.prompt, "remark", "ask") == [
        "This is the first question; nothing comes before it.",
        "In a word?",
    ]


# Around it ----------------------------------------------------------------------------------------------


def test_why_is_one_sentence_as_a_toast():
    person = Person("application", "count")
    assert person.speaker.why(person.session, "en") == Toast("en", "It decides what comes next.")
    person.picks("cars")
    assert person.speaker.why(person.session, "en").text == "There is nothing more to say about this one."


def test_what_is_awaited_can_be_shown_again_in_another_language_with_a_remark():
    person = Person("buses")
    person.picks("can")
    (prompt,) = person.speaker.waiting(person.session, "fa", "یک لحظه.")
    assert words(prompt, "remark", "ask") == ["یک لحظه.", "کدام گذرگاه‌ها؟"]
    assert prompt.choices[0].ticked


def test_who_comes_back_is_offered_to_go_on_or_to_start_over():
    person = Person("count", "word")
    prompt = person.speaker.welcome_back(person.session, "en")
    assert words(prompt) == ["Welcome back. You were in the middle of “Plan my bench”.", "2 questions left"]
    assert acts(prompt) == ["continue", "restart"]


def test_starting_over_is_asked_about():
    person = Person("count", "word")
    assert acts(person.speaker.restart_question(person.session, "fa")) == ["restart", "continue"]


def test_answers_to_change_are_listed_with_what_was_said():
    person = Person("application", "count", "tip", "word")
    person.picks("cars")
    person.skips()
    prompt = person.speaker.changes(person.session, "en")
    assert [(press.label, press.act) for press in prompt.choices] == [
        ("What do you measure most? · Cars", "change:application"),
        ("How many? · Skipped, which is fine", "change:count"),
    ]


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_every_question_can_be_asked_in_every_language(language):
    person = Person(language=language)
    answers = ["power", "5", "3", "LIN", "yes", "price, speed, care", "9", "2026-12-24", "ok", "a story", "10", "Leeds"]
    for said in answers:
        person.types(said)
        assert words(person.prompt, "ask"), said
    assert person.prompt.question == "consent.contact"
    person.confirms(yes=True)
    person.types("me@example.com")
    person.types("+98 21 2345 6789")
    assert [type(said) for said in person.says] == [Settled, Reward, Prompt]
