"""A small test bench in three languages: what an author of such a questionnaire would have, as data."""

import re

from bot.questionnaire.catalogue import Attribute, Company, Product, Products, Theme
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import InSegment, OneOf, Picks, Value
from bot.questionnaire.formula import parse
from bot.questionnaire.model import ByRank, Choice, Fact, Limits, Need, Offer, Question, Questionnaire, Segment
from bot.questionnaire.report import (
    AnswersText,
    BarText,
    BlockText,
    CalloutText,
    ChartText,
    ListText,
    ParagraphText,
    ReportText,
    Run,
    Runs,
    SectionText,
    SuggestionsText,
    TableText,
)
from bot.values.text import Part, Placeholder, Template, Text

LANGUAGES = ("en", "fa", "ar")


def template(words: str) -> Template:
    parts: list[Part] = []
    for piece in re.split(r"(\{[^}]*\})", words):
        if piece.startswith("{"):
            name, _, fallback = piece[1:-1].partition("|")
            parts.append(Placeholder(name, fallback or None))
        elif piece:
            parts.append(piece)
    return tuple(parts)


def t(en: str, fa: str | None = None, ar: str | None = None) -> Text:
    by_language = {"en": en, "fa": fa, "ar": ar}
    return Text("en", {language: template(words) for language, words in by_language.items() if words is not None})


def runs(words: str) -> Runs:
    """`**so**` is strong; everything else is plain."""
    return tuple(
        Run(template(piece), "strong" if place % 2 else "plain")
        for place, piece in enumerate(words.split("**"))
        if piece
    )


POWER = t("Power conversion", "الکترونیک قدرت", "تحويل الطاقة")
TEACHING = t("A teaching lab", "آزمایشگاه آموزشی", "مختبر تعليمي")

QUESTIONS = (
    Question(
        id="application",
        type="select_one",
        ask=t("What do you work on most?", "بیشتر روی چه چیزی کار می‌کنید؟", "في أي مجال تعمل أكثر؟"),
        other=True,
        choices=(
            Choice(
                "power",
                POWER,
                t("you work on power conversion", "روی الکترونیک قدرت کار می‌کنید", "تعمل في تحويل الطاقة"),
            ),
            Choice(
                "teaching",
                TEACHING,
                t("you equip a teaching lab", "آزمایشگاه آموزشی تجهیز می‌کنید", "تجهّز مختبرًا تعليميًا"),
            ),
        ),
    ),
    Question(
        id="signal",
        type="decimal",
        unit="MHz",
        ask=t(
            "What is the highest frequency you need to see?",
            "بالاترین بسامدی که باید ببینید چقدر است؟",
            "ما أعلى تردد تحتاج إلى رؤيته؟",
        ),
        said=t(
            "the fastest thing you look at runs at {signal}",
            "تندترین سیگنال شما {signal} است",
            "أسرع إشارة لديك ترددها {signal}",
        ),
    ),
    Question(
        id="buses",
        type="select_multiple",
        ask=t("Which buses do you read?", "کدام گذرگاه‌ها را می‌خوانید؟", "أي نواقل تقرأ؟"),
        choices=(Choice("can", t("CAN FD")), Choice("lin", t("LIN")), Choice("usb", t("USB"))),
    ),
    Question(
        id="floating",
        type="yes_no",
        ask=t(
            "Does your probe float above 600 V?",
            "آیا پراب شما بالاتر از ۶۰۰ ولت شناور است؟",
            "هل يطفو مسبارك فوق ٦٠٠ فولت؟",
        ),
        choices=(
            Choice(
                "yes",
                t("Yes", "بله", "نعم"),
                t("your probe floats above 600 V", "پراب شما بالاتر از ۶۰۰ ولت شناور است", "مسبارك يطفو فوق ٦٠٠ فولت"),
            ),
            Choice("no", t("No", "خیر", "لا")),
        ),
    ),
    Question(
        id="priorities",
        type="rank",
        ask=t("What matters most?", "چه چیزی مهم‌تر است؟", "ما الأهم؟"),
        choices=(
            Choice("quality", t("Accuracy", "دقت", "الدقة")),
            Choice("delivery", t("Delivery time", "زمان تحویل", "موعد التسليم")),
            Choice("price", t("Price", "قیمت", "السعر")),
        ),
    ),
    Question(
        id="budget",
        type="integer",
        unit="USD",
        ask=t("What may it cost?", "چقدر می‌تواند هزینه داشته باشد؟", "كم يمكن أن تكون الكلفة؟"),
    ),
    Question(
        id="deadline",
        type="date",
        ask=t("When do you need it?", "تا کی لازم دارید؟", "متى تحتاج إليه؟"),
    ),
    Question(
        id="remarks",
        type="long_text",
        ask=t("Anything else?", "چیز دیگری هست؟", "هل من شيء آخر؟"),
    ),
    Question(id="email", type="email", purpose="contact", ask=t("Your e-mail?", "ایمیل شما؟", "بريدك؟")),
    Question(id="greeting", type="note", ask=t("Welcome.", "خوش آمدید.", "أهلًا بك.")),
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
            "Because {said.signal}, you need about {needed}. It has {product.bandwidth}.",
            "چون {said.signal}، حدود {needed} لازم دارید. این دستگاه {product.bandwidth} دارد.",
            "بما أن {said.signal}، فأنت بحاجة إلى نحو {needed}. وهذا الجهاز يبلغ {product.bandwidth}.",
        ),
        but=t(
            "It ends at {product.bandwidth}; you need {needed}.",
            "تا {product.bandwidth} می‌رسد؛ نیاز شما {needed} است.",
            "يصل إلى {product.bandwidth} وأنت بحاجة إلى {needed}.",
        ),
    ),
    Need(id="channels", attribute="channels", test="at_least", operand=4.0, weight=2.0),
    Need(
        id="good_for",
        attribute="good_for",
        test="includes",
        operand="application",
        operand_is_name=True,
        weight=1.0,
    ),
    Need(
        id="isolated",
        attribute="isolated",
        test="is",
        operand=True,
        weight=2.0,
        condition=InSegment(("floating_power",)),
    ),
    Need(
        id="price",
        attribute="price",
        test="at_most",
        operand="budget",
        operand_is_name=True,
        weight=ByRank("priorities", "price"),
    ),
)

PRODUCTS = Products(
    attributes=(
        Attribute(
            "kind",
            t("Kind", "نوع", "النوع"),
            "choice",
            choices={
                "instrument": t("Instrument", "دستگاه", "جهاز"),
                "accessory": t("Accessory", "لوازم جانبی", "ملحق"),
            },
        ),
        Attribute("bandwidth", t("Bandwidth", "پهنای باند", "عرض النطاق"), "number", "MHz", 50, 25000),
        Attribute("channels", t("Channels", "کانال‌ها", "القنوات"), "number", None, 1, 8),
        Attribute("price", t("Price", "قیمت", "السعر"), "money", "USD", 0, 100000, "lower"),
        Attribute("isolated", t("Isolated probe", "پراب ایزوله", "مسبار معزول"), "flag"),
        Attribute(
            "good_for",
            t("Good for", "مناسب برای", "مناسب لـ"),
            "set",
            choices={"power": POWER, "teaching": TEACHING},
        ),
    ),
    items=(
        Product(
            "small",
            t("TBS1000C"),
            {"kind": "instrument", "bandwidth": 200.0, "channels": 2.0, "price": 500.0, "good_for": ("teaching",)},
            t("A two-channel oscilloscope for class rooms.", "اسیلوسکوپ دوکاناله برای کلاس.", "راسم ثنائي القنوات."),
        ),
        Product(
            "middle",
            t("3 Series MDO"),
            {"kind": "instrument", "bandwidth": 1000.0, "channels": 4.0, "price": 8000.0, "good_for": ("teaching",)},
            t(
                "An oscilloscope up to 1 GHz with a spectrum analyser of its own.",
                "اسیلوسکوپ تا ۱ گیگاهرتز با تحلیلگر طیف.",
                "راسم ذبذبات حتى ١ غيغاهرتز مع محلل طيف.",
            ),
        ),
        Product(
            "large",
            t("4 Series B MSO"),
            {
                "kind": "instrument",
                "bandwidth": 1500.0,
                "channels": 6.0,
                "price": 14000.0,
                "isolated": True,
                "good_for": ("power", "teaching"),
            },
            t("Four or six channels at 12 bits.", "چهار یا شش کانال ۱۲ بیتی.", "أربع أو ست قنوات بدقة ١٢ بت."),
            goes_with=("probe", "camera"),
        ),
        Product(
            "huge",
            t("6 Series B MSO"),
            {
                "kind": "instrument",
                "bandwidth": 10000.0,
                "channels": 8.0,
                "price": 60000.0,
                "isolated": True,
                "good_for": ("power",),
            },
            t("From 1 to 10 GHz.", "از ۱ تا ۱۰ گیگاهرتز.", "من ١ إلى ١٠ غيغاهرتز."),
        ),
        Product("probe", t("IsoVu TIVP"), {"kind": "accessory", "bandwidth": 1000.0, "price": 20000.0}),
        Product("camera", t("A slow probe"), {"kind": "accessory", "bandwidth": 60.0, "price": 100.0}),
    ),
    notice=t("Illustrative data, not current.", "داده‌ها نمونه است و به‌روز نیست.", "بيانات توضيحية وغير حديثة."),
)

COMPANY = Company(
    name=t("Colloquy Instruments", "ابزار دقیق کالوکوئی", "كولوكوي للأجهزة"),
    languages=LANGUAGES,
    start="bench",
    purposes=(),
    privacy=t("We keep little."),
    contact=t("hello@example.com"),
    theme=Theme(accent="#0B6B6B"),
)


def _blocks(
    sentence: str, header: tuple[str, str], chart: str, bar: str, tip: str, steps: tuple[str, ...]
) -> dict[str, tuple[BlockText, ...]]:
    return {
        "short": (SuggestionsText(short=True),),
        "full": (ParagraphText(runs(sentence)), SuggestionsText()),
        "why": (
            TableText(
                tuple(runs(cell) for cell in header),
                ((runs("{signal}"), runs("1 ×")), (runs("{needed}"), runs("5 ×"))),
            ),
            ChartText(
                template(chart),
                (BarText("needed", template(bar)), BarText("suggestions.bandwidth")),
                "MHz",
            ),
            CalloutText("tip", (runs(tip),)),
            ListText(tuple(runs(step) for step in steps), numbered=True),
        ),
        "never": (ParagraphText(runs("Never shown.")),),
        "empty": (ChartText(template("Nothing to draw"), (BarText("unknown_yet"),)),),
        "answers": (AnswersText(),),
    }


_BY_LANGUAGE = {
    "en": _blocks(
        "**You need about {needed}.** Every reason goes back to something you said.",
        ("Bandwidth", "Compared with your signal"),
        "None of these is too slow for you",
        "What you need",
        "The probe is part of the measurement.",
        ("**Today:** write down the fastest edge.", "**This week:** try the first suggestion.", "Then order."),
    ),
    "fa": _blocks(
        "**حدود {needed} لازم دارید.** هر دلیل به چیزی برمی‌گردد که خودتان گفته‌اید.",
        ("پهنای باند", "در مقایسه با سیگنال شما"),
        "هیچ‌کدام برای شما کند نیست",
        "نیاز شما",
        "پراب بخشی از اندازه‌گیری است. پراب ۲۰۰ مگاهرتزی هر اسیلوسکوپی را ۲۰۰ مگاهرتزی می‌کند.",
        (
            "**امروز:** تندترین لبهٔ برد را یادداشت کنید.",
            "**این هفته:** پیشنهاد نخست را روی برد خودتان آزمایش کنید.",
            "سپس سفارش دهید.",
        ),
    ),
    "ar": _blocks(
        "**تحتاج إلى نحو {needed}.** كل سبب يعود إلى شيء قلته.",
        ("عرض النطاق", "مقارنة بإشارتك"),
        "لا شيء من هذه بطيء عليك",
        "ما تحتاجه",
        "المسبار جزء من القياس. مسبار بعرض ٢٠٠ ميغاهرتز يجعل أي راسم بعرض ٢٠٠ ميغاهرتز.",
        ("**اليوم:** دوّن أسرع حافة على لوحتك.", "**هذا الأسبوع:** جرّب الاقتراح الأول على لوحتك.", "ثم اطلب."),
    ),
}
_TITLES = {
    "short": ("In short", "خلاصه", "باختصار"),
    "full": ("What fits, and what speaks against it", "چه مناسب شماست و چه ضعفی دارد", "ما يناسبك وما يؤخذ عليه"),
    "why": ("Why five times?", "چرا پنج برابر؟", "لماذا خمسة أضعاف؟"),
    "never": ("Teaching", "آموزش", "التعليم"),
    "empty": ("Nothing", "هیچ", "لا شيء"),
    "answers": ("What you told us", "آنچه به ما گفتید", "ما أخبرتنا به"),
}


def _section(name: str) -> SectionText:
    return SectionText(
        name,
        title={language: runs(title) for language, title in zip(LANGUAGES, _TITLES[name], strict=True)},
        blocks={language: blocks[name] for language, blocks in _BY_LANGUAGE.items()},
        show_if=OneOf("application", ("teaching",)) if name == "never" else None,
        in_message=name == "short",
    )


BENCH = Questionnaire(
    id="bench",
    title=t("Plan my test bench"),
    promise=t("A plan."),
    language="en",
    languages=LANGUAGES,
    questions=QUESTIONS,
    facts=(Fact("needed", parse("5 * signal"), "MHz"), Fact("unknown_yet", parse("1 / nothing"))),
    segments=(Segment("floating_power", OneOf("floating", ("yes",))),),
    needs=NEEDS,
    offers=(
        Offer(
            "test_drive",
            t("Borrow it for a week.", "یک هفته امانت بگیرید.", "استعره أسبوعًا."),
            condition=Picks("buses", any_of=("can",)),
            link="https://example.com/try",
        ),
    ),
    suggest={"kind": ("instrument",)},
    limits=Limits(step_up=5),
    report=ReportText(
        {"en": runs("Your measurement plan"), "fa": runs("برنامهٔ اندازه‌گیری شما"), "ar": runs("خطة القياس الخاصة بك")},
        tuple(_section(name) for name in _TITLES),
    ),
)

COMPILED = Compiled(BENCH)

KNOWN: dict[str, Value] = {
    "application": "power",
    "signal": 100.0,
    "buses": ("can", "usb"),
    "floating": "yes",
    "priorities": ("quality", "price", "delivery"),
    "budget": 10000,
    "deadline": "2027-01-31",
    "remarks": r"#emph[x] <b> $x$ \ @ref *s*",
    "email": "reader@example.com",
}

RICH: dict[str, Value] = {**KNOWN, "budget": 40000}
