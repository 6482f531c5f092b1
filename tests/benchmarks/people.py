"""The people of a load: each reads what is shown, answers at once, and notices when it is not what should be asked."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person expects to be asked (a part of it), and the answer: a place in the keyboard, or words."""

    asked: str
    pressed: int | None = None
    typed: str = ""


def _pressed(asked: str, place: int) -> Answer:
    return Answer(asked, pressed=place)


_FRAME = (
    _pressed("How soon do you need it", 1),
    Answer("How many people will use it", typed="12"),
    _pressed("Who has the last word", 0),
)
PARTS: tuple[tuple[Answer, ...], ...] = (
    (
        _pressed("What do you measure most", 0),
        _pressed("How high is the voltage", 1),
        Answer("What gave you trouble last", typed="The ripple on the <gate> & its ringing"),
        _pressed("Does it have to travel", 1),
        _pressed("How sure are you", 3),
        *_FRAME,
    ),
    (
        _pressed("What do you measure most", 1),
        Answer("How many signals at once", typed="8"),
        _pressed("Which bus matters most", 2),
        _pressed("Does it have to travel", 0),
        _pressed("How sure are you", 4),
        *_FRAME,
    ),
    (
        _pressed("What do you measure most", 2),
        _pressed("What are you after", 0),
        Answer("What stands in the way today", typed="Everything is too far from the window"),
        _pressed("Where will it stand", 2),
        _pressed("How sure are you", 0),
        *_FRAME,
    ),
)
"""The ways through the pool that people take, each of eight questions; a ninth is asked and never answered."""
ANSWERS = len(PARTS[0])
Mood = Literal["silent", "beginning", "answering"]


@dataclass(slots=True)
class Person:
    """Someone with a chat. `echoed`: the bot only echoes, so that what is asked is imagined."""

    id: int
    echoed: bool
    mood: Mood = "silent"
    answered: int = 0
    shown: Json = field(default_factory=dict)
    delivered_at: float | None = None
    """When the update in hand was given to the bot; None once it was replied to."""
    wrong: list[str] = field(default_factory=list)

    @property
    def part(self) -> tuple[Answer, ...]:
        """The way this person takes."""
        return PARTS[self.id % len(PARTS)]

    def begins(self) -> Json:
        """Return the first update."""
        self.mood = "beginning"
        return self._message("/start pool")

    def sees(self, message: Json) -> Json | None:
        """Look at a new message; return what the person does about it, if anything."""
        if self.mood == "beginning":
            return self._goes_in(message)
        if self.mood == "answering":
            self.answered += 1
            self.shown = message
            return self.answers()
        self.wrong.append(f"an unexpected message: {message['text']}")
        return None

    def _goes_in(self, message: Json) -> Json | None:
        if not self.echoed and any("pick:" in button["callback_data"] for button in _buttons(message)):
            self.mood, self.shown = "silent", message
            return None
        if self.echoed:
            self.mood = "silent"
            return None
        return self._press(message, 0)

    def answers(self) -> Json | None:
        """Answer what is shown; None when this person has said enough."""
        if self.answered == ANSWERS:
            self.mood = "silent"
            return None
        self.mood = "answering"
        answer = self.part[self.answered]
        shown = _imagined(self.id, answer) if self.echoed else self.shown
        if answer.asked not in shown["text"]:
            self.wrong.append(f"{answer.asked!r} was not asked, but: {shown['text']}")
            return None
        return self._message(answer.typed) if answer.pressed is None else self._press(shown, answer.pressed)

    def _user(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": "Ann", "language_code": "en"}

    def _chat(self) -> Json:
        return {"id": self.id, "first_name": "Ann", "type": "private"}

    def _message(self, text: str) -> Json:
        entities = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]} if text.startswith("/") else {}
        number = 2_000_000 + self.answered
        return {
            "message": {"message_id": number, "from": self._user(), "chat": self._chat(), "date": 1_795_000_000}
            | {"text": text}
            | entities
        }

    def _press(self, message: Json, place: int) -> Json:
        button = _buttons(message)[place]
        query = f"{self.id}-{message['message_id']}-{self.answered}"
        return {
            "callback_query": {
                "id": query,
                "from": self._user(),
                "message": message,
                "chat_instance": "-7000000001",
                "data": button["callback_data"],
            }
        }


def _buttons(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [button for row in rows for button in row]


def _imagined(chat: int, answer: Answer) -> Json:
    """Return a message as our bot would have shown it, for a bot that only echoes."""
    labels = ("Power conversion", "Vehicle electronics and networks", "Radio, wireless, interference") * 2
    rows = [[{"text": label, "callback_data": f"01KAK3F5/field/pick:{n}"}] for n, label in enumerate(labels)]
    quiet = [{"text": word, "callback_data": f"01KAK3F5/field/{word.lower()}"} for word in ("Back", "Skip", "Why")]
    return {
        "message_id": 4711,
        "from": {"id": 42, "is_bot": True, "first_name": "Bot", "username": "a_bot"},
        "chat": {"id": chat, "first_name": "Ann", "type": "private"},
        "date": 1_795_000_000,
        "text": f"● ● ○ ○ ○ · 4 to 6 questions left\n\n{answer.asked}?\n\nIf you only know it roughly, say it roughly.",
        "reply_markup": {"inline_keyboard": [*rows[: (answer.pressed or 0) + 3], quiet]},
    }
