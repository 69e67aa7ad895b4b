"""What a file that is no .xlsx workbook really is, told by its content, and what to do with it."""

import io
import re
import zipfile

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNING = 4096
_WORKBOOK = "xl/workbook.xml"
_CONTENTS = "[Content_Types].xml"
"""Every document of an Office program has it; without it an archive is just an archive."""
# Names of the streams in the directory of a compound file, which is written in UTF-16.
_STREAMS = {
    name.encode("utf-16-le"): code
    for name, code in (
        ("EncryptedPackage", "protected_workbook"),
        ("WordDocument", "text_document"),
        ("PowerPoint Document", "text_document"),
        ("Workbook", "old_workbook"),
    )
}
_PARTS = (
    ("word/", "text_document"),
    ("ppt/", "text_document"),
    ("xl/workbook.bin", "other_spreadsheet"),
    ("Index/Document.iwa", "other_spreadsheet"),
)
_MIME = {
    b"application/vnd.oasis.opendocument.spreadsheet": "other_spreadsheet",
    b"application/vnd.oasis.opendocument.text": "text_document",
}
_MARKUP = re.compile(rb"<(!doctype html|html|head|meta|table|\?mso-application)", re.IGNORECASE)


def workbook_mistake(content: bytes, suffix: str) -> str | None:
    """Returns why a file cannot be read as a workbook; ``None`` if nothing speaks against it.

    Parameters
    ----------
    content : bytes
        The whole file.
    suffix : str
        The end of its name, ``.xlsx``; it only helps where the content tells nothing.

    Returns
    -------
    str or None
        A code of the catalogue's area ``input``. Text that may be JSON gives ``None`` unless the
        file is named like a workbook.
    """
    if content.startswith(_ZIP):
        return _archive_mistake(content)
    if content.startswith(_COMPOUND):
        found = {content.find(stream): code for stream, code in _STREAMS.items()}
        found.pop(-1, None)  # an embedded object comes after what it is embedded in
        return found[min(found)] if found else "old_workbook"
    start = content[:_BEGINNING]
    if start.startswith(b"%PDF"):
        return "text_document"
    if _MARKUP.search(start):
        return "web_page"
    if _is_table(start, suffix):
        return "csv_file"
    named_so = suffix.lower() in (".xlsx", ".xlsm", ".xls", ".et")
    return "not_a_workbook" if named_so else None


def is_archive(content: bytes) -> bool:
    """Tells whether a file is a zip archive, as every .xlsx workbook is."""
    return content.startswith(_ZIP)


def _archive_mistake(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype").strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "damaged_workbook"
    if mime in _MIME:
        return _MIME[mime]
    if any(name.lower() == _WORKBOOK for name in names):
        return None
    for part, code in _PARTS:
        if any(name.startswith(part) for name in names):
            return code if code != "text_document" or _CONTENTS in names else "archive"
    return "archive"


def _is_table(start: bytes, suffix: str) -> bool:
    """Tells whether text is a table of one sheet: columns parted by commas, tabs or semicolons."""
    if suffix.lower() == ".json":
        return False
    named_so = suffix.lower() in (".csv", ".tsv")
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] in (b"{", b"[") and not named_so:
        return False
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # "Unicode text" that Excel writes
        return b"\t\0" in start or b"\0\t" in start
    if b"\0" in start:
        return False
    first = text.splitlines()[0] if text.splitlines() else b""
    return named_so or any(mark in first for mark in (b",", b"\t", b";"))
