"""The stand-in itself: a Bot API server on this machine, strict towards the bot."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiogram.methods import DeleteWebhook, GetUpdates, SetWebhook
from aiohttp import web

from tests.standin import raw
from tests.standin.calls import Call, check, read_parameters, whole
from tests.standin.delivery import Delivery
from tests.standin.faults import Fault, Faults, Killable, KillPoint, Kind, Moment
from tests.standin.methods import carry_out
from tests.standin.patience import Pulse
from tests.standin.people import Person
from tests.standin.refusal import RefusedError
from tests.standin.screen import Chat, Json
from tests.standin.webhooks import Caller
from tests.standin.world import TOKEN, Press, World

POLLED_BY_ANOTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
FLOOD = 429
FAILURES = {"flood", "bad_gateway", "server_error", "reset", "lost"}
AFTER_AN_ANSWER = 4  # times as long: the answer to a press goes ahead of the work
MUST_ARRIVE = {"sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup"}


@dataclass(frozen=True)
class Violation:
    """A call that a careful bot would not have made."""

    call: Call
    reason: str

    def __str__(self) -> str:
        return f"{self.reason} ({self.call})"


class StandIn:
    """A Bot API server for one bot and its people.

    Use it as an async context manager. `calls` holds every call but getUpdates in order of arrival, `polls`
    counts those. `quiet` is how many seconds without a call mean that the bot has said all it had to say,
    `patience` how many a person waits for it.
    """

    def __init__(self, *, quiet: float = 0.05, patience: float = 5.0) -> None:
        self.token = TOKEN
        self.quiet = quiet
        self.patience = patience
        self.world = World()
        self.delivery = Delivery()
        self.caller = Caller(self._carry_out_response, self._taken)
        self.pulse = Pulse()
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.polls = 0
        self.conflicts = 0
        self.deaths = 0
        self.base_url = ""
        self._faults = Faults()
        self._numbers = itertools.count(1)
        self._closing = False
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        await self.caller.close()
        self.pulse.beat()
        if self._runner is not None:
            await self._runner.cleanup()

    def person(self, language: str | None = "en", name: str = "Ann", username: str | None = None) -> Person:
        """Let a new person appear; the bot knows them only after they have written to it."""
        number = 5_000_000_001 + next(self._numbers)
        return Person(self, raw.user(number, name, language, username))

    def group(self, title: str = "Team") -> Chat:
        """Make a group that the bot is in."""
        chat = Chat(raw.group_chat(-(4_000_000_001 + next(self._numbers)), title))
        self.world.chats[chat.id] = chat
        return chat

    def inject(
        self,
        kind: Kind,
        method: str = "*",
        times: float = 1,
        skip: int = 0,
        *,
        chat_id: int | None = None,
        retry_after: int = 1,
        delay: float = 0.5,
    ) -> Fault:
        """Plan a fault for the next calls of a method ("*" is any but getUpdates), after skipping some.

        flood is 429 with `retry_after` seconds, bad_gateway an HTML 502, server_error 500, reset closes the
        connection before the call counts, lost after it, slow answers after `delay` seconds.
        """
        fault = Fault(kind, method, times, skip, chat_id, retry_after, delay)
        self._faults.planned.append(fault)
        return fault

    def kill_when(self, matches: Callable[[Call], bool], process: Killable, moment: Moment = "before") -> KillPoint:
        """Kill the bot when a call arrives ("before" it counts) or once it counted but before the answer.

        `matches` sees getUpdates too (its number is 0; "after" shows the batch in `result`).
        """
        point = KillPoint(matches, process, moment)
        self._faults.kill_points.append(point)
        return point

    def done(self, method: str | None = None, chat: Chat | None = None) -> list[Call]:
        """List the calls that were carried out, of one method or for one chat if wanted."""
        return [
            call
            for call in self.calls
            if call.carried_out and method in {None, call.method} and (chat is None or call.chat_id == chat.id)
        ]

    def check(self) -> list[str]:
        """Tell what the bot did wrong: violations and presses never answered; empty when all was well."""
        waiting = [f'the press "{press.data}" was never answered' for press in self.world.unanswered()]
        return [str(violation) for violation in self.violations] + waiting

    def push(self, kind: str, body: Any) -> Json | None:
        """Send the bot an update of any kind; None when it has not asked for that kind."""
        update = self.delivery.push(kind, body)
        if update is not None and self.caller.active:
            self.caller.push(update)
        self.pulse.beat()
        return update

    async def redeliver(self, update: Json) -> None:
        """Give the bot an update once more, with its old id, and wait until it took it and fell silent."""
        self.delivery.redelivered.append(update)
        if self.caller.active:
            self.caller.push(update)
        self.pulse.beat()
        await self.idle()

    async def idle(self) -> None:
        """Wait until the bot has confirmed every update and made no call for a while."""
        confirmed = await self.pulse.until(lambda: self.delivery.settled, self.patience)
        assert confirmed, f"The bot has not confirmed {self.delivery.waiting + self.delivery.redelivered}."
        while await self.pulse.change_of(lambda: len(self.calls), self.quiet) or self._busy:
            pass

    async def settled(self, chat: Chat, since: int, press: Press | None) -> None:
        """Wait until the bot has reacted in a chat (and to a press) and fell silent, or has died."""
        deaths = self.deaths

        def reacted() -> bool:
            answered = press is None or press.answered or press.excused
            return chat.settled > since and answered and not chat.owed and not chat.busy

        while True:
            ended = await self.pulse.until(lambda: self.deaths != deaths or reacted(), self.patience)
            assert ended, self._complaint(chat)
            only_answered = press is not None and chat.settled == since + 1
            quiet = self.quiet * (AFTER_AN_ANSWER if only_answered else 1)
            more = await self.pulse.change_of(lambda: chat.arrived + self.deaths, quiet)
            if self.deaths != deaths or (reacted() and not more):
                return

    def bot_died(self) -> None:
        """Note that the bot was killed: it may repeat what it cannot know it has done."""
        self.deaths += 1
        self.world.forgive()
        self._faults.forget_floods()
        self.pulse.beat()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _reply(RefusedError(401, "Unauthorized"))
        polling = request.match_info["method"].lower() == "getupdates"
        number = 0 if polling else len(self.calls) + 1
        call = Call(request.match_info["method"], number, time.monotonic())
        if not polling:
            self.calls.append(call)
        chat: Chat | None = None
        try:
            call.parameters = await read_parameters(request)
            chat = self._chat_of(call)
            with _Busy(chat):
                return await self._treat(call, request)
        except RefusedError as refused:
            self._note(call, refused)
            return _reply(refused)
        finally:
            self._close_account(call, chat)

    async def _treat(self, call: Call, request: web.Request) -> web.StreamResponse:
        """Do a call, unless a fault or the bot's death comes in between."""
        if await self._kills(call, "before"):
            call.outcome = "killed"
            return _cut(request)
        self._faults.check_patience(call)
        fault = self._faults.next(call)
        if fault is not None and fault.kind != "lost":
            call.outcome = fault.kind
            spoilt = await self._spoil(call, fault, request)
            if spoilt is not None:
                return spoilt
        model = check(call.method, call.parameters)
        if isinstance(model, GetUpdates):
            call.result = await self._poll(model, request)
        else:
            call.result = carry_out(self.world, model)
        if isinstance(model, SetWebhook | DeleteWebhook):
            await self._change_webhook()
        call.outcome = "lost" if fault is not None and fault.kind == "lost" else "done"
        if await self._kills(call, "after") or call.outcome == "lost":
            return _cut(request)
        return web.json_response({"ok": True, "result": call.result})

    async def _spoil(self, call: Call, fault: Fault, request: web.Request) -> web.StreamResponse | None:
        """Give the failing answer; None when the call goes on after a delay."""
        if fault.kind == "flood":
            return _reply(self._faults.flood(call, fault.retry_after))
        if fault.kind == "server_error":
            return _reply(RefusedError(500, "Internal Server Error"))
        if fault.kind == "bad_gateway":
            page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
            return web.Response(status=502, text=page, content_type="text/html")
        if fault.kind == "reset":
            return _cut(request)
        await asyncio.sleep(fault.delay)
        return None

    async def _kills(self, call: Call, moment: Moment) -> bool:
        killed = await self._faults.kills(call, moment)
        if killed:
            self.bot_died()
        return killed

    async def _change_webhook(self) -> None:
        """Call where the bot wants to be called from now on, with what it has not confirmed yet."""
        hook = self.world.webhook
        if hook is not None and hook.allowed:
            self.delivery.allowed = list(hook.allowed)
        await self.caller.set(hook, self.delivery.waiting)

    def _taken(self, update: Json) -> None:
        """Note that the webhook took an update."""
        for queue in (self.delivery.redelivered, self.delivery.waiting):
            if update in queue:
                queue.remove(update)
                break
        self.pulse.beat()

    def _carry_out_response(self, method: str, parameters: Json) -> None:
        """Do what the bot asked for in its response to an update; it does not hear what came of it."""
        call = Call(method, len(self.calls) + 1, time.monotonic(), parameters)
        self.calls.append(call)
        chat = self._chat_of(call)
        try:
            with _Busy(chat):
                call.result = carry_out(self.world, check(method, parameters))
            call.outcome = "done"
        except RefusedError as refused:
            self._note(call, refused)
        finally:
            self._close_account(call, chat)

    async def _poll(self, model: GetUpdates, request: web.Request) -> list[Json]:
        if self.world.webhook:
            raise RefusedError(409, WEBHOOK_IS_SET)
        self.polls += 1
        mine = self.polls
        self.delivery.allowed = model.allowed_updates or self.delivery.allowed
        self.delivery.confirm(model.offset)
        self.pulse.beat()

        def over() -> bool:
            return self.delivery.ready or self.polls != mine or self._closing

        await self.pulse.until(over, model.timeout or 0)
        if self.polls != mine:
            self.conflicts += request.transport is not None
            raise RefusedError(409, POLLED_BY_ANOTHER, blame=False)
        return self.delivery.take(model.limit or 100)

    def _complaint(self, chat: Chat) -> str:
        recent = "\n".join(str(call) for call in self.calls[-8:])
        return f"The bot did not react within {self.patience} s.\n{chat.transcript()}\nLast calls:\n{recent}"

    @property
    def _busy(self) -> bool:
        return any(chat.busy for chat in self.world.chats.values())

    def _press_of(self, call: Call) -> Press | None:
        return self.world.presses.get(str(call.parameters.get("callback_query_id")))

    def _chat_of(self, call: Call) -> Chat | None:
        """Find the chat that a call is about, for those who wait there."""
        press = self._press_of(call)
        call.chat_id = press.chat.id if press else whole(call.parameters.get("chat_id"))
        return self.world.chats.get(call.chat_id or 0)

    def _note(self, call: Call, refused: RefusedError) -> None:
        call.outcome = "flood" if refused.status == FLOOD else "refused"
        call.error = refused.description
        if refused.blame:
            self.violations.append(Violation(call, refused.description))

    def _close_account(self, call: Call, chat: Chat | None) -> None:
        """Tell those who wait in its chat that a call is over, and what the bot may repeat because of it."""
        press = self._press_of(call)
        failed = call.outcome in FAILURES
        if press is not None and failed:
            press.excused = True
        if chat is not None:
            chat.settled += call.outcome in {"done", "refused"} and call.method != "sendChatAction"
            if call.method in MUST_ARRIVE and call.outcome != "killed":
                chat.owed = failed
            message = chat.message(whole(call.parameters.get("message_id")))
            if message is not None and call.outcome == "lost":
                message.may_repeat = True
        self.pulse.beat()


class _Busy:
    """Counts the calls under way in a chat."""

    def __init__(self, chat: Chat | None) -> None:
        self._chat = chat

    def __enter__(self) -> None:
        if self._chat is not None:
            self._chat.arrived += 1
            self._chat.busy += 1

    def __exit__(self, *_: object) -> None:
        if self._chat is not None:
            self._chat.busy -= 1


def _reply(refused: RefusedError) -> web.Response:
    return web.json_response(refused.body(), status=refused.status)


def _cut(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
