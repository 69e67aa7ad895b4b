"""Calendars as iCalendar files (RFC 5545): one event per real date, in China Standard Time.

Every date is an event of its own. Rules with exceptions would be shorter, but the programs that
people use differ in what they heed of exceptions and of dates added to a rule, and here every week
is different: closures, make-up days, stand-ins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from hashlib import sha256

ZONE = "Asia/Shanghai"
CHINA = timezone(timedelta(hours=8))
"""China has kept one time without summer time since 1992, so the zone is one offset."""
_LINE = 75
"""Most bytes of a line, after which it is folded."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19920101T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Entry:
    """One event of a calendar: a date, minutes since midnight, and what there is to read."""

    uid: str
    day: date
    start_min: int
    end_min: int
    summary: str
    location: str
    description: str
    category: str


@dataclass(frozen=True)
class About:
    """What all calendars of a plan have in common.

    ``sequence`` grows with the version of the plan, so that a program replaces what it has of the
    same ``uid``; ``tentative`` marks the events of a plan that may not be published.
    """

    program: str
    stamp: datetime
    sequence: int
    tentative: bool


def uid(*parts: str) -> str:
    """Returns an identifier that is the same whenever the parts are, and tells nothing of them."""
    joined = "\n".join(parts)
    return f"kehou-{sha256(joined.encode()).hexdigest()[:24]}"


def write_calendar(name: str, entries: Iterable[Entry], about: About) -> bytes:
    """Returns a calendar with its events, as bytes of a file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Kehou//{about.program}//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        _text("X-WR-CALNAME", name),
        f"X-WR-TIMEZONE:{ZONE}",
        *_TIME_ZONE,
    ]
    stamp = about.stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    status = "TENTATIVE" if about.tentative else "CONFIRMED"
    for entry in entries:
        lines += (
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{about.sequence}",
            f"DTSTART;TZID={ZONE}:{_moment(entry.day, entry.start_min)}",
            f"DTEND;TZID={ZONE}:{_moment(entry.day, entry.end_min)}",
            _text("SUMMARY", entry.summary),
            _text("LOCATION", entry.location),
            _text("DESCRIPTION", entry.description),
            _text("CATEGORIES", entry.category),
            f"STATUS:{status}",
            "TRANSP:OPAQUE",
            "END:VEVENT",
        )
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for line in lines if line).encode()


def fold(line: str) -> str:
    """Returns a line folded so that no part has more than 75 bytes and no character is cut."""
    if len(line) * 4 <= _LINE or len(line.encode()) <= _LINE:
        return line
    parts: list[str] = []
    start = used = 0
    for at, character in enumerate(line):
        size = len(character.encode())
        # What follows a fold begins with the space that marks it.
        if used + size > (_LINE - 1 if parts else _LINE):
            parts.append(line[start:at])
            start, used = at, 0
        used += size
    return "\r\n ".join((*parts, line[start:]))


@lru_cache(maxsize=1024)
def _text(name: str, value: str) -> str:
    # An event says the same on each of its dates.
    return fold(f"{name}:{value.translate(_ESCAPES)}") if value else ""


def _moment(day: date, minute: int) -> str:
    # Midnight at the end of a day is the next day's first minute.
    at = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    return at.strftime("%Y%m%dT%H%M%S")
