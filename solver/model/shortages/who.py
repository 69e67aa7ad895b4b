"""Which skill is asked for, and who has it but may not serve."""

from collections.abc import Iterable

from solver.domain import Activity
from solver.domain.base import GridComponent
from solver.domain.messages.said import Message, Row, Value
from solver.model.chances import Chance
from solver.model.families import require_skills
from solver.model.reach import Reach
from solver.model.reasons import Reason

MOST = 3
"""People and skills that a message names; the rest is counted."""


def skills_of(reach: Reach, periods: Iterable[str], k: GridComponent) -> str:
    """Returns the skills that leaders of a component need."""
    return skills(_activities(reach, periods, k))


def skills(activities: Iterable[Activity]) -> str:
    """Returns the skills that leaders of some activities need."""
    found = sorted({a.skill for a in activities if a.skill})
    return ", ".join(found[:MOST]) or "any_skill"


def features_of(reach: Reach, periods: Iterable[str], k: GridComponent) -> str:
    """Returns the room features that activities of a component ask for."""
    return features(_activities(reach, periods, k))


def features(activities: Iterable[Activity]) -> str:
    """Returns the room features that some activities ask for."""
    found = sorted({f for a in activities for f in a.room_features})
    return ", ".join(found[:MOST]) or "plain_room"


def _activities(reach: Reach, periods: Iterable[str], k: GridComponent) -> list[Activity]:
    chances = [c for t in periods for c in reach.chances.get(t, ()) if c.serves(k)]
    return list({c.activity.id: c.activity for c in chances}.values())


def barred(reach: Reach, periods: Iterable[str], k: GridComponent, able: set[str]) -> Value:
    """Says who has the skill for a component in some periods and may not serve, and why."""
    chances = [c for t in periods for c in reach.chances.get(t, ()) if c.serves(k)]
    return barred_from(reach, chances, able)


def barred_from(reach: Reach, chances: Iterable[Chance], able: set[str]) -> Value:
    """Says who has the skill for some meetings and may not serve, and why; else nothing."""
    reasons: dict[str, Reason] = {}
    for chance in chances:
        for person in reach.people.askable(reach.view.school.id, chance.activity):
            if person.id in able or person.id in reasons:
                continue
            if require_skills.may_lead(person, chance.activity):
                why = reach.people.why_not(
                    person, reach.view.school.id, chance.activity, chance.pattern
                )
                if why:
                    reasons[person.id] = next(iter(why.values()))
    if not reasons:
        return ""
    told = [Message(r.code, dict(r.params)) for _, r in sorted(reasons.items())[:MOST]]
    return Message("finding.barred", {"count": len(reasons), "reasons": Row(tuple(told), "", " ")})
