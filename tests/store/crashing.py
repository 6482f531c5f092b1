"""A process that answers until it is killed: it prints what it was told is kept, and goes on."""

import sys

from bot.service.ports import Delivered
from bot.store.store import open_store
from tests.store.people import KEY, commanded, ids, step, typed

PEOPLE = ("a", "b", "c")


def main(url: str) -> None:
    store = open_store(url, [KEY], ids)
    store.work([commanded(address, "start", f"start:{address}") for address in PEOPLE], step, 100)
    notes = [Delivered(reply, 1) for reply in store.undelivered()]
    number = 0
    while True:
        acts = [typed(address, f"{address}{number}", f"{address}:{number}") for address in PEOPLE]
        replies = store.work(acts, step, 101, notes)
        notes = [Delivered(reply, number) for reply in replies if reply]
        print(number, flush=True)
        number += 1


if __name__ == "__main__":
    main(sys.argv[1])
