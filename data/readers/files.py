"""What kind of file a path leads to, told by its content rather than by its name."""

import stat
from pathlib import Path
from typing import Literal

from data.readers.file_kinds import is_archive, workbook_mistake
from solver.domain.errors import InputErrors, InputFinding

Wanted = Literal["district", "plan", "pins", "change"]
_OTHER_WORKBOOKS = {
    "archive",
    "damaged_workbook",
    "not_a_workbook",
    "old_workbook",
    "other_spreadsheet",
    "protected_workbook",
}
"""Mistakes of workbooks whatever they should hold."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def refuse(path: Path, code: str, where: str = "", **params: object) -> InputErrors:
    """Returns the error of a file that cannot be read at all."""
    words = {name: str(value) for name, value in params.items()}
    return InputErrors([InputFinding(where=where or path.name, code=code, params=words)], str(path))


def file_bytes(path: Path) -> bytes:
    """Returns the content of a file.

    Raises
    ------
    InputErrors
        If it is missing, a folder, empty or not readable.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise refuse(path, "input.is_folder", file=path)
        if not stat.S_ISREG(mode):
            raise refuse(path, "input.not_plain_file", file=path)
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refuse(path, "input.file_not_found", file=path) from error
    except OSError as error:
        raise refuse(path, "input.file_not_readable", file=path) from error
    if not content.strip():
        raise refuse(path, "input.empty_file", file=path)
    return content


def json_text(path: Path, wanted: Wanted) -> str:
    """Returns the text of a file that should hold JSON.

    Raises
    ------
    InputErrors
        If it cannot be read, or holds something else; the message says what is wanted.
    """
    content = file_bytes(path)
    begins = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begins not in (b"{", b"["):
        if content.startswith(_UTF_16):
            raise refuse(path, "input.not_utf8", file=path.name)
        raise refuse(path, f"input.no_{wanted}_file", file=path.name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(path, "input.not_utf8", file=path.name) from error


def is_plan_workbook(path: Path) -> bool:
    """Tells whether a file that should hold a plan is an .xlsx workbook.

    Raises
    ------
    InputErrors
        If it cannot be read, or is a workbook of another kind: an old .xls, a protected one.
    """
    content = file_bytes(path)
    mistake = workbook_mistake(content, path.suffix)
    if mistake in _OTHER_WORKBOOKS:
        raise refuse(path, f"input.{mistake}", file=path.name)
    return is_archive(content)


def is_workbook(path: Path) -> bool:
    """Tells whether a file is an .xlsx workbook; text that may be JSON is not.

    Raises
    ------
    InputErrors
        If it cannot be read, or is something else that people take for a workbook: an old .xls,
        a protected workbook, one table as .csv, a text document, or a file that only has the name.
    """
    content = file_bytes(path)
    mistake = workbook_mistake(content, path.suffix)
    if mistake is not None:
        raise refuse(path, f"input.{mistake}", file=path.name)
    return is_archive(content)
