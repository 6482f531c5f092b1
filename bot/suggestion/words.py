"""The sentences of reasons and trade-offs where the author wrote none, in every language of the house."""

from msgspec import Struct

from bot.values.text import spoken


class ReasonWords(Struct, frozen=True):
    """Patterns with the places that their use fills: `attribute`, `offered`, `wanted`, `said`, `share` and others."""

    said: str
    plain: str
    enough: str
    within: str
    over_budget: str
    over: str
    short: str
    lacks: str
    differs: str
    unwanted: str
    unsaid: str
    adds: str
    gain: str
    gain_over: str
    saves: str
    costs_less: str
    costs_more: str
    costs_times: str


_WORDS = {
    "en": ReasonWords(
        said="Because {said}: {attribute} – {offered}.",
        plain="{attribute}: {offered}.",
        enough="{attribute}: {offered}. You need {wanted}.",
        within="{attribute}: {offered}. Your limit is {wanted}.",
        over_budget="It costs {offered}, {share} over your budget of {wanted}.",
        over="{attribute}: {offered}, {share} above your limit of {wanted}.",
        short="{attribute}: {offered}. You need {wanted}.",
        lacks="{attribute}: without {missing}.",
        differs="{attribute}: {offered}. You asked for {wanted}.",
        unwanted="{attribute}: {unwanted}, which you did not want.",
        unsaid="Our data do not say: {attributes}.",
        adds="Beyond the {name}: {gains}.",
        gain="{attribute} – {value}",
        gain_over="{attribute} – {value} instead of {over}",
        saves="Together with the {name} you save {saving}.",
        costs_less="It costs {share} less than the {name}.",
        costs_more="It costs {share} more than the {name}.",
        costs_times="It costs about {times} times as much as the {name}.",
    ),
    "fa": ReasonWords(
        said="چون {said}: {attribute} – {offered}.",
        plain="{attribute}: {offered}.",
        enough="{attribute}: {offered}. نیاز شما {wanted} است.",
        within="{attribute}: {offered}. سقف شما {wanted} است.",
        over_budget="قیمتش {offered} است؛ {share} بیشتر از بودجهٔ شما که {wanted} است.",
        over="{attribute}: {offered}؛ {share} بیشتر از سقف شما که {wanted} است.",
        short="{attribute}: {offered}. نیاز شما {wanted} است.",
        lacks="{attribute}: بدون {missing}.",
        differs="{attribute}: {offered}. خواستهٔ شما {wanted} بود.",
        unwanted="{attribute}: {unwanted}؛ که نمی‌خواستید.",
        unsaid="در داده‌های ما نیامده است: {attributes}.",
        adds="آنچه بیش از {name} دارد: {gains}.",
        gain="{attribute} – {value}",
        gain_over="{attribute} – {value} به‌جای {over}",
        saves="اگر همراه {name} بگیرید، {saving} صرفه‌جویی می‌کنید.",
        costs_less="{share} ارزان‌تر از {name} است.",
        costs_more="{share} گران‌تر از {name} است.",
        costs_times="قیمتش حدود {times} برابر {name} است.",
    ),
    "ar": ReasonWords(
        said="لأنك ذكرت: {said}. {attribute}: {offered}.",
        plain="{attribute}: {offered}.",
        enough="{attribute}: {offered}. وما تحتاجه هو {wanted}.",
        within="{attribute}: {offered}. والحدّ الذي ذكرته هو {wanted}.",
        over_budget="سعره {offered}، أي أعلى بنسبة {share} من ميزانيتك وهي {wanted}.",
        over="{attribute}: {offered}، أي أعلى بنسبة {share} من الحدّ الذي ذكرته وهو {wanted}.",
        short="{attribute}: {offered}. وما تحتاجه هو {wanted}.",
        lacks="{attribute}: بدون {missing}.",
        differs="{attribute}: {offered}. وقد طلبت {wanted}.",
        unwanted="{attribute}: {unwanted}، وهو ما لا تريده.",
        unsaid="لا تذكر بياناتنا: {attributes}.",
        adds="زيادةً على {name}: {gains}.",
        gain="{attribute} – {value}",
        gain_over="{attribute} – {value} بدلًا من {over}",
        saves="إن أخذته مع {name} وفّرت {saving}.",
        costs_less="أرخص بنسبة {share} من {name}.",
        costs_more="أغلى بنسبة {share} من {name}.",
        costs_times="سعره نحو {times} × سعر {name}.",
    ),
}
LANGUAGES = tuple(_WORDS)


def reason_words(language: str) -> ReasonWords:
    """Return the patterns of a language; English where the house does not speak it."""
    return spoken(_WORDS, language)


class AdviceWords(Struct, frozen=True):
    """Patterns for what could be answered otherwise: `what`, `ask`, `was`, `to`, `said`, `name` as each needs them."""

    instead: str
    answer: str
    without: str
    left_open: str
    or_more: str
    or_less: str
    if_answered: str
    if_said: str
    if_also: str
    nothing_fits: str


_ADVICE = {
    "en": AdviceWords(
        instead="{what}: {to} instead of {was}",
        answer="“{ask}” – {to} instead of {was}",
        without="Without {what}",
        left_open="{what}: left open",
        or_more="{number} or more",
        or_less="{number} or less",
        if_answered="If you answer “{ask}” with {to} instead of {was}, the {name} comes first.",
        if_said="If {said}, the {name} comes first.",
        if_also="If {said} as well, the {name} comes first.",
        nothing_fits="If you answer “{ask}” with {to} instead of {was}, nothing we have fits.",
    ),
    "fa": AdviceWords(
        instead="{what}: {to} به‌جای {was}",
        answer="«{ask}» – {to} به‌جای {was}",
        without="بدون {what}",
        left_open="{what}: بدون شرط",
        or_more="{number} یا بیشتر",
        or_less="{number} یا کمتر",
        if_answered="اگر به «{ask}» به‌جای {was} پاسخ {to} بدهید، {name} پیشنهاد اول می‌شود.",
        if_said="اگر بگویید {said}، {name} پیشنهاد اول می‌شود.",
        if_also="اگر این را هم بگویید که {said}، {name} پیشنهاد اول می‌شود.",
        nothing_fits="اگر به «{ask}» به‌جای {was} پاسخ {to} بدهید، چیزی مناسب نداریم.",
    ),
    "ar": AdviceWords(
        instead="{what}: {to} بدلًا من {was}",
        answer="«{ask}» – {to} بدلًا من {was}",
        without="من دون {what}",
        left_open="{what}: بلا شرط",
        or_more="{number} أو أكثر",
        or_less="{number} أو أقل",
        if_answered="لو أجبت عن «{ask}» بـ {to} بدلًا من {was}، لجاء {name} أولًا.",
        if_said="لو ذكرت: {said}، لجاء {name} أولًا.",
        if_also="لو ذكرت أيضًا: {said}، لجاء {name} أولًا.",
        nothing_fits="لو أجبت عن «{ask}» بـ {to} بدلًا من {was}، لما ناسبك شيء ممّا لدينا.",
    ),
}


def advice_words(language: str) -> AdviceWords:
    """Return the patterns of a language; English where the house does not speak it."""
    return spoken(_ADVICE, language)
