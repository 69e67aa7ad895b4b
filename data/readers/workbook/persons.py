"""Numbers that belong to a person: of a mobile phone, of an identity card."""

import re
import unicodedata

_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_IDENTITY = re.compile(r"[GLJ]?[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX]")


def is_mobile_number(said: str) -> bool:
    """Tells whether a text is a mobile phone number of the mainland."""
    return _MOBILE.fullmatch(re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", said))) is not None


def is_identity_number(said: str) -> bool:
    """Tells whether a text is an identity number: digits of a place, a date of birth, a sign.

    The number by which schools register a student (学籍号) is that with a letter in front.
    """
    return _IDENTITY.fullmatch(unicodedata.normalize("NFKC", said).strip().upper()) is not None
