"""The pages' own words: what only a page says; everything of the conversation itself is said by speech."""

from msgspec import Struct

from bot.values.locale import isolate
from bot.values.text import spoken


class WebWords(Struct, frozen=True, kw_only=True):
    """The pages' words in one language; places in braces are filled by `format`."""

    send: str
    edit: str
    edit_of: str
    """What a screen reader hears of `edit`."""
    earlier: str
    drop: str
    later: str
    so_far: str
    languages: str
    menu: str
    skip_link: str
    progress: str
    close: str
    own_words: str
    alone: str
    """A choice that excludes all others was ticked beside others."""
    restart: str
    whole_report: str
    download: str
    share_report: str
    shared: str
    copy: str
    copied: str
    unshare: str
    fits: str
    fits_not: str
    elsewhere: str
    elsewhere_hint: str
    telegram: str
    resume: str
    resume_hint: str
    resume_other: str
    resume_yes: str
    resume_no: str
    expired: str
    expired_hint: str
    return_home: str
    missing: str
    missing_hint: str
    stale: str
    stale_hint: str
    fast: str
    fast_hint: str
    large: str
    large_hint: str
    broken: str
    broken_hint: str
    busy: str
    busy_hint: str
    onward: str
    offline: str
    contents: str
    private: str
    """The promise under every private page."""


_EN = WebWords(
    send="Go on",
    edit="Change",
    edit_of="Change the answer to: {question}",
    earlier="Earlier answers ({count})",
    drop="Delete",
    later="Answered further on ({count})",
    so_far="Your answers so far",
    languages="Language",
    menu="More",
    skip_link="Skip to the content",
    progress="How far you are",
    close="Close",
    own_words="Your own words",
    alone="“{choice}” goes with nothing else. Please look at your choice once more.",
    restart="Start over",
    whole_report="Read the whole report",
    download="Download as PDF",
    share_report="Pass the report on",
    shared="This link shows the report to whoever has it, until {day}. How to reach you is not in it.",
    copy="Copy the link",
    copied="Copied",
    unshare="Make all links to it stop working",
    fits="Fits",
    fits_not="Does not fit",
    elsewhere="Go on on another device",
    elsewhere_hint="Open this link there. It works until {day}. Whoever has it can see and change your answers, so keep it to yourself.",
    telegram="Go on in Telegram",
    resume="Go on here?",
    resume_hint="This link leads to a conversation that was begun elsewhere. Go on only if it is your own.",
    resume_other="A conversation of your own is open in this browser already. If you go on, this browser leaves it.",
    resume_yes="Yes, it is mine",
    resume_no="No, thank you",
    expired="This link no longer works",
    expired_hint="Links like this one are good for some time only, or until their owner takes them back.",
    return_home="Back to the conversation",
    missing="There is nothing here",
    missing_hint="Perhaps the address was cut off on its way. This is where everything begins:",
    stale="This page had grown old",
    stale_hint="Nothing was changed. Please look at the page as it is now and choose again.",
    fast="That was very fast",
    fast_hint="Nothing was lost. Please wait a moment and try again.",
    large="That is more than fits here",
    large_hint="Nothing was changed. Please go back and say it in fewer words.",
    broken="Something went wrong on our side",
    broken_hint="It is not your fault, and what you answered before is kept. Please try again in a moment.",
    busy="One moment, please",
    busy_hint="We cannot reach our own notes right now. What you answered before is kept. Please try again in a moment.",
    onward="Go on",
    offline="There is no connection right now. Nothing is lost: try again when it is back.",
    contents="In this report",
    private="Your answers are encrypted where they are kept. This site sets a single cookie, and only to know you again.",
)
_FA = WebWords(
    send="ادامه",
    edit="تغییر",
    edit_of="تغییر پاسخ به: {question}",
    earlier="پاسخ‌های پیش‌تر ({count})",
    drop="پاک کردن",
    later="پاسخ‌های جلوتر ({count})",
    so_far="پاسخ‌های شما تا اینجا",
    languages="زبان",
    menu="بیشتر",
    skip_link="رفتن به محتوا",
    progress="تا کجا آمده‌اید",
    close="بستن",
    own_words="به زبان خودتان",
    alone="«{choice}» با هیچ گزینهٔ دیگری جمع نمی‌شود. لطفاً یک بار دیگر به انتخابتان نگاه کنید.",
    restart="شروع از اول",
    whole_report="خواندن کامل گزارش",
    download="دریافت PDF",
    share_report="فرستادن گزارش برای دیگران",
    shared="هر کس این پیوند را داشته باشد، تا {day} گزارش را می‌بیند. راه تماس با شما در آن نیست.",
    copy="کپی پیوند",
    copied="کپی شد",
    unshare="از کار انداختن همهٔ پیوندهای گزارش",
    fits="مناسب است",
    fits_not="مناسب نیست",
    elsewhere="ادامه روی دستگاه دیگر",
    elsewhere_hint="این پیوند را آنجا باز کنید؛ تا {day} کار می‌کند. هر کس آن را داشته باشد پاسخ‌هایتان را می‌بیند و می‌تواند تغییر دهد، پس پیش خودتان بماند.",
    telegram="ادامه در تلگرام",
    resume="همین‌جا ادامه می‌دهید؟",
    resume_hint="این پیوند به گفت‌وگویی می‌رسد که جای دیگری شروع شده است. فقط اگر مال خودتان است ادامه دهید.",
    resume_other="در این مرورگر از پیش گفت‌وگویی از خودتان باز است. اگر ادامه دهید، این مرورگر آن را رها می‌کند.",
    resume_yes="بله، مال خودم است",
    resume_no="نه، ممنون",
    expired="این پیوند دیگر کار نمی‌کند",
    expired_hint="چنین پیوندی فقط مدتی کار می‌کند، یا تا وقتی که صاحبش آن را پس بگیرد.",
    return_home="برگشت به گفت‌وگو",
    missing="اینجا چیزی نیست",
    missing_hint="شاید بخشی از نشانی در راه افتاده باشد. همه‌چیز از اینجا شروع می‌شود:",
    stale="این صفحه کهنه شده بود",
    stale_hint="چیزی تغییر نکرد. لطفاً صفحه را همان‌طور که حالا هست ببینید و دوباره انتخاب کنید.",
    fast="خیلی سریع بود",
    fast_hint="چیزی از دست نرفته است. لطفاً لحظه‌ای صبر کنید و دوباره امتحان کنید.",
    large="این بیشتر از گنجایش اینجاست",
    large_hint="چیزی تغییر نکرد. لطفاً برگردید و کوتاه‌تر بگویید.",
    broken="از سمت ما ایرادی پیش آمد",
    broken_hint="تقصیر شما نیست و پاسخ‌های پیشینتان محفوظ است. لطفاً لحظه‌ای دیگر دوباره امتحان کنید.",
    busy="یک لحظه، لطفاً",
    busy_hint="الان به یادداشت‌های خودمان دسترسی نداریم. پاسخ‌های پیشینتان محفوظ است. لطفاً لحظه‌ای دیگر دوباره امتحان کنید.",
    onward="ادامه",
    offline="الان ارتباط برقرار نیست. چیزی از دست نرفته: وقتی برگشت دوباره امتحان کنید.",
    contents="در این گزارش",
    private="پاسخ‌های شما رمزنگاری‌شده نگه داشته می‌شوند. این صفحه فقط یک کوکی می‌گذارد، فقط برای اینکه شما را بازشناسد.",
)
_AR = WebWords(
    send="متابعة",
    edit="تغيير",
    edit_of="تغيير إجابة السؤال: {question}",
    earlier="إجابات سابقة ({count})",
    drop="حذف",
    later="إجابات لاحقة ({count})",
    so_far="إجاباتك حتى الآن",
    languages="اللغة",
    menu="المزيد",
    skip_link="الانتقال إلى المحتوى",
    progress="إلى أين وصلت",
    close="إغلاق",
    own_words="بكلماتك",
    alone="«{choice}» لا يجتمع مع خيار آخر. الرجاء إلقاء نظرة أخرى على ما اخترته.",
    restart="البدء من جديد",
    whole_report="قراءة التقرير كاملًا",
    download="تنزيل بصيغة PDF",
    share_report="مشاركة التقرير",
    shared="يعرض هذا الرابط التقرير لكل من يملكه حتى {day}. ولا يتضمّن وسيلة للتواصل معك.",
    copy="نسخ الرابط",
    copied="تمّ النسخ",
    unshare="إيقاف كل روابط التقرير",
    fits="يناسبني",
    fits_not="لا يناسبني",
    elsewhere="المتابعة على جهاز آخر",
    elsewhere_hint="افتح هذا الرابط هناك، وهو يعمل حتى {day}. من يملكه يرى إجاباتك ويستطيع تغييرها، فاحتفظ به لنفسك.",
    telegram="المتابعة في تيليغرام",
    resume="هل تتابع هنا؟",
    resume_hint="يقود هذا الرابط إلى محادثة بدأت في مكان آخر. تابع فقط إن كانت محادثتك.",
    resume_other="في هذا المتصفّح محادثة مفتوحة لك من قبل. إن تابعت فسيتركها هذا المتصفّح.",
    resume_yes="نعم، هي محادثتي",
    resume_no="لا، شكرًا",
    expired="لم يعد هذا الرابط يعمل",
    expired_hint="روابط كهذه تعمل مدة محدودة، أو إلى أن يوقفها صاحبها.",
    return_home="العودة إلى المحادثة",
    missing="لا شيء هنا",
    missing_hint="ربما سقط جزء من العنوان في الطريق. كل شيء يبدأ من هنا:",
    stale="هذه الصفحة أصبحت قديمة",
    stale_hint="لم يتغيّر شيء. الرجاء النظر إلى الصفحة كما هي الآن ثم الاختيار من جديد.",
    fast="كان ذلك سريعًا جدًا",
    fast_hint="لم يضِع شيء. الرجاء الانتظار لحظة ثم المحاولة من جديد.",
    large="هذا أكثر مما يتّسع له المكان",
    large_hint="لم يتغيّر شيء. الرجاء الرجوع وقول ذلك بكلمات أقل.",
    broken="حدث خلل من جهتنا",
    broken_hint="ليس الذنب ذنبك، وإجاباتك السابقة محفوظة. الرجاء المحاولة من جديد بعد لحظة.",
    busy="لحظة من فضلك",
    busy_hint="لا نستطيع الوصول إلى سجلّاتنا الآن. إجاباتك السابقة محفوظة. الرجاء المحاولة من جديد بعد لحظة.",
    onward="متابعة",
    offline="لا اتصال الآن. لم يضِع شيء: حاول من جديد حين يعود.",
    contents="في هذا التقرير",
    private="تُحفظ إجاباتك مشفّرة. وتضع هذه الصفحة ملف ارتباط واحدًا فقط، كي تتعرّف عليك.",
)
_WORDS = {"en": _EN, "fa": _FA, "ar": _AR}


def web_words(language: str) -> WebWords:
    """Return the pages' words in a language; in English where there are none."""
    return spoken(_WORDS, language)


def filled(template: str, language: str, **names: str) -> str:
    """Return a word of the pages with its places filled; what is foreign in them disturbs no sentence."""
    return template.format_map({name: isolate(value, language) for name, value in names.items()})
