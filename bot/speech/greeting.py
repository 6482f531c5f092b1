"""Before the first question: the greeting with what it earns, how it works, the languages, help."""

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from bot.questionnaire.catalogue import Company
from bot.questionnaire.model import Questionnaire
from bot.speech.prompt import Line, Press, Prompt, Style, Toast
from bot.speech.voice import Voice

COMMANDS = (
    "start",
    "continue",
    "restart",
    "back",
    "skip",
    "profile",
    "privacy",
    "mydata",
    "forget",
    "language",
    "web",
    "help",
)
"""In the order in which a menu lists them."""
START_GRANTS = "report"


def greeting(
    company: Company,
    questionnaire: Questionnaire,
    language: str,
    payload: str,
    *,
    typical: float | None = None,
    minutes: float | None = None,
    unknown_link: bool = False,
) -> Prompt:
    """Return the greeting: title, promise, length, what starting grants, in its very wording, and the ways on.

    `payload` is the deep link's; `typical` how many questions are usually seen, `minutes` how long that takes.
    """
    voice = Voice(language)
    lines = [voice.line("remark", voice.say("unknown_link"))] if unknown_link else []
    lines += [
        voice.line("title", voice.fixed(questionnaire.title)),
        voice.line("said", voice.fixed(questionnaire.promise)),
    ]
    if typical is not None and minutes is not None:
        questions = voice.count("questions", max(round(typical), 1))
        duration = voice.count("minutes", max(round(minutes), 1))
        lines.append(voice.line("said", voice.say("greeting_length", questions=questions, minutes=duration)))
    lines += _granted(company, voice)
    controls = (
        voice.press("start", f"begin:{payload}", "primary"),
        voice.press("tell_more", f"more:{payload}"),
        *_languages(company, payload, besides=language),
    )
    return Prompt(language=language, lines=tuple(lines), controls=controls)


def more(company: Company, language: str, payload: str) -> Prompt:
    """Return how it works and what happens with the answers, in plain words."""
    voice = Voice(language)
    lines = (
        voice.line("title", voice.say("more_title")),
        voice.line("said", voice.say("more_steps")),
        voice.line("said", voice.say("more_skip")),
        voice.line("said", voice.say("more_reward")),
        *_granted(company, voice),
        voice.line("said", voice.say("more_asked")),
        voice.line("said", voice.say("more_rights")),
    )
    return Prompt(language=language, lines=lines, controls=(voice.press("start", f"begin:{payload}", "primary"),))


def _granted(company: Company, voice: Voice) -> Iterator[Line]:
    purpose = company.purpose(START_GRANTS)
    if purpose is not None:
        yield voice.line("said", voice.fixed(purpose.wording))
        yield voice.line("hint", voice.say("start_agrees"))


# Languages --------------------------------------------------------------------------------------------------


def languages(company: Company, language: str, payload: str = "") -> Prompt:
    """Return the choice of languages, each by its own name."""
    voice = Voice(language)
    lines = (voice.line("ask", voice.say("language_which")),)
    return Prompt(language=language, lines=lines, choices=tuple(_languages(company, payload)))


def language_set(language: str) -> Toast:
    """Return the word that from now on this language is spoken."""
    voice = Voice(language)
    return voice.toast(voice.say("language_set"))


def _languages(company: Company, payload: str, besides: str | None = None) -> Iterator[Press]:
    style: Style = "choice" if besides is None else "quiet"
    for code in company.languages:
        if code != besides:
            # A language that was chosen before is of no interest any more.
            yield Press(own_name(code), f"language:{code}:{payload.partition(':')[0]}", style)


def own_name(language: str) -> str:
    """Return what a language calls itself."""
    try:
        name = Locale.parse(language.replace("-", "_")).get_language_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name) if name else language


# Help and presence --------------------------------------------------------------------------------------------


def help_text(company: Company, language: str, *, web: bool = False) -> Prompt:
    """Return what can be done here, and how to reach a person; `web`: whether one can go on in the browser."""
    voice = Voice(language)
    listed = "\n".join(f"/{name} · {text}" for name, text in commands(language, web=web).items())
    lines = (
        voice.line("title", voice.say("help_title")),
        voice.line("said", listed),
        voice.line("said", voice.say("help_contact", contact=voice.fixed(company.contact))),
    )
    return Prompt(language=language, lines=lines)


def commands(language: str, *, web: bool = False) -> dict[str, str]:
    """Return what each command does, in the order of a menu; `web`: whether one can go on in the browser."""
    voice = Voice(language)
    return {name: voice.say(f"command_{name}") for name in COMMANDS if web or name != "web"}


def about(language: str) -> str:
    """Return what stands before a conversation begins; at most 512 characters."""
    return Voice(language).say("about")


def about_short(language: str) -> str:
    """Return what the bot is, in one sentence of at most 120 characters."""
    return Voice(language).say("about_short")
