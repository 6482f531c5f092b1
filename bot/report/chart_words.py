"""The words on charts, in every language of the house."""

from msgspec import Struct

from bot.values.text import spoken


class ChartWords(Struct, frozen=True):
    """What stands on charts and around them; `{…}` are the places that the charts fill."""

    bars: str
    radar: str
    rim: str
    wish: str
    weakest: str
    unsaid: str
    all_met: str
    scatter: str
    dots: str
    others: str
    limit: str
    product: str
    fit: str
    numbers: str


_WORDS = {
    "en": ChartWords(
        bars="Bar chart: {title}. {bars}.",
        radar="Radar chart: {title}. {shapes}",
        rim="The rim means fully met. What counts most for you is at the top; the rest follows clockwise.",
        wish="What you want",
        weakest="Weakest: {wish}, {share} met",
        unsaid="Meets all that our data say; not known: {wishes}",
        all_met="Meets all of it",
        scatter="Dot chart: {title}. {dots}.",
        dots="Every dot meets what you cannot do without. The higher it is, the better it fits.",
        others="Others that could be had: {count}.",
        limit="Your limit: {amount}",
        product="Product",
        fit="Fit",
        numbers="In numbers",
    ),
    "fa": ChartWords(
        bars="نمودار میله‌ای: {title}. {bars}.",
        radar="نمودار راداری: {title}. {shapes}",
        rim="لبهٔ بیرونی یعنی کاملاً برآورده شده. آنچه برایتان مهم‌تر است بالا آمده و بقیه "
        "خلاف جهت عقربه‌های ساعت به ترتیب اهمیت.",
        wish="خواستهٔ شما",
        weakest="ضعیف‌ترین: {wish}، {share} برآورده",
        unsaid="هر چه در داده‌های ما آمده برآورده است؛ نامعلوم: {wishes}",
        all_met="همه را برآورده می‌کند",
        scatter="نمودار نقطه‌ای: {title}. {dots}.",
        dots="هر نقطه نیازهای ضروری شما را برآورده می‌کند؛ هر چه بالاتر باشد، مناسب‌تر است.",
        others="گزینه‌های دیگر: {count}.",
        limit="سقف شما: {amount}",
        product="محصول",
        fit="تناسب",
        numbers="به عدد",
    ),
    "ar": ChartWords(
        bars="مخطط أعمدة: {title}. {bars}.",
        radar="مخطط راداري: {title}. {shapes}",
        rim="الحافة الخارجية تعني أنّ الطلب مُلبّى تمامًا. الأهمّ عندك في الأعلى، والبقية تليه "
        "بترتيب الأهمية عكس اتجاه عقارب الساعة.",
        wish="ما تطلبه",
        weakest="الأضعف: {wish}، مُلبّى بنسبة {share}",
        unsaid="يلبّي كل ما تذكره بياناتنا؛ غير معروف: {wishes}",
        all_met="يلبّي كل ذلك",
        scatter="مخطط نقطي: {title}. {dots}.",
        dots="كل نقطة تلبّي ما لا غنى لك عنه، وكلّما ارتفعت كانت أنسب.",
        others="خيارات أخرى متاحة: {count}.",
        limit="الحدّ الذي ذكرته: {amount}",
        product="المنتج",
        fit="الملاءمة",
        numbers="بالأرقام",
    ),
}
LANGUAGES = tuple(_WORDS)


def chart_words(language: str) -> ChartWords:
    """Return the words of a language; English where the house does not speak it."""
    return spoken(_WORDS, language)
