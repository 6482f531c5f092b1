"""What is said when an answer does not fit: what was understood, what is wanted, and soon an example and a way on."""

from collections.abc import Iterator

from bot.conversation.events import MisfitMet
from bot.questionnaire.model import Question
from bot.speech.asking import MANY_MISFITS, wants
from bot.speech.examples import example
from bot.speech.prompt import Line
from bot.speech.scene import Scene
from bot.speech.voice import cut
from bot.values.locale import day, isolate, left_to_right, quantity, unit_name

LONGEST_ECHO = 60
"""Characters of a person's own words that are said back to them."""
_COUNTED = {
    "too_long": "misfit_too_long",
    "too_few": "misfit_too_few",
    "too_many": "misfit_too_many",
    "rank_all": "misfit_rank_all",
}
_LIMITED = {"too_small": "misfit_small", "too_large": "misfit_large"}
_DATED = {"too_early": "misfit_early", "too_late": "misfit_late"}
_PLAIN = {
    "empty": "misfit_empty",
    "not_a_number": "misfit_number",
    "several_numbers": "misfit_numbers",
    "not_whole": "misfit_whole",
    "not_a_date": "misfit_date",
    "not_an_email": "misfit_email",
    "not_a_phone": "misfit_phone",
    "not_a_place": "misfit_place",
}


def misfit(scene: Scene, question: Question, event: MisfitMet) -> Iterator[Line]:
    """Yield what is said of one misfit."""
    voice = scene.voice
    yield voice.line("remark", reason(scene, question, event))
    if question.type in ("integer", "decimal") and event.reason == "not_a_number" and question.unit is not None:
        yield voice.line("hint", voice.say("in_number_of", unit=unit_name(question.unit, voice.language)))
    if event.times < MANY_MISFITS:
        return
    shown = example(scene, question)
    if wants(question) in ("press", "scale"):
        yield voice.line("hint", voice.say("may_press"))
    elif shown is not None:
        yield voice.line("hint", voice.say("example", example=shown))
    if not question.required:
        yield voice.line("hint", voice.say("may_refuse" if scene.is_sensitive(question) else "may_skip"))


def reason(scene: Scene, question: Question, event: MisfitMet) -> str:
    """Return the sentence for the reason of a misfit; raise `KeyError` for one that the engine does not know."""
    voice, detail = scene.voice, event.detail
    language = voice.language
    match event.reason:
        case "not_a_choice" if detail:
            return voice.say("misfit_choice_part", part=isolate(cut(detail, LONGEST_ECHO), language))
        case "not_a_choice":
            return voice.say("misfit_choice")
        case "wrong_unit":
            return voice.say("misfit_unit", unit=unit_name(detail, language))
        case "no_country_code":
            code = voice.say("example_phone").split()[0]
            return voice.say("misfit_country", code=left_to_right(code, language))
        case counted if counted in _COUNTED:
            return voice.count(_COUNTED[counted], int(detail))
        case limited if limited in _LIMITED:
            limit = quantity(float(detail), question.unit, language, scaled=False)
            return voice.say(_LIMITED[limited], limit=limit)
        case dated if dated in _DATED:
            return voice.say(_DATED[dated], limit=day(detail, language))
        case plain:
            return voice.say(_PLAIN[plain])
