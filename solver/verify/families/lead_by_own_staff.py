"""`lead_by_own_staff`: how much of basic service the school's own people lead."""

from collections import defaultdict
from datetime import date

from solver.domain import School, StaffMember
from solver.domain.base import OWN_ROLES
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import until_waived, weekly
from solver.verify.own_adult import check_own_adult
from solver.verify.own_staff import own_shortage
from solver.verify.parameters import names_role, words
from solver.verify.report import Words, breach

FAMILY = "lead_by_own_staff"
OUTSIDERS = ("external", "volunteer")


def check_lead_by_own_staff(ctx: Context) -> list[Violation]:
    """Checks the own share of minutes led in basic regular meetings of the pattern week.

    ``external_only_if_shortage``: outsiders serve only from the day the school signed that its
    own staff do not suffice, or where counting shows that they do not. Structural: an own adult is
    on site whenever an outsider works.
    """
    return _shares(ctx) + _outsiders(ctx) + check_own_adult(ctx)


@weekly
def _shares(ctx: Context) -> list[Violation]:
    return [
        v
        for school in ctx.district.schools
        for clause in ctx.clauses(FAMILY, school)
        for v in _share(school, clause, ctx.of_school[school.id])
    ]


@until_waived(FAMILY)
def _outsiders(ctx: Context) -> list[Violation]:
    return [
        v
        for school in ctx.district.schools
        for clause in ctx.clauses(FAMILY, school)
        if clause.flag("external_only_if_shortage")
        for v in _shortage(ctx, school, clause)
    ]


def _share(school: School, clause: Clause, meetings: list[Booking]) -> list[Violation]:
    counted = own_minutes(school, clause, meetings)
    if counted is None:
        return []
    own, least, total = counted
    if own >= least:
        return []
    return [
        breach(
            FAMILY,
            "own_share_low",
            clause=clause,
            school=school,
            subject=school.id,
            amount=least - own,
            unit="min",
            own=own,
            total=total,
            allowed=least,
            roles=Words(own_roles(clause)),
        )
    ]


def own_minutes(
    school: School, clause: Clause, meetings: list[Booking]
) -> tuple[int, int, int] | None:
    """Returns minutes led by own people, the least that they must be, and all minutes.

    Of basic regular service in the pattern week; ``None`` where there is none, or no share.
    """
    num, den = clause.integer("own_share_num"), clause.integer("own_share_den")
    if num is None or den is None:
        return None
    roles = own_roles(clause)
    total = own = 0
    for b in meetings:
        if b.activity.service_type == "basic" and b.period.window == "regular":
            total += b.period.minutes
            own += b.period.minutes if _is_own(b.leader, school, roles, clause) else 0
    least = num * total // den + 1 if clause.flag("strict") else -(-num * total // den)
    return (own, least, total) if total else None


def own_roles(clause: Clause) -> tuple[str, ...]:
    """Returns the roles that count as own people."""
    return words(clause, "roles") or tuple(sorted(OWN_ROLES))


def _is_own(
    leader: StaffMember | None, school: School, roles: tuple[str, ...], clause: Clause
) -> bool:
    if leader is None or not names_role(roles, leader.role):
        return False
    if clause.flag("lent_counts"):
        return leader.home_school_id is not None
    return leader.home_school_id == school.id


def _shortage(ctx: Context, school: School, clause: Clause) -> list[Violation]:
    signed = school.shortage_declaration.signed_on if school.shortage_declaration else None
    served: dict[str, tuple[StaffMember, set[date]]] = defaultdict()
    for b in (*ctx.of_school[school.id], *ctx.duties_of[school.id]):
        for person in b.people:
            if person.role in OUTSIDERS:
                served.setdefault(person.id, (person, set()))[1].update(b.dates)
    found: list[Violation] = []
    if signed is None and served and own_shortage(ctx.record, ctx.pack, school) is not None:
        return found
    for person, dates in served.values():
        early = [d for d in dates if signed is None or d < signed]
        if early:
            found.append(
                breach(
                    FAMILY,
                    "external_without_shortage",
                    clause=clause,
                    school=school,
                    subject=person.id,
                    amount=len(early),
                    unit="dates",
                    person=person.name,
                    signed=signed or "-",
                )
            )
    return found
