"""The sentences of reasons and trade-offs where the author wrote none, in every language of the house."""

from msgspec import Struct


class ReasonWords(Struct, frozen=True):
    """Patterns with places for `attribute`, `offered`, `wanted`, `said`, `share`, `missing`, `name`, `times`."""

    said: str
    plain: str
    enough: str
    within: str
    over_budget: str
    over: str
    short: str
    lacks: str
    differs: str
    unsaid: str
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
        unsaid="{attribute}: our data do not say.",
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
        unsaid="{attribute}: در داده‌های ما نیامده است.",
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
        unsaid="{attribute}: لا تذكره بياناتنا.",
        costs_less="أرخص بنسبة {share} من {name}.",
        costs_more="أغلى بنسبة {share} من {name}.",
        costs_times="سعره نحو {times} × سعر {name}.",
    ),
}
LANGUAGES = tuple(_WORDS)


def reason_words(language: str) -> ReasonWords:
    """Return the patterns of a language; English where the house does not speak it."""
    return _WORDS.get(language, _WORDS["en"])
