"""Ways through the sample: up to a question, or to the end."""

from tests.web.guest import Guest

TYPED = {
    "size": "80",
    "trees": "3",
    "start": "2026-12-24",
    "name": "Eden",
    "dream": "Green\nand wild",
    "place": "Leeds",
    "email": "ann@example.org",
    "phone": "+44 20 7946 0018",
}


async def at(guest: Guest, question: str) -> Guest:
    """Begin, and answer everything before a question."""
    await guest.starts()
    while guest.awaits != question:
        await answer(guest)
    return guest


async def whole(guest: Guest) -> Guest:
    """Begin, and answer everything."""
    await guest.starts()
    while guest.kind != "sheet":
        await answer(guest)
    return guest


async def answer(guest: Guest) -> None:
    """Answer what is asked, always in the same way."""
    if guest.awaits in TYPED:
        await guest.types(TYPED[guest.awaits])
    elif guest.kind == "ticks":
        await guest.ticks("0", "2")
    elif guest.kind == "scale":
        await guest.press("pick:4")
    elif guest.kind == "ranks":
        await guest.press("pick:2")
        await guest.press("pick:0")
    elif guest.kind == "decision":
        await guest.press("yes")
    else:
        await guest.press("pick:0")
