"""Records of breaches, with their texts in both languages from the message catalogue."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from solver.domain import Period, School
from solver.domain.messages import LANGUAGES, catalogue, text
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking

Facts = dict[str, Any]
"""Values of a message by placeholder."""


class Word(NamedTuple):
    """A value that each language says in its own word: a key ``verify.word_<key>``.

    A value without a word (a locality's own code) is said as it is.
    """

    key: str

    def said(self, lang: str) -> str:
        """Returns the word in a language."""
        return catalogue(lang).get(f"verify.word_{self.key}", self.key)


class Words(NamedTuple):
    """Several such values in a row."""

    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """The values as they are."""
        return listed(self.keys)

    def said(self, lang: str) -> str:
        """Returns the words in a language."""
        said = [Word(k).said(lang) for k in self.keys]
        return ("、" if lang == "zh" else ", ").join(said) or "-"


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
        Values of the message; a `Word` is said in each language.
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
        values = {k: v.said(lang) if isinstance(v, Word | Words) else v for k, v in params.items()}
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
        params={k: v.key if isinstance(v, Word | Words) else str(v) for k, v in params.items()},
        text_zh=texts["zh"],
        text_en=texts["en"],
    )


def when(period: Period, lang: str) -> str:
    """Returns a period in words, e.g. ``Mon 16:00-17:00``."""
    return (
        f"{day_word(period.weekday).said(lang)} {clock(period.start_min)}-{clock(period.end_min)}"
    )


def day_word(weekday: int) -> Word:
    """Returns a weekday as a word."""
    return Word(f"day_{weekday}")


def clock(minute: int) -> str:
    """Returns minutes since midnight as a clock time."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def yuan(fen: int) -> str:
    """Returns fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def hours(ch: int) -> str:
    """Returns hundredths of a class-hour as class-hours."""
    return f"{ch / 100:g}"


def listed(values: Iterable[object]) -> str:
    """Returns values as a short list."""
    return ", ".join(str(v) for v in values) or "-"
