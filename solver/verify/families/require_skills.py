"""`require_skills`: the leader can do it, and a provider's activity has its own instructors."""

from solver.plan import Violation
from solver.verify.context import Context
from solver.verify.report import Facts, breach, listed

FAMILY = "require_skills"


def check_require_skills(ctx: Context) -> list[Violation]:
    """Checks skills of leaders and where instructors may serve; helpers need no skill.

    Structural: holds whatever the pack says.
    """
    found = []
    for b in ctx.bookings:
        activity, leader = b.activity, b.leader
        facts: Facts = {"activity": activity.title}
        if leader and activity.skill is not None and activity.skill not in leader.skills:
            found.append(
                breach(
                    FAMILY,
                    "no_skill",
                    at=b,
                    subject=leader.id,
                    unit="meetings",
                    person=leader.name,
                    needed=activity.skill,
                    skills=listed(leader.skills),
                    **facts,
                )
            )
        if leader and activity.provider_id not in (None, leader.provider_id):
            found.append(
                breach(
                    FAMILY,
                    "not_of_provider",
                    at=b,
                    subject=leader.id,
                    unit="meetings",
                    person=leader.name,
                    provider=_provider(ctx, activity.provider_id),
                    **facts,
                )
            )
        for person in b.people:
            if person.role == "instructor" and person.provider_id != activity.provider_id:
                if person is leader and activity.provider_id is not None:
                    continue
                found.append(
                    breach(
                        FAMILY,
                        "instructor_elsewhere",
                        at=b,
                        subject=person.id,
                        unit="meetings",
                        person=person.name,
                        provider=_provider(ctx, person.provider_id),
                        **facts,
                    )
                )
    return found


def _provider(ctx: Context, provider_id: str | None) -> str:
    provider = ctx.providers.get(provider_id or "")
    return provider.name if provider else provider_id or "-"
