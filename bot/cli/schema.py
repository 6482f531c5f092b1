"""`bot schema`: what a file may hold, as JSON Schema, for editors."""

import sys
from typing import Literal

from bot.authoring.schema import json_schema

File = Literal["questionnaire", "company", "products", "traits"]


def show(file: File) -> None:
    """Print the schema of a file."""
    sys.stdout.write(json_schema(file))
