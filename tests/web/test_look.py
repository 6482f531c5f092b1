"""How the pages look, against pictures that were looked at: `--update` takes them anew, to be looked at again.

Letters are drawn a little differently by each release of a browser. So pictures are compared as if seen from far: what
is where, how large and how dark, and not the edges of letters.
"""

from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.async_api import Browser, expect

from tests.web.browsing import DESK, PHONE, sitting

pytestmark = pytest.mark.asyncio(loop_scope="session")
GOLDEN = Path(__file__).parent / "golden"
FAR = 8
"""How many dots count as one."""
ANYWHERE, OVERALL = 45.0, 1.2
"""How much a dot may differ, and all of them on average, of 255."""
COLOURS = 48
Scheme = Literal["light", "dark"]


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return how much two pictures differ where they differ most, and on average, seen from far."""
    if one.size != other.size:
        return 255.0, 255.0
    far = [picture.convert("RGB").reduce(FAR).filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
    apart = ImageStat.Stat(ImageChops.difference(*far).convert("L"))
    return float(apart.extrema[0][1]), apart.mean[0]


def looks_like(name: str, png: bytes, *, update: bool) -> None:
    """Compare with the picture of this name."""
    path, seen = GOLDEN / f"{name}.png", Image.open(BytesIO(png)).convert("RGB")
    if update:
        GOLDEN.mkdir(exist_ok=True)
        seen.quantize(COLOURS).save(path, optimize=True)
        return
    anywhere, overall = difference(Image.open(path), seen)
    assert (anywhere <= ANYWHERE, overall <= OVERALL) == (True, True), f"{name}: {anywhere:.1f}, {overall:.2f}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fa", "ar"])
async def test_the_pages_look_as_they_were_approved(
    browser: Browser, site: str, language: str, scheme: Scheme, pytestconfig: pytest.Config
):
    update = bool(pytestconfig.getoption("--update"))
    async with sitting(browser, site, language, viewport=PHONE, color_scheme=scheme) as ann:

        async def shoot(name: str) -> None:
            await ann.page.mouse.move(0, 0)
            await ann.page.evaluate("document.fonts.ready.then(() => document.activeElement.blur())")
            looks_like(f"{name}-{language}-{scheme}", await ann.page.screenshot(), update=update)

        await ann.open("/c/garden")
        await shoot("greeting")
        await ann.starts()
        await ann.until("tools")
        await ann.form.locator("[value='pick:1']").check()
        await shoot("ticks")
        await ann.until("size")
        await ann.types("?")
        await shoot("misfit")
        await ann.finishes()
        await shoot("end")
        await ann.page.locator(".reward .button.primary").click()
        await expect(ann.page.locator(".report")).to_be_visible()
        await ann.page.set_viewport_size(DESK)  # type: ignore[arg-type]
        await shoot("report")


# The comparison itself -----------------------------------------------------------------------------------------


def picture(**shift: Any) -> Image.Image:
    """Return the picture of a page, perhaps moved or softened."""
    page = Image.open(GOLDEN / "ticks-en-light.png").convert("RGB")
    page = page.filter(ImageFilter.GaussianBlur(shift.get("soft", 0)))
    return ImageChops.offset(page, 0, shift.get("down", 0))


async def test_softer_letters_are_not_noticed():
    anywhere, overall = difference(picture(), picture(soft=0.8))
    assert anywhere < ANYWHERE / 2
    assert overall < OVERALL / 2


async def test_what_moved_is_noticed():
    _, overall = difference(picture(), picture(down=12))
    assert overall > OVERALL


async def test_what_is_missing_is_noticed():
    lacking = picture()
    lacking.paste((255, 255, 255), (20, 230, 370, 270))
    anywhere, overall = difference(picture(), lacking)
    assert anywhere > ANYWHERE or overall > OVERALL
