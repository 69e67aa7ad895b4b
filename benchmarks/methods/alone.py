"""Each school alone, then lend: schools keep to their own staff first, lending fills what is left.

First a plan in which no school lends anybody; people without a home school and providers are given
out as the product does. Then every meeting of that plan is pinned (activity, period, room, leader,
class) and the product plans again with lending: it may only add. Each of the two steps has the
whole budget, so this method has twice the time of the one it is compared with.
"""

from benchmarks.methods.trace import Trace
from data.readers.plan_book.pins import meeting_pins
from solver.domain import District
from solver.plan import Plan, digest
from solver.plan.levels import LEVELS
from solver.policy import PolicyPack
from solver.search.plan_term import plan_term

WORKERS = 2


def without_lending(district: District) -> District:
    """Returns the district in which nobody with a home school may go to another one."""
    staff = tuple(
        p.model_copy(update={"lendable_to": ()}) if p.home_school_id is not None else p
        for p in district.staff
    )
    return district.model_copy(update={"staff": staff})


def run(
    district: District, pack: PolicyPack, seconds: float, seed: int, trace: Trace
) -> Plan | None:
    """Returns the plan of the second step, or that of the first if the second has none."""
    trace.proved((0,) * len(LEVELS))
    first = plan_term(
        without_lending(district), pack, time_limit_s=seconds, workers=WORKERS, seed=seed
    ).plan
    if first is None:
        return None
    trace.told([level.value for level in first.levels])
    pins = tuple(dict.fromkeys(pin for m in first.meetings for pin in meeting_pins(m)))
    second = plan_term(
        district, pack, time_limit_s=seconds, workers=WORKERS, seed=seed, start=first, pins=pins
    ).plan
    if second is None:
        return None
    trace.told([level.value for level in second.levels])
    return _of(district, second)


def _of(district: District, plan: Plan) -> Plan:
    """Returns a plan of the pinned district as one of the district itself: the pins are kept."""
    came = plan.provenance.model_copy(update={"district_digest": digest(district)})
    return plan.model_copy(update={"provenance": came, "verdict": None})
