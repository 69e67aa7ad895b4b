"""Rows and codes that the enumeration of plans reads and writes."""

from solver.plan import UnmetNeed, Verdict


def need(
    family: str, school_id: str, weekday: int, subject: str, people: int, minutes: int
) -> UnmetNeed:
    return UnmetNeed(
        family=family, school_id=school_id, class_id=None, weekday=weekday, period_id=subject,
        component="care", student_periods=people, minutes=people * minutes, cause="cause.x",
    )  # fmt: skip


def breaches(verdict: Verdict) -> set[tuple[str, str]]:
    """Returns (family, code) of broken rules; claims, which these plans do not make, left out."""
    return {
        (v.family, v.code)
        for v in verdict.violations
        if v.family != "plan" and v.code != "shortfall_not_stated"
    }
