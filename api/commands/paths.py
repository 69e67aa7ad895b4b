"""Where a command writes: checked before its work begins, made when there is something to write.

A folder that does not exist is made, and said, by every command that writes; a command that is
refused or finds nothing leaves no trace. What a command computes replaces what it computed before;
only what people go on to fill in is kept unless they ask for its loss.
"""

import errno
import tempfile
from pathlib import Path

from api.commands.answers import BadInputError, note
from api.texts import Texts

_NOT_JSON = {".xlsx", ".xlsm", ".xls", ".et", ".csv", ".html", ".pdf", ".doc", ".docx"}


def output_file(path: Path, texts: Texts, *inputs: Path | None) -> None:
    """Refuses a file that cannot be written, or that is one of the inputs."""
    try:
        if path.is_dir():
            raise BadInputError([texts("is_folder", path=path)])
        if path.exists() and not path.is_file():
            raise BadInputError([texts("not_plain_file", path=path)])
        if any(given is not None and _is_same(path, given) for given in inputs):
            raise BadInputError([texts("is_input", path=path)])
        if path.exists():
            path.open("ab").close()
    except OSError as error:
        raise _refused(path, error, texts) from error
    output_folder(path.parent, texts)


def new_file(path: Path, texts: Texts, *, force: bool) -> None:
    """Refuses a file that cannot be written, or that is there unless its loss is asked for."""
    output_file(path, texts)
    if path.exists() and not force:
        raise BadInputError([texts("file_exists", path=path)])


def output_json(path: Path, texts: Texts, *inputs: Path | None) -> None:
    """Refuses a file name that promises something else than JSON, or cannot be written."""
    if path.suffix.lower() in _NOT_JSON:
        raise BadInputError([texts("not_json_name", path=path, suffix=path.suffix)])
    output_file(path, texts, *inputs)


def output_folder(path: Path, texts: Texts) -> None:
    """Refuses a folder that cannot be written to, or could not be made."""
    try:
        there = path
        while not there.exists() and there.parent != there:
            there = there.parent
        if not there.is_dir():
            raise BadInputError([texts("not_folder", path=there)])
        # The only honest question to a file system: rights, quotas and read-only mounts all tell.
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise _refused(path, error, texts) from error


def make_folder(path: Path, texts: Texts) -> None:
    """Makes a folder that does not exist yet, and says so."""
    if path.is_dir():
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(path, error, texts) from error
    note(texts("made_folder", path=path))


def system_reason(error: OSError, texts: Texts) -> str:
    """Returns why the system refused, in words; its own name of the error where there are none."""
    name = errno.errorcode.get(error.errno or 0, "?")
    if texts.has(f"os_{name.lower()}"):
        return texts(f"os_{name.lower()}")
    return texts("os_other", name=name)


def _refused(path: Path, error: OSError, texts: Texts) -> BadInputError:
    return BadInputError([texts("cannot_write", path=path, reason=system_reason(error, texts))])


def _is_same(a: Path, b: Path) -> bool:
    return a.exists() and b.exists() and a.samefile(b)
