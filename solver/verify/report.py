"""Records of breaches, with their texts in both languages from the message catalogue."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from solver.domain import Period, School
from solver.domain.messages import LANGUAGES, text, word
from solver.domain.messages import amount as said_amount
from solver.domain.messages import listed as phrase
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking

Facts = dict[str, Any]
"""Values of a message by placeholder."""


class Word(NamedTuple):
    """A value that each language says in its own word: a key ``word.<key>``.

    A value without a word (a locality's own code) is said as it is.
    """

    key: str

    def said(self, lang: str) -> str:
        """Returns the word in a language."""
        return word(self.key, lang)


class Amount(NamedTuple):
    """A figure that each language says with its unit; money in yuan."""

    number: int
    unit: str

    @property
    def key(self) -> str:
        """The figure as it is."""
        return str(self.number)

    def said(self, lang: str) -> str:
        """Returns the figure with its unit in a language."""
        return said_amount(self.number, self.unit, lang)


class Line(NamedTuple):
    """A line of an account as plans call it, e.g. ``running:water``; the detail may be a name."""

    kind: str
    detail: str = ""

    @property
    def key(self) -> str:
        """The line as plans call it."""
        return f"{self.kind}:{self.detail}" if self.detail else self.kind

    def said(self, lang: str) -> str:
        """Returns the line in a language."""
        parts = [word(part, lang) for part in (self.kind, self.detail) if part]
        return ("：" if lang == "zh" else ": ").join(parts)


class When(NamedTuple):
    """A period that each language says by weekday and clock."""

    period: Period

    @property
    def key(self) -> str:
        """The period's id."""
        return self.period.id

    def said(self, lang: str) -> str:
        """Returns the period in a language."""
        return when(self.period, lang)


class Words(NamedTuple):
    """Several such values in a row."""

    keys: "tuple[str | Amount | Line | When, ...]"

    @property
    def key(self) -> str:
        """The values as they are."""
        return listed(k if isinstance(k, str) else k.key for k in self.keys)

    def said(self, lang: str) -> str:
        """Returns the words in a language."""
        said = [word(k, lang) if isinstance(k, str) else k.said(lang) for k in self.keys]
        return phrase(said, lang) or "-"


class Named(NamedTuple):
    """A word and the id of what it names."""

    code: str
    id: str

    @property
    def key(self) -> str:
        """Both as they are."""
        return f"{self.code} ({self.id})"

    def said(self, lang: str) -> str:
        """Returns the word in a language, with the id."""
        return f"{word(self.code, lang)} ({self.id})"


_SAID = (Word, Words, Amount, Line, When, Named)


def title_of(b: Booking) -> Word | str:
    """Returns what a booking is called: its activity's title, or the word of its post."""
    return Word(b.post.role) if b.post else b.activity.title


def breach(
    family: str,
    code: str,
    *,
    clause: Clause | None = None,
    school: School | None = None,
    at: Booking | Period | None = None,
    subject: str = "",
    amount: int = 1,
    unit: str = "",
    **params: object,
) -> Violation:
    """Returns the record of one breach.

    Parameters
    ----------
    clause : Clause, optional
        The pack's clause; without it the rule is structural (``structure:<family>``).
    at : Booking or Period, optional
        Where in the week; a booking also gives the school and, by default, the subject.
    params : object
        Values of the message; a `Word` (`Words`, `Named`) is said in each language.
    """
    clause_id = clause.id if clause else f"structure:{family}"
    return _record(family, clause_id, code, school, at, subject, amount, unit, params)


def claim(
    field: str,
    code: str,
    *,
    school: School | None = None,
    at: Booking | Period | None = None,
    subject: str = "",
    amount: int = 1,
    unit: str = "",
    **params: object,
) -> Violation:
    """Returns the record of a claim of the plan that does not agree with its content."""
    return _record("plan", f"plan:{field}", code, school, at, subject, amount, unit, params)


def _record(
    family: str,
    clause_id: str,
    code: str,
    school: School | None,
    at: Booking | Period | None,
    subject: str,
    amount: int,
    unit: str,
    params: dict[str, object],
) -> Violation:
    if isinstance(at, Booking):
        school = school or at.school
        subject = subject or at.id
    period = at.period if isinstance(at, Booking) else at
    texts = {}
    for lang in LANGUAGES:
        values = {k: v.said(lang) if isinstance(v, _SAID) else v for k, v in params.items()}
        texts[lang] = text(
            f"verify.{code}",
            lang,
            **{
                "school": school.name if school else "-",
                "when": when(period, lang) if period else "-",
                "subject": subject,
                "amount": amount,
                **values,
            },
        )
    return Violation(
        family=family,
        clause_id=clause_id,
        school_id=school.id if school else None,
        weekday=period.weekday if period else None,
        period_id=period.id if period else None,
        subject=subject,
        amount=amount,
        unit=unit,
        code=code,
        params={k: v.key if isinstance(v, _SAID) else str(v) for k, v in params.items()},
        text_zh=texts["zh"],
        text_en=texts["en"],
    )


def in_part(violation: Violation, first: date, last: date) -> Violation:
    """Returns the record of a breach found in a part of the term, which says so."""
    dates = {"from_date": str(first), "to_date": str(last)}
    told = {
        lang: text("word.in_part", lang, said=said, **dates)
        for lang, said in (("zh", violation.text_zh), ("en", violation.text_en))
    }
    return violation.model_copy(
        update={
            "params": {**violation.params, **dates},
            "text_zh": told["zh"],
            "text_en": told["en"],
        }
    )


def when(period: Period, lang: str) -> str:
    """Returns a period in words, e.g. ``Mon 16:00-17:00``."""
    return (
        f"{day_word(period.weekday).said(lang)} {clock(period.start_min)}-{clock(period.end_min)}"
    )


def periods_said(periods: Mapping[str, tuple[School, Period]], ids: Iterable[str]) -> Words:
    """Returns periods by weekday and clock; one that the district does not have by its id."""
    return Words(tuple(When(periods[p][1]) if p in periods else p for p in ids))


def day_word(weekday: int) -> Word:
    """Returns a weekday as a word."""
    return Word(f"day_{weekday}")


def clock(minute: int) -> str:
    """Returns minutes since midnight as a clock time."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def hours(ch: int) -> str:
    """Returns hundredths of a class-hour as class-hours."""
    return f"{ch / 100:g}"


def listed(values: Iterable[object]) -> str:
    """Returns values as a short list."""
    return ", ".join(str(v) for v in values) or "-"
