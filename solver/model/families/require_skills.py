"""A leader has the skill of the activity; provider activities and instructors belong together.

Structural.
"""

from solver.domain import Activity, StaffMember


def may_lead(person: StaffMember, activity: Activity) -> bool:
    """Tells whether a person's skills and provider fit an activity as its leader."""
    return may_assist(person, activity) and (
        activity.skill is None or activity.skill in person.skills
    )


def may_assist(person: StaffMember, activity: Activity) -> bool:
    """Tells whether a person may help in an activity: instructors and providers match."""
    return person.provider_id == activity.provider_id
