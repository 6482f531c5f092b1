"""The words of the report itself, in every language of the house."""

from msgspec import Struct

from bot.values.text import spoken


class ReportWords(Struct, frozen=True):
    """What stands around an author's text; `{…}` are the places that the composer fills."""

    fits: str
    because: str
    against: str
    in_the_way: str
    fit: str
    tip: str
    note: str
    warning: str
    told: str
    question: str
    answer: str
    of_scale: str
    page: str
    prepared: str
    best: str
    cheaper: str
    step_up: str
    also: str
    closest: str
    partly: str
    accessory: str
    nearest: str
    nothing_against: str
    nothing_fits: str
    next_steps: str
    more: str
    code: str
    copy: str
    map: str


_WORDS = {
    "en": ReportWords(
        fits="What fits",
        because="Why it fits",
        against="What speaks against it",
        in_the_way="What stands in the way",
        fit="Fit",
        tip="Tip",
        note="Note",
        warning="Take care",
        told="What you told us",
        question="Question",
        answer="Your answer",
        of_scale="{mark} of {high}",
        page="Page {page} of {pages}",
        prepared="Prepared for you on {day}",
        best="Best fit",
        cheaper="Costs less",
        step_up="A step up",
        also="Also fits",
        closest="The closest we have",
        partly="Fits in part",
        accessory="Goes with it",
        nearest="Comes close",
        nothing_against="Nothing you told us.",
        nothing_fits="Nothing we have meets everything you cannot do without. "
        "These come closest, each with what stands in the way.",
        next_steps="Your next step",
        more="Find out more",
        code="Your code",
        copy="Copy {code}",
        map="Map",
    ),
    "fa": ReportWords(
        fits="آنچه به کارتان می‌آید",
        because="چرا مناسب شماست",
        against="نقاط ضعف برای شما",
        in_the_way="چه چیزی مانع است",
        fit="تناسب",
        tip="نکته",
        note="توجه",
        warning="هشدار",
        told="آنچه به ما گفتید",
        question="پرسش",
        answer="پاسخ شما",
        of_scale="{mark} از {high}",
        page="صفحهٔ {page} از {pages}",
        prepared="تهیه‌شده برای شما در {day}",
        best="مناسب‌ترین",
        cheaper="ارزان‌تر",
        step_up="یک پله بالاتر",
        also="این هم مناسب است",
        closest="نزدیک‌ترین گزینهٔ ما",
        partly="تا حدی مناسب است",
        accessory="همراه آن",
        nearest="نزدیک به خواستهٔ شما",
        nothing_against="با آنچه گفتید، ضعفی در آن ندیدیم.",
        nothing_fits="هیچ‌یک از محصولات ما همهٔ نیازهای ضروری شما را برآورده نمی‌کند. "
        "این‌ها نزدیک‌ترین‌اند و برای هر کدام نوشته‌ایم چه چیزی مانع است.",
        next_steps="گام بعدی شما",
        more="بیشتر بدانید",
        code="کد شما",
        copy="کپی {code}",
        map="نقشه",
    ),
    "ar": ReportWords(
        fits="ما يناسبك",
        because="لماذا يناسبك",
        against="ما يُؤخذ عليه",
        in_the_way="ما يحول دون ذلك",
        fit="الملاءمة",
        tip="نصيحة",
        note="ملاحظة",
        warning="تنبيه",
        told="ما أخبرتنا به",
        question="السؤال",
        answer="إجابتك",
        of_scale="{mark} من {high}",
        page="صفحة {page} من {pages}",
        prepared="أُعدّ لك في {day}",
        best="الأنسب",
        cheaper="أقلّ كلفة",
        step_up="درجة أعلى",
        also="يناسبك أيضًا",
        closest="أقرب ما لدينا",
        partly="يناسبك جزئيًّا",
        accessory="يُستعمل معه",
        nearest="الأقرب إلى طلبك",
        nothing_against="لا شيء ممّا ذكرته.",
        nothing_fits="لا يوجد لدينا ما يلبّي كل ما لا غنى لك عنه. هذه أقرب الخيارات، ومع كل منها ما يحول دون ذلك.",
        next_steps="خطوتك التالية",
        more="اعرف المزيد",
        code="رمزك",
        copy="نسخ {code}",
        map="الخريطة",
    ),
}
LANGUAGES = tuple(_WORDS)


def report_words(language: str) -> ReportWords:
    """Return the words of a language; English where the house does not speak it."""
    return spoken(_WORDS, language)
