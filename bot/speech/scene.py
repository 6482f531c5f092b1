"""The stage of a questionnaire version, and a scene on it: one session in one language, and what it is said with."""

from msgspec import Struct

from bot.conversation.engine import known_values
from bot.conversation.session import Answer, How, Session
from bot.questionnaire.catalogue import Company
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.questionnaire.model import OTHER, Question
from bot.questionnaire.wording import Words
from bot.speech.progress import Bounds
from bot.speech.prompt import Image, Line
from bot.speech.voice import Voice
from bot.values.locale import number
from bot.values.text import Text


class Stage(Struct, frozen=True, kw_only=True):
    """What all sessions of one version share."""

    compiled: Compiled
    company: Company
    remaining: Bounds
    sensitive: frozenset[str] = frozenset()
    """Traits of which not saying means preferring not to say."""


class Scene:
    """What a prompt of this session, in this language, is made of."""

    def __init__(self, stage: Stage, session: Session, language: str) -> None:
        self.stage = stage
        self.compiled = stage.compiled
        self.session = session
        self.voice = Voice(language)
        self.words = Words(stage.compiled, language)
        self.known = known_values(stage.compiled, session)

    def text(self, text: Text) -> str:
        """Return an author's text with the answers filled in."""
        return self.words.fill(text.template(self.voice.language), self.known).strip()

    def title(self) -> str:
        """Return the questionnaire's title."""
        return self.voice.fixed(self.compiled.questionnaire.title)

    def ask(self, question: Question) -> Line:
        """Return the question itself."""
        return self.voice.line("ask", self.text(question.ask))

    def image(self, file: str | None, label: str) -> Image | None:
        """Return a picture that the author put beside a question or a choice."""
        return None if file is None else Image(f"{self.compiled.questionnaire.id}/{file}", label)

    def is_sensitive(self, question: Question) -> bool:
        """Tell whether not answering means that the person prefers not to say."""
        return question.sensitive or question.trait in self.stage.sensitive

    def value(self, question: Question, value: Value, other: str | None = None) -> str:
        """Return a value as the person sees it; `other` are their own words, where they chose those."""
        known = {**self.known, f"{question.id}.{OTHER}": other} if other is not None else self.known
        if question.type == "select_multiple" and isinstance(value, tuple):
            # Labels may be whole sentences: they stand beside each other, not inside one.
            return " · ".join(self.words.label(question, (choice,), known) for choice in value)
        written = self.words.label(question, value, known)
        if question.type != "scale":
            return written
        return self.voice.say("of_scale", mark=written, high=number(question.high, self.voice.language))

    def became(self, question: Question, value: Value | None, how: How, other: str | None) -> str:
        """Return what became of a question: its answer, or that it was skipped or refused."""
        if value is None:
            return self.voice.say("refused" if how == "refused" else "skipped")
        return self.value(question, value, other)

    def answer(self, answer: Answer) -> str:
        """Return a live answer as the person sees it."""
        return self.became(self.compiled.question(answer.question), answer.value, answer.how, answer.other)

    def answered(self) -> tuple[Answer, ...]:
        """Return the live answers; notes that were shown are none."""
        return tuple(answer for answer in self.session.answers if answer.how != "shown")
