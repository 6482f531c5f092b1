"""Somebody at a real browser: goes through pages as they are seen, and notes whatever goes wrong meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.web.walking import TYPED

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class Sitter:
    """Somebody who looks at a page of the site."""

    def __init__(self, page: Page, context: BrowserContext, address: str, *, scripts: bool) -> None:
        self.page = page
        self.context = context
        self.address = address
        self.scripts = scripts
        self.troubles: list[str] = []
        """Errors of scripts, broken policies, requests to anybody else."""
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self._noted(said.type, said.text))
        page.on("request", lambda asked: self._asked(asked.url))

    def _noted(self, kind: str, text: str) -> None:
        # A misfit is answered with 422, and browsers call every such answer an error.
        if kind in ("error", "warning") and "422" not in text:
            self.troubles.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith(self.address):
            self.troubles.append(f"asked for {url}")

    @property
    def form(self) -> Locator:
        return self.page.locator("form.ask")

    async def open(self, path: str) -> "Sitter":
        await self.page.goto(self.address + path)
        return self

    async def starts(self, name: str = "garden", language: str = "") -> "Sitter":
        await self.open(f"/c/{name}" + (f"?lang={language}" if language else ""))
        await self.page.locator("form.hello .button.primary").click()
        await expect(self.form).to_be_visible()
        return self

    async def kind(self) -> str:
        return (await self.form.get_attribute("class") or "").split()[1]

    async def awaits(self) -> str:
        return await self.form.locator("[name=awaits]").get_attribute("value") or ""

    async def does(self, act: Locator) -> None:
        """Do something, and wait until the page has followed."""
        token = self.form.locator("[name=token]")
        before = await token.get_attribute("value")
        await act.click()
        await expect(token).not_to_have_value(before or "")

    async def press(self, act: str) -> None:
        await self.does(self.form.locator(f"[name=act][value='{act}']"))

    async def types(self, text: str) -> None:
        await self.page.locator("#answer").fill(text)
        await self.press("say")

    async def chooses(self, **parts: str) -> None:
        """Choose a day part by part."""
        for name, value in parts.items():
            await self.form.locator(f"select[name={name}]").select_option(value)
        await self.press("say")

    async def answers(self) -> None:
        """Answer what is asked, as `tests.web.walking` does."""
        kind, awaits = await self.kind(), await self.awaits()
        if awaits in TYPED:
            if await self.form.locator("select").count():
                await self.chooses(year="1405", month="10", day="3")
            else:
                await self.types(TYPED[awaits])
        elif kind == "ticks":
            for place in (0, 2):
                await self.form.locator(f"[value='pick:{place}']").check()
            await self.press("done")
        elif kind == "scale":
            await self.press("pick:4")
        elif kind == "ranks":
            await self.press("pick:2")
            await self.press("pick:0")
        elif kind == "decision":
            await self.press("yes")
        else:
            await self.press("pick:0")

    async def until(self, question: str) -> "Sitter":
        while await self.awaits() != question:
            await self.answers()
        return self

    async def finishes(self) -> "Sitter":
        while await self.kind() != "sheet":
            await self.answers()
        return self


@asynccontextmanager
async def sitting(
    browser: Browser, address: str, language: str = "en", *, scripts: bool = True, **more: Any
) -> AsyncIterator[Sitter]:
    """Give somebody at a phone, or at what `more` says; in the end nothing may have gone wrong."""
    settings: dict[str, Any] = {"viewport": PHONE, "reduced_motion": "reduce", **more}
    context = await browser.new_context(locale=language, java_script_enabled=scripts, **settings)
    context.set_default_timeout(10_000)
    sitter = Sitter(await context.new_page(), context, address, scripts=scripts)
    try:
        yield sitter
        assert sitter.troubles == []
    finally:
        await context.close()
