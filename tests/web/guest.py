"""A browser without a screen and without scripts: it reads pages, follows links, fills in forms and presses buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx

from bot.serving.asgi import App
from tests.web.house import BASE

VOID = frozenset(("area", "base", "br", "hr", "img", "input", "link", "meta"))


@dataclass
class Element:
    """An element of a page, with what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        parts = (one if isinstance(one, str) else one.text for one in self.children)
        return " ".join(" ".join(parts).split())

    def all(self, tag: str = "", **wanted: str) -> "list[Element]":
        """Return the elements inside with this tag and these attributes."""
        found = []
        for one in self.children:
            if isinstance(one, Element):
                fits = tag in ("", one.tag) and all(one.attributes.get(name) == is_ for name, is_ in wanted.items())
                found += ([one] if fits else []) + one.all(tag, **wanted)
        return found

    def of_class(self, name: str) -> "list[Element]":
        return [one for one in self.all() if name in one.attributes.get("class", "").split()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag in ("path", "rect"):
            return
        while self.open[-1].tag in ("path", "rect"):
            self.open.pop()
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Element:
    """Read a page; one that is not well formed is refused."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is not closed"
    return reader.root


class Guest:
    """Somebody at a browser."""

    def __init__(self, app: App, language: str = "en", **headers: str) -> None:
        transport = httpx.ASGITransport(app=app)
        self.client = httpx.AsyncClient(
            transport=transport, base_url=BASE, headers={"Accept-Language": language} | headers
        )
        self.response = httpx.Response(200)
        self.page = Element("", {})

    @property
    def address(self) -> str:
        return self.response.url.path

    @property
    def cookie(self) -> str:
        return self.client.cookies["visitor"]

    @property
    def heading(self) -> str:
        found = self.page.all(id="heading")
        return found[0].text if found else ""

    @property
    def news(self) -> str:
        return " ".join(one.text for name in ("news", "misfit") for one in self.page.of_class(name))

    @property
    def form(self) -> Element:
        return self.page.of_class("ask")[0]

    def shared(self, word: str) -> str:
        """Return the link with this in it that stands on the page for copying, as a path."""
        links = [one.attributes["value"] for one in self.page.all("input", readonly="")]
        [link] = [link for link in links if word in link]
        return link.removeprefix(str(self.client.base_url).rstrip("/"))

    @property
    def kind(self) -> str:
        return self.form.attributes["class"].split()[1]

    @property
    def awaits(self) -> str:
        return self.form.all(name="awaits")[0].attributes["value"]

    async def open(self, path: str) -> "Guest":
        return self._took(await self.client.get(path, follow_redirects=True))

    async def starts(self, name: str = "garden", query: str = "") -> "Guest":
        await self.open(f"/c/{name}{query}")
        return await self.press(self.page.of_class("hello")[0].all("button")[0].attributes["value"])

    async def press(self, act: str, **fields: Any) -> "Guest":
        """Press the first button that does this, with the fields of its form."""
        form = next(form for form in self.page.all("form") if form.all("button", value=act))
        return await self.submit(form, act=act, **fields)

    async def types(self, text: str) -> "Guest":
        return await self.submit(self.form, act="say", text=text)

    async def ticks(self, *places: str, other: str = "") -> "Guest":
        return await self.submit(self.form, act="done", tick=[f"pick:{place}" for place in places], other=other)

    async def submit(self, form: Element, **fields: Any) -> "Guest":
        hidden = {one.attributes["name"]: one.attributes.get("value", "") for one in form.all("input", type="hidden")}
        address = form.attributes["action"]
        return self._took(await self.client.post(address, data={**hidden, **fields}, follow_redirects=True))

    def _took(self, response: httpx.Response) -> "Guest":
        self.response = response
        if response.headers["content-type"].startswith("text/html"):
            self.page = read(response.text)
        return self
