"""Whether the files of a folder are as they were: what a reload goes by."""

import os
from pathlib import Path

Stamp = frozenset[tuple[str, int, int]]
MOST_FILES = 5_000


def stamp(folder: Path) -> Stamp:
    """Return the state of a folder's files: each with the time of its last change and its size.

    Transcripts are left out: they change nothing of a conversation, and recording writes them.
    """
    found: set[tuple[str, int, int]] = set()
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "transcripts" and not name.startswith("."))
        for name in files:
            path = Path(where) / name
            try:
                state = path.stat()
            except OSError:
                # An editor that saves replaces the file; it is there again at the next look.
                continue
            found.add((str(path), state.st_mtime_ns, state.st_size))
            if len(found) >= MOST_FILES:
                return frozenset(found)
    return frozenset(found)
