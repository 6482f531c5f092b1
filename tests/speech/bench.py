"""A questionnaire with every type of question in three languages, its company, and a person who answers."""

from collections.abc import Mapping, Sequence

from bot.conversation.engine import Turn, resume, start
from bot.conversation.inbound import Confirm, Done, GoBack, Inbound, Picked, Said, Skip
from bot.conversation.session import Session, Start
from bot.questionnaire.catalogue import Company, Purpose, TraitKind
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, OneOf
from bot.questionnaire.model import Choice, DateLimit, Question, Questionnaire
from bot.speech.prompt import Prompt, Settled, Toast, Utterance
from bot.speech.speaker import Speaker
from bot.values.text import Placeholder, Text

LANGUAGES = ("en", "fa", "ar")
AT = 1_795_000_000
TODAY = "2026-11-21"


def t(en: str, fa: str | None = None, ar: str | None = None) -> Text:
    by_language = {"en": en, "fa": fa, "ar": ar}
    return Text("en", {language: (words,) for language, words in by_language.items() if words is not None})


POWER = Choice("power", t("Power conversion", "الکترونیک قدرت", "تحويل الطاقة"))
CARS = Choice("cars", t("Cars", "خودرو", "السيارات"))

QUESTIONS = (
    Question(
        id="application",
        type="select_one",
        ask=t("What do you measure most?", "بیشتر چه چیزی اندازه می‌گیرید؟", "ماذا تقيس أكثر؟"),
        why=t("It decides what comes next.", "سؤال‌های بعدی به آن بستگی دارد.", "عليه تتوقف الأسئلة التالية."),
        required=True,
        other=True,
        choices=(POWER, CARS),
    ),
    Question(
        id="signal",
        type="decimal",
        unit="MHz",
        at_least=0.1,
        at_most=70000,
        ask=Text(
            "en",
            {
                "en": ("How fast is ", Placeholder("application"), "?"),
                "fa": ("بسامد ", Placeholder("application"), " چقدر است؟"),
                "ar": ("ما تردد ", Placeholder("application"), "؟"),
            },
        ),
        hint=t("Divide 350 by the rise time.", "۳۵۰ را بر زمان خیز تقسیم کنید.", "اقسم ٣٥٠ على زمن الصعود."),
        ask_if=OneOf("application", ("power", "other")),
    ),
    Question(id="count", type="integer", ask=t("How many?", "چند تا؟", "كم عددها؟"), at_least=1, at_most=8),
    Question(id="tip", type="note", ask=t("Mind the earth.", "مراقب اتصال زمین باشید.", "انتبه إلى التأريض.")),
    Question(
        id="buses",
        type="select_multiple",
        ask=t("Which buses?", "کدام گذرگاه‌ها؟", "أي نواقل؟"),
        other=True,
        at_most=2,
        choices=(
            Choice("can", t("CAN")),
            Choice("lin", t("LIN")),
            Choice("usb", t("USB")),
            Choice("none", t("None", "هیچ‌کدام", "لا شيء"), exclusive=True),
        ),
    ),
    Question(
        id="floats",
        type="yes_no",
        ask=t("Does it float?", "شناور است؟", "هل يطفو؟"),
        choices=(Choice("yes", t("Yes", "بله", "نعم")), Choice("no", t("No", "نه", "لا"))),
        ask_if=OneOf("application", ("power",)),
    ),
    Question(
        id="priorities",
        type="rank",
        ask=t("What matters most?", "چه چیزی مهم‌تر است؟", "ما الأهم؟"),
        choices=(
            Choice("price", t("Price", "قیمت", "السعر")),
            Choice("speed", t("Speed", "سرعت", "السرعة")),
            Choice("care", t("Service", "خدمات", "الخدمة")),
        ),
    ),
    Question(
        id="liking",
        type="scale",
        low=0,
        high=10,
        ask=t("Would you tell a friend?", "به دوستتان می‌گویید؟", "هل تخبر صديقًا؟"),
        low_end=t("never", "هرگز", "أبدًا"),
        high_end=t("at once", "همین حالا", "فورًا"),
    ),
    Question(
        id="day",
        type="date",
        ask=t("When do you need it?", "کی لازمش دارید؟", "متى تحتاجه؟"),
        earliest=DateLimit(),
        latest=DateLimit(days_from_today=365),
    ),
    Question(id="word", type="text", ask=t("In a word?", "در یک کلمه؟", "في كلمة؟"), at_most=20),
    Question(id="story", type="long_text", ask=t("What happened?", "چه شد؟", "ماذا حدث؟")),
    Question(
        id="income",
        type="integer",
        unit="EUR",
        ask=t("What do you earn?", "درآمدتان چقدر است؟", "كم دخلك؟"),
        sensitive=True,
    ),
    Question(id="place", type="location", ask=t("Where?", "کجا؟", "أين؟")),
    Question(id="email", type="email", purpose="contact", trait="email", ask=t("Your e-mail?", "ایمیلتان؟", "بريدك؟")),
    Question(id="phone", type="phone", purpose="contact", ask=t("Your number?", "شماره‌تان؟", "رقمك؟")),
)
QUESTIONNAIRE = Questionnaire(
    id="bench",
    title=t("Plan my bench", "میز آزمون من", "خطّط مختبري"),
    promise=t("A plan for your bench.", "نقشه‌ای برای میز شما.", "خطة لمختبرك."),
    language="en",
    languages=LANGUAGES,
    questions=QUESTIONS,
    consents=("remember",),
)
COMPANY = Company(
    name=t("Example"),
    languages=LANGUAGES,
    start="bench",
    privacy=t(
        "Who we are: Example.\n\nAll yours: /forget deletes.",
        "ما Example هستیم.\n\n/forget پاک می‌کند.",
        "نحن Example.\n\n/forget يحذف.",
    ),
    contact=t("hello@example.com"),
    purposes=(
        Purpose(
            "report",
            t("My report", "گزارش من", "تقريري"),
            t("We write your report.", "گزارش شما را می‌نویسیم.", "نكتب تقريرك."),
            "at_start",
        ),
        Purpose(
            "remember",
            t("Remember me", "مرا به یاد داشته باشید", "تذكّروني"),
            t("We keep your answers.", "پاسخ‌ها را نگه می‌داریم.", "نحفظ إجاباتك."),
            "at_end",
        ),
        Purpose(
            "contact",
            t("Get in touch", "تماس با من", "التواصل معي"),
            t("We may call you.", "می‌توانیم زنگ بزنیم.", "قد نتصل بك."),
            "with_question",
        ),
    ),
)
KINDS = (
    TraitKind("email", t("E-mail", "ایمیل", "البريد")),
    TraitKind("field", t("Field of work", "زمینهٔ کار", "مجال العمل")),
)


class Counting:
    """Bounds that only count the questions from a position on: true, if not tight."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled

    def remaining(
        self, known: Known, position: int, skipped: frozenset[str], consents: Mapping[str, bool], /
    ) -> tuple[int, int]:
        left = least = 0
        for place in range(position, len(self.compiled.questions)):
            question, condition = self.compiled.questions[place], self.compiled.asks[place]
            if (
                not question.waits
                or question.id in known
                or question.id in skipped
                or consents.get(question.purpose) is False
            ):
                continue
            holds = True if condition is None else condition(known)
            left += holds is not False
            least += holds is True
        return least, left


class Person:
    """Goes through a session and keeps what was said in the last turn."""

    def __init__(self, *questions: str, language: str = "en", only: str | None = None) -> None:
        chosen = tuple(question for question in QUESTIONS if not questions or question.id in questions)
        self.compiled = Compiled(
            Questionnaire(
                id="bench",
                title=QUESTIONNAIRE.title,
                promise=QUESTIONNAIRE.promise,
                language="en",
                languages=LANGUAGES,
                questions=chosen,
                consents=("remember",),
            ),
            "v1",
        )
        self.language = language
        self.speaker = Speaker(self.compiled, COMPANY, KINDS, Counting(self.compiled))
        begin = Start(known={"today": TODAY}, consents={"report": True}, only=only)
        self.says: tuple[Utterance, ...] = ()
        self.before: Prompt | None = None
        """The last prompt of the turn before."""
        self.session = self._take(start(self.compiled, begin, session_id="s1", at=AT), pressed=True)

    def _take(self, turn: Turn, *, pressed: bool, in_place: bool = False) -> Session:
        self.before = next((said for said in reversed(self.says) if isinstance(said, Prompt)), self.before)
        self.says = self.speaker.turn(turn.session, turn.events, self.language, pressed=pressed, in_place=in_place)
        return turn.session

    def does(self, inbound: Inbound, *, pressed: bool) -> Sequence[Utterance]:
        self.session = self._take(
            resume(self.compiled, self.session, inbound, at=AT), pressed=pressed, in_place=pressed
        )
        return self.says

    def types(self, text: str) -> Sequence[Utterance]:
        return self.does(Said(text), pressed=False)

    def picks(self, *choices: str) -> Sequence[Utterance]:
        for choice in choices:
            self.does(Picked(choice), pressed=True)
        return self.says

    def done(self) -> Sequence[Utterance]:
        return self.does(Done(), pressed=True)

    def skips(self, *, refuse: bool = False) -> Sequence[Utterance]:
        return self.does(Skip(refuse), pressed=True)

    def goes_back(self, *, pressed: bool = True) -> Sequence[Utterance]:
        return self.does(GoBack(), pressed=pressed)

    def confirms(self, *, yes: bool) -> Sequence[Utterance]:
        return self.does(Confirm(yes), pressed=True)

    @property
    def prompt(self) -> Prompt:
        """The last prompt of the last turn."""
        return [said for said in self.says if isinstance(said, Prompt)][-1]

    @property
    def settled(self) -> Settled:
        return next(said for said in self.says if isinstance(said, Settled))

    @property
    def toast(self) -> str:
        (said,) = self.says
        assert isinstance(said, Toast)
        return said.text


def words(prompt: Prompt, *roles: str) -> list[str]:
    """The texts of a prompt's lines, of these roles or all."""
    return [line.text for line in prompt.lines if not roles or line.role in roles]


def labels(prompt: Prompt) -> list[str]:
    return [press.label for press in prompt.choices]


def acts(prompt: Prompt) -> list[str]:
    return [press.act for press in prompt.controls]
