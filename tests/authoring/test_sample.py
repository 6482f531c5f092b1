"""The sample, read: exactly this is what an author's files mean."""

from bot.authoring.load import load
from bot.questionnaire.catalogue import Attribute, Company, Product, Products, Purpose, Theme, TraitKind
from bot.questionnaire.condition import All, Answered, InRange, InSegment, OneOf, Range
from bot.questionnaire.formula import Apply, Name, Number
from bot.questionnaire.model import (
    YES_OR_NO,
    Budget,
    ByRank,
    Choice,
    DateLimit,
    Fact,
    Need,
    Offer,
    Question,
    Questionnaire,
    Segment,
)
from bot.questionnaire.report import (
    AnswersText,
    BarText,
    CalloutText,
    ChartText,
    ListText,
    ParagraphText,
    ReportText,
    Run,
    SectionText,
    SuggestionsText,
    TableText,
)
from bot.questionnaire.version import canonical, restored
from bot.values.text import Placeholder, Template, Text
from tests.authoring.samples import SAMPLE

POWER = OneOf("application", ("power",))
FLOATING = InSegment(("floating",))


def t(en: str | Template, fa: str | Template | None = None) -> Text:
    templates = {"en": en} if fa is None else {"en": en, "fa": fa}
    return Text("en", {language: (said,) if isinstance(said, str) else said for language, said in templates.items()})


def test_the_company_is_read():
    assert load(SAMPLE).company == Company(
        name=t("Acme Instruments"),
        languages=("en", "fa"),
        start="bench",
        purposes=(
            Purpose(
                "report",
                t("My report", "گزارش من"),
                t("We use your answers to write your report.", "با پاسخ‌های شما گزارش شما را می‌نویسیم."),
                "at_start",
            ),
            Purpose(
                "contact",
                t("A person may call", "کسی زنگ بزند"),
                t("A person may call you about what you said.", "کسی می‌تواند به شما زنگ بزند."),
                "with_question",
            ),
            Purpose(
                "remember",
                t("Remember me", "به خاطر بسپارید"),
                t("We keep your answers for the next time.", "پاسخ‌ها را برای بار بعد نگه می‌داریم."),
            ),
            Purpose(
                "crm",
                t("Our sales team", "تیم فروش"),
                t("We may copy your answers for our sales team.", "پاسخ‌ها را به تیم فروش می‌دهیم."),
                "at_end",
            ),
        ),
        privacy=t("We keep your answers.\nYou can see them at any time.", "پاسخ‌های شما را نگه می‌داریم."),
        contact=t("hello@example.com"),
        theme=Theme(accent="#0b6b6b"),
    )


def test_the_traits_are_read():
    assert load(SAMPLE).traits == {
        "application": TraitKind("application", t("Field of work", "زمینهٔ کار"), fresh_for=365),
        "phone": TraitKind("phone", t("Phone number", "شمارهٔ تلفن"), sensitive=True),
    }


def test_the_products_are_read():
    assert load(SAMPLE).products == Products(
        attributes=(
            Attribute(
                "kind",
                t("Kind", "نوع"),
                "choice",
                choices={"instrument": t("Instrument", "دستگاه"), "accessory": t("Accessory", "لوازم")},
            ),
            Attribute(
                "good_for",
                t("Good for", "مناسب برای"),
                "set",
                choices={"power": t("power work", "الکترونیک قدرت"), "teaching": t("teaching", "آموزش")},
            ),
            Attribute("bandwidth", t("Bandwidth", "پهنای باند"), "number", "MHz", 50, 25000),
            Attribute("price", t("Price", "قیمت"), "money", "EUR", 0, 100000, "lower"),
            Attribute("isolated_probe", t("Isolated probe", "پراب ایزوله"), "flag"),
        ),
        items=(
            Product(
                "mso5",
                t("5 Series"),
                {
                    "kind": "instrument",
                    "price": 20000,
                    "bandwidth": 2000,
                    "good_for": ("power",),
                    "isolated_probe": True,
                },
                t("Eight channels.", "هشت کانال."),
                ("probe",),
                "https://example.com/mso5",
            ),
            Product("probe", t("Probe"), {"kind": "accessory", "price": 900}),
        ),
        notice=t("Illustrative data.", "داده‌ها نمونه‌اند."),
    )


QUESTIONS = (
    Question(
        id="application",
        type="select_one",
        ask=t("What do you measure most?", "بیشتر چه می‌سنجید؟"),
        why=t("It decides what comes next.", "تعیین می‌کند بعد چه بپرسیم."),
        required=True,
        trait="application",
        fresh_for=365,
        choices=(
            Choice(
                "power",
                t("Power conversion", "الکترونیک قدرت"),
                t("you work on power conversion", "روی الکترونیک قدرت کار می‌کنید"),
                0.6,
            ),
            Choice(
                "teaching",
                t("A teaching lab", "آزمایشگاه آموزشی"),
                t("you equip a teaching lab", "آزمایشگاه آموزشی راه می‌اندازید"),
                0.4,
            ),
        ),
    ),
    Question(
        id="signal",
        type="decimal",
        ask=t("What is the highest frequency?", "بالاترین فرکانس چقدر است؟"),
        unit="MHz",
        at_least=0.1,
        at_most=400.0,
        example=t("100"),
        said=t(
            ("your board reaches ", Placeholder("signal")),
            ("بردتان به ", Placeholder("signal"), " می‌رسد"),
        ),
        ask_if=POWER,
    ),
    Question(
        id="isolation",
        type="yes_no",
        ask=t(
            ("Does your probe float, at ", Placeholder("signal", "that speed"), "?"),
            ("پراب شما در ", Placeholder("signal", "آن فرکانس"), " شناور است؟"),
        ),
        choices=YES_OR_NO,
        ask_if=All((POWER, InRange("signal", Range(at_least=20)))),
    ),
    Question(
        id="caution",
        type="note",
        ask=t("Never lift the protective earth.", "زمین حفاظتی را قطع نکنید."),
        ask_if=OneOf("isolation", ("yes",)),
    ),
    Question(
        id="buses",
        type="select_multiple",
        ask=t("Which buses do you decode?", "کدام باس‌ها؟"),
        other=True,
        at_most=2,
        choices=(
            Choice("can", t("CAN", "کن")),
            Choice("lin", t("LIN", "لین")),
            Choice("none", t("None of them", "هیچ‌کدام"), exclusive=True),
        ),
    ),
    Question(id="channels", type="integer", ask=t("How many channels?", "چند کانال؟"), at_least=1, at_most=8),
    Question(
        id="priorities",
        type="rank",
        ask=t("What matters most? Tap in order.", "چه مهم‌تر است؟"),
        choices=(Choice("price", t("Price", "قیمت")), Choice("service", t("Service", "خدمات"))),
    ),
    Question(
        id="needed_by",
        type="date",
        ask=t("When do you need it?", "کی لازم دارید؟"),
        earliest=DateLimit(days_from_today=-7),
        latest=DateLimit(days_from_today=90),
    ),
    Question(
        id="liking",
        type="scale",
        ask=t("Do you like our list?", "فهرست ما را می‌پسندید؟"),
        low=1,
        high=5,
        low_end=t("Not at all", "هیچ"),
        high_end=t("Very much", "خیلی"),
    ),
    Question(
        id="phone",
        type="phone",
        ask=t("Where may a person call you?", "کجا زنگ بزنیم؟"),
        why=t("A person can answer what we cannot.", "آدم چیزهایی می‌داند که ما نمی‌دانیم."),
        trait="phone",
        purpose="contact",
        sensitive=True,
    ),
)

NEEDS = (
    Need(
        id="bandwidth",
        attribute="bandwidth",
        test="at_least",
        operand="needed",
        operand_is_name=True,
        must=True,
        because=t(
            ("Because ", Placeholder("said.signal"), ": it reaches ", Placeholder("product.bandwidth"), "."),
            ("چون ", Placeholder("said.signal"), ": تا ", Placeholder("product.bandwidth"), " می‌رسد."),
        ),
        but=t(
            ("It ends at ", Placeholder("product.bandwidth"), ", and you need ", Placeholder("needed"), "."),
            ("تا ", Placeholder("product.bandwidth"), " می‌رسد و شما ", Placeholder("needed"), " لازم دارید."),
        ),
    ),
    Need(id="good_for", attribute="good_for", test="includes", operand="application", operand_is_name=True, weight=2),
    Need(
        id="isolated_probe",
        attribute="isolated_probe",
        test="is",
        operand=True,
        weight=3,
        condition=FLOATING,
        because=t("Your probe floats.", "پراب شما شناور است."),
    ),
    Need(id="price", attribute="price", test="at_most", operand=30000, weight=ByRank("priorities", "price")),
)


def plain(*parts: str | Placeholder) -> Run:
    return Run(parts)


OVERVIEW = SectionText(
    "overview",
    {"en": (plain("In short"),), "fa": (plain("خلاصه"),)},
    {
        "en": (
            ParagraphText(
                (
                    plain("You said that "),
                    Run((Placeholder("said.application"),), "strong"),
                    plain(". Your name for the buses is ", Placeholder("buses", "not known"), "."),
                )
            ),
            ParagraphText(
                (
                    plain(
                        "You asked for ",
                        Placeholder("channels", "some"),
                        " channels by ",
                        Placeholder("needed_by", "any day"),
                        ", and gave our list ",
                        Placeholder("liking", "no mark"),
                        ".",
                    ),
                )
            ),
            SuggestionsText(short=True),
        ),
        "fa": (
            ParagraphText(
                (
                    plain("گفتید که "),
                    Run((Placeholder("said.application"),), "strong"),
                    plain(". باس‌های شما: ", Placeholder("buses", "نامعلوم"), "."),
                )
            ),
            ParagraphText(
                (
                    plain(
                        Placeholder("channels", "چند"),
                        " کانال خواستید تا ",
                        Placeholder("needed_by", "هر روز"),
                        "، و به فهرست ",
                        Placeholder("liking", "هیچ"),
                        " دادید.",
                    ),
                )
            ),
            SuggestionsText(short=True),
        ),
    },
    in_message=True,
)

NUMBER = SectionText(
    "number",
    {"en": (plain("Your number: ", Placeholder("needed")),), "fa": (plain("عدد شما: ", Placeholder("needed")),)},
    {
        "en": (
            ListText(
                (
                    (
                        plain("Five times "),
                        Run((Placeholder("signal"),), "emphasis"),
                        plain(" is ", Placeholder("needed"), "."),
                    ),
                    (plain("See the "), Run(("guide",), link="https://example.com/guide"), plain(".")),
                )
            ),
            TableText(
                ((plain("What"),), (plain("How much"),)),
                (((plain("You need"),), (plain(Placeholder("needed", "unknown")),)),),
            ),
            ChartText(
                ("What you need, and what each one has",),
                (
                    BarText("needed", ("What you need",)),
                    BarText(1000.0, ("A limit",)),
                    BarText("suggestions.bandwidth"),
                ),
                "MHz",
            ),
            CalloutText("tip", ((plain("Use the "), Run(("shortest",), "code"), plain(" lead.")),)),
        ),
        "fa": (ParagraphText((plain("پنج برابر ", Placeholder("signal"), " می‌شود ", Placeholder("needed"), "."),)),),
    },
    show_if=All((Answered(("signal",)), POWER)),
)

ANSWERS = SectionText(
    "answers",
    {"en": (plain("What you told us"),), "fa": (plain("آنچه گفتید"),)},
    {"en": (AnswersText(),), "fa": (AnswersText(),)},
)


def test_the_questionnaire_is_read():
    found = load(SAMPLE)
    assert found.problems == ()
    assert found.questionnaires["bench"] == Questionnaire(
        id="bench",
        title=t("Plan my bench", "برنامهٔ میز من"),
        promise=t("A plan for your bench.", "برنامه‌ای برای میز شما."),
        language="en",
        languages=("en", "fa"),
        questions=QUESTIONS,
        budget=Budget(8, 9),
        facts=(Fact("needed", Apply("*", (Number(5), Name("signal", 4))), "MHz"),),
        segments=(
            Segment("floating", All((POWER, OneOf("isolation", ("yes",)))), t("Floating loads", "بارهای شناور")),
        ),
        needs=NEEDS,
        offers=(
            Offer(
                "test_drive", t("Borrow it for a week.", "یک هفته امانت بگیرید."), FLOATING, "https://example.com/try"
            ),
        ),
        suggest={"kind": ("instrument",)},
        report=ReportText({"en": (plain("Your plan"),), "fa": (plain("برنامهٔ شما"),)}, (OVERVIEW, NUMBER, ANSWERS)),
        consents=("crm",),
    )


def test_what_is_read_survives_being_published():
    questionnaire = load(SAMPLE).questionnaires["bench"]
    assert restored(canonical(questionnaire)) == questionnaire
