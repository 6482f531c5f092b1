"""What a channel lays out: sentences, choices, controls and progress; plain final text, no markup.

A pending turn is a tuple of utterances. They are stored before they are sent, so that a restart can send them again.
"""

from typing import Literal

from msgspec import Struct

TAG = "is_a"
Role = Literal["title", "said", "ask", "hint", "note", "remark", "progress"]
"""What a line is: a heading, a sentence of the bot, the question itself, its hint, a note, a misfit, the progress."""
Wants = Literal["press", "text", "contact", "location", "scale"]
"""What answers best: a press, words, a phone number or a place to be shared, a number of a scale."""
Style = Literal["choice", "primary", "quiet", "danger"]


class Line(Struct, frozen=True):
    """One paragraph of a prompt."""

    role: Role
    text: str


class Image(Struct, frozen=True):
    """A picture that belongs to what is said: its file below the folder of the questionnaires, and what it shows."""

    file: str
    label: str


class Press(Struct, frozen=True, omit_defaults=True):
    """A control: its label, and what pressing it means.

    `act` is a word of the closed list in `bot.speech.acts`, perhaps with an argument: `pick:2`, `change:signal`.
    """

    label: str
    """As it is shown, with its tick or rank: a channel adds nothing."""
    act: str
    style: Style = "choice"
    ticked: bool | None = None
    """For a draft or a switch: whether it is on now; None where nothing is ticked."""
    image: Image | None = None


class Prompt(Struct, frozen=True, omit_defaults=True, kw_only=True, tag="prompt", tag_field=TAG):
    """One message to the respondent; where something is awaited, `question` is the session's name for it (`awaits`)."""

    language: str
    lines: tuple[Line, ...]
    choices: tuple[Press, ...] = ()
    controls: tuple[Press, ...] = ()
    """Back, skip, why: the quiet last row; done, yes and no stand here too, as primary."""
    session: str | None = None
    question: str | None = None
    image: Image | None = None
    wants: Wants | None = None
    placeholder: str | None = None
    """What an empty input line says."""
    across: int = 0
    """How many choices share a row; 0: as many as their labels let."""
    redraws: bool = False
    """Whether it takes the place of the open prompt (ticks, ranks) or of the menu that was pressed."""


class Settled(Struct, frozen=True, tag="settled", tag_field=TAG):
    """The open question got its answer: it keeps its text and shows the answer, its controls vanish."""

    language: str
    session: str
    question: str
    lines: tuple[Line, ...]
    answer: str
    wants: Wants | None = None
    """What its prompt waited for: a reply keyboard (contact, location) has to be taken away."""


class Toast(Struct, frozen=True, tag="toast", tag_field=TAG):
    """A short word in answer to a press, that leaves no trace in the conversation; at most 200 characters."""

    language: str
    text: str


class Reward(Struct, frozen=True, tag="reward", tag_field=TAG):
    """The report of a finished session is due: as a message and as a file, and then what can be done with it."""

    language: str
    session: str


class Sequel(Struct, frozen=True, omit_defaults=True, tag="sequel", tag_field=TAG):
    """What can be done with the report of a session is to be shown (again); made when it is sent, as the report is."""

    language: str
    session: str
    redraws: bool = False
    """Whether it takes the place of what was pressed."""


class Handout(Struct, frozen=True, tag="handout", tag_field=TAG):
    """A file for the respondent that is made when it is sent: what is kept of them (`mydata`)."""

    language: str
    name: str
    caption: str


class Passage(Struct, frozen=True, tag="passage", tag_field=TAG):
    """A link by which the same person goes on in the browser; the link itself is made when it is sent."""

    language: str
    text: str
    label: str
    """What stands on the link."""


Utterance = Prompt | Settled | Toast | Reward | Sequel | Handout | Passage
