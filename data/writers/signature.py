"""A mark by which a written workbook is known as long as nobody has saved it again."""

import hashlib
import io
import re
import zipfile
from pathlib import Path
from typing import Any

_CORE = "docProps/core.xml"
_BLANK = "kehou:" + "0" * 64
_SIGNATURE = re.compile(rb"kehou:[0-9a-f]{64}")


def signed(book: Any) -> bytes:
    """Returns the file of a workbook, with a digest of its parts among its properties."""
    book.properties.identifier = _BLANK
    content = io.BytesIO()
    book.save(content)
    finished = io.BytesIO()
    with (
        zipfile.ZipFile(content) as plain,
        zipfile.ZipFile(finished, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        signature = _digest(plain)
        for item in plain.infolist():
            part = plain.read(item)
            if item.filename == _CORE:
                part = part.replace(_BLANK.encode(), signature)
            archive.writestr(item, part)
    return finished.getvalue()


def is_untouched(path: Path) -> bool:
    """Tells whether a file is as :func:`signed` made it."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = _SIGNATURE.search(archive.read(_CORE))
            return found is not None and found[0] == _digest(archive)
    except (zipfile.BadZipFile, KeyError, OSError):
        return False


def _digest(archive: zipfile.ZipFile) -> bytes:
    """Returns a digest of all parts but the one that holds it."""
    parts = sorted((i.filename, i.CRC) for i in archive.infolist() if i.filename != _CORE)
    return b"kehou:" + hashlib.sha256(repr(parts).encode()).hexdigest().encode()
