"""`bot migrate`: the database brought up to date, when its owner says so."""

import sys

from bot.settings import read_settings


def migrated() -> None:
    """Bring the database up to date and say what was done."""
    from bot.assemble import bring_up_to_date  # noqa: PLC0415

    before, after = bring_up_to_date(read_settings())
    done = f"from {before or 'nothing'} to {after}" if before != after else f"already at {after}"
    sys.stdout.write(f"database: {done}\n")
