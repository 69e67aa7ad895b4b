"""Records as JSON files: UTF-8, the model's order of fields, the same bytes every time."""

import json
import os
import tempfile
from pathlib import Path

from solver.domain.base import Entity


def write_record(record: Entity, path: Path) -> None:
    """Writes a record; the file is replaced only when the new content is complete."""
    content = json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
    write_whole(path, content.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Replaces a file in one step, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        scratch.chmod(0o666 & ~mask)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
