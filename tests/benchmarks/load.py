"""A Bot API server made for load: raw HTTP, no checks, and people who answer as soon as they see a question.

`tests.standin` is the strict one; this one is quick, so that what is measured is the bot.
"""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any
from urllib.parse import parse_qsl

import orjson

from tests.benchmarks.people import Json, Person

TOKEN = "4242:load"
MOST_UPDATES = 100
FIRST_CHAT = 5_000_000_001
_ME = {"id": 4242, "is_bot": True, "first_name": "Bot", "username": "a_bot"}
_PROFILE: dict[str, Any] = {
    "getMyCommands": [],
    "getMyName": {"name": ""},
    "getMyShortDescription": {"short_description": ""},
    "getMyDescription": {"description": ""},
    "getMe": _ME,
}


class Load:
    """The server, and the people it serves. Everything is counted; times are those of `perf_counter`.

    `at_once` people act at the same time; when one has said enough, the next takes the place.
    """

    def __init__(self, *, people: int, at_once: int, echoed: bool) -> None:
        self.people = {FIRST_CHAT + n: Person(FIRST_CHAT + n, echoed) for n in range(people)}
        self.at_once = at_once
        self.polled = asyncio.Event()
        """Set by the first getUpdates."""
        self.answers = 0
        self.calls = 0
        self.delays: list[float] = []
        """Seconds from an update's delivery to its reply."""
        self.first_calls: list[float] = []
        """Seconds from an update's delivery to the first call it caused."""
        self.wrong: list[str] = []
        self._numbers = 0
        self._offset = 1
        self._batch: dict[int, tuple[int, bytes]] = {}
        self._poll: Callable[[bytes], None] | None = None
        self._patience: asyncio.TimerHandle | None = None
        self._flushing = False
        self._queue: Iterator[Person] = iter(())
        self._acting = 0
        self._rested = asyncio.Event()
        self._marks: dict[int, Callable[[], None]] = {}
        self._unseen: set[int] = set()
        self._messages = 100
        self._server: asyncio.Server | None = None

    async def open(self) -> str:
        """Listen; return the address."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()
        return f"http://{host}:{port}"

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def at(self, answers: int, do: Callable[[], None]) -> None:
        """Call something when so many answers were replied to."""
        self._marks[answers] = do

    async def all_begin(self) -> None:
        """Let everybody begin a conversation and see the first question."""
        await self._let_act(Person.begins)

    async def all_answer(self) -> None:
        """Let everybody answer, without pause."""
        await self._let_act(Person.answers)

    async def answers_apart(self, answers: int, pause: float) -> list[float]:
        """Let people answer in turn, one every `pause` seconds; return the seconds to the first call of each."""
        self.at_once, before = 0, len(self.first_calls)
        people = itertools.cycle(self.people.values())
        for _ in range(answers):
            person = next(people)
            update = person.answers()
            assert update is not None, person
            self._push(person, update)
            await asyncio.sleep(pause)
        await asyncio.sleep(1.0)
        return self.first_calls[before:]

    async def _let_act(self, begin: Callable[[Person], Json | None]) -> None:
        self._rested.clear()
        self._queue = (person for person in self.people.values())
        self._begin = begin
        for _ in range(self.at_once):
            self._next()
        await self._rested.wait()

    def _next(self) -> None:
        """Let the next person begin."""
        person = next(self._queue, None)
        if person is None:
            if not self._acting:
                self._rested.set()
            return
        self._acting += 1
        update = self._begin(person)
        assert update is not None, person
        self._push(person, update)

    # Updates ------------------------------------------------------------------------------------------

    def _push(self, person: Person, update: Json) -> None:
        self._numbers += 1
        self._batch[self._numbers] = (person.id, orjson.dumps({"update_id": self._numbers} | update))
        if not self._flushing:
            self._flushing = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        self._flushing = False
        if self._poll is None or not self._batch:
            return
        poll, self._poll = self._poll, None
        now, ready = perf_counter(), list(self._batch.values())[:MOST_UPDATES]
        for chat, _ in ready:
            person = self.people[chat]
            if person.delivered_at is None:
                person.delivered_at = now
                self._unseen.add(chat)
        poll(b'{"ok":true,"result":[' + b",".join(body for _, body in ready) + b"]}")

    def polls(self, parameters: Json, answer: Callable[[bytes], None]) -> None:
        """Take a getUpdates; it is answered when there is something."""
        self.polled.set()
        offset = int(parameters.get("offset") or 0)
        for number in [number for number in self._batch if number < offset]:
            del self._batch[number]
        self._poll = answer
        if self._patience is not None:
            self._patience.cancel()
        self._patience = asyncio.get_running_loop().call_later(int(parameters.get("timeout") or 0), self._nothing)
        self._flush()

    def _nothing(self) -> None:
        """Answer a getUpdates that has waited as long as it wanted."""
        if self._poll is not None:
            poll, self._poll = self._poll, None
            poll(b'{"ok":true,"result":[]}')

    # Calls --------------------------------------------------------------------------------------------

    def call(self, method: str, parameters: Json) -> Any:
        """Carry out a call; return its result."""
        self.calls += 1
        match method:
            case "sendMessage":
                return self._sent(parameters)
            case "editMessageText" | "editMessageReplyMarkup":
                self._seen(int(parameters["chat_id"]))
                return self._message(parameters, int(parameters["message_id"]))
            case "answerCallbackQuery":
                self._seen(int(parameters["callback_query_id"].partition("-")[0]))
        return _PROFILE.get(method, True)

    def _seen(self, chat: int) -> None:
        if chat in self._unseen:
            self._unseen.discard(chat)
            delivered_at = self.people[chat].delivered_at
            assert delivered_at is not None
            self.first_calls.append(perf_counter() - delivered_at)

    def _sent(self, parameters: Json) -> Json:
        self._messages += 1
        person = self.people[int(parameters["chat_id"])]
        self._seen(person.id)
        message = self._message(parameters, self._messages)
        answering = person.mood == "answering"
        if person.delivered_at is None:
            self.wrong.append(f"two messages for one act: {parameters['text']}")
            self._rested.set()
            return message
        if answering:
            self.delays.append(perf_counter() - person.delivered_at)
        person.delivered_at = None
        update = person.sees(message)
        if person.wrong:
            self.wrong += person.wrong
            self._rested.set()
        if answering:
            self.answers += 1
            if mark := self._marks.pop(self.answers, None):
                mark()
        if update is not None and self.at_once:
            self._push(person, update)
        elif self.at_once:
            self._acting -= 1
            self._next()
        return message

    def _message(self, parameters: Json, number: int) -> Json:
        markup = parameters.get("reply_markup")
        return {
            "message_id": number,
            "from": _ME,
            "chat": {"id": int(parameters["chat_id"]), "first_name": "Ann", "type": "private"},
            "date": 1_795_000_000,
            "text": parameters.get("text", ""),
        } | ({"reply_markup": orjson.loads(markup) if isinstance(markup, str) else markup} if markup else {})


class _Connection(asyncio.Protocol):
    """One kept-alive HTTP connection."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._buffer = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (request := self._request()) is not None:
            method, parameters = request
            if method == "getUpdates":
                self._load.polls(parameters, self._write)
            else:
                self._write(orjson.dumps({"ok": True, "result": self._load.call(method, parameters)}))

    def _request(self) -> tuple[str, Json] | None:
        """Take a whole request from the buffer; None while there is none."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head, start = self._buffer[:end].decode("latin-1"), end + 4
        lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        assert "transfer-encoding" not in headers, head
        length = int(headers.get("content-length", 0))
        if len(self._buffer) < start + length:
            return None
        body, self._buffer = self._buffer[start : start + length], self._buffer[start + length :]
        method = lines[0].split(" ")[1].rpartition("/")[2]
        kind = headers.get("content-type", "")
        if kind.startswith("application/json"):
            return method, orjson.loads(body)
        return method, dict(parse_qsl(body.decode())) if kind.startswith("application/x-www-form") else {}

    def _write(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)
