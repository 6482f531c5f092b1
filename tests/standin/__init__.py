"""A small stand-in for Telegram's Bot API, with the people who talk to the bot."""

from tests.standin.calls import Call
from tests.standin.faults import Fault, KillPoint
from tests.standin.people import Person
from tests.standin.process import BotProcess
from tests.standin.screen import Button, Chat, File, Message
from tests.standin.server import StandIn, Violation

__all__ = [
    "BotProcess",
    "Button",
    "Call",
    "Chat",
    "Fault",
    "File",
    "KillPoint",
    "Message",
    "Person",
    "StandIn",
    "Violation",
]
