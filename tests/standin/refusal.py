"""How the stand-in says no: the status and sentence Telegram would answer with."""

from typing import Any


class RefusedError(Exception):
    """A call that is answered with an error.

    `blame` tells whether the bot is at fault (recorded as a violation) or the world is, as when a person
    has blocked the bot. `parameters` is Telegram's ResponseParameters.
    """

    def __init__(self, status: int, description: str, *, blame: bool = True, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.blame = blame
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Give the answer in the Bot API's shape."""
        body = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def refuse_unless(condition: object, reason: str) -> None:
    """Answer 400 and hold it against the bot, unless the condition is true."""
    if not condition:
        raise RefusedError(400, f"Bad Request: {reason}")
