"""What a district may say and hardly means: a skill that nobody has, a feature of no room."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from solver.domain.district import District
from solver.domain.errors import InputFinding

_NAMED_AT_MOST = 6


def doubts(district: District) -> list[InputFinding]:
    """Returns the notes on a district, each with its JSON path.

    An activity that asks for a skill that nobody has, or for a room that no school has, can be
    read, but it will never be held; mostly one of the two words is misspelt.
    """
    return [*_skills(district), *_features(district)]


def _skills(district: District) -> Iterator[InputFinding]:
    known = {skill for person in district.staff for skill in person.skills}
    for i, activity in enumerate(district.activities):
        if activity.skill is not None and activity.skill not in known:
            yield _note(f"activities[{i}].skill", "skill_of_nobody", activity.skill, known)


def _features(district: District) -> Iterator[InputFinding]:
    known = {f for school in district.schools for room in school.rooms for f in room.features}
    for i, activity in enumerate(district.activities):
        for j, feature in enumerate(activity.room_features):
            if feature not in known:
                where = f"activities[{i}].room_features[{j}]"
                yield _note(where, "feature_of_no_room", feature, known)


def _note(where: str, code: str, value: str, known: Iterable[str]) -> InputFinding:
    words = sorted(known)
    near = get_close_matches(value, words, _NAMED_AT_MOST, 0.3)
    said = [*near, *(word for word in words if word not in near)][:_NAMED_AT_MOST]
    params = {"value": value, "known": ", ".join(said) or "–"}
    return InputFinding(where=where, code=f"note.{code}", params=params)
