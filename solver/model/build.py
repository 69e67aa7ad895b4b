"""Builds the model of a district or of some of its schools."""

from collections.abc import Collection, Mapping

from solver.domain import District
from solver.model.context import Context
from solver.model.crews import make_crews
from solver.model.families import FAMILIES
from solver.model.home_first import add_home_first
from solver.model.lending_quotas import add_quotas
from solver.model.make_variables import make_variables
from solver.model.pin_reasons import find_pins
from solver.model.provider_limits import add_provider_limits
from solver.model.tighten import tighten
from solver.plan.levels import LEVELS
from solver.policy import PolicyPack


def build(
    district: District,
    pack: PolicyPack,
    school_ids: tuple[str, ...] | None = None,
    day_school: Mapping[tuple[str, int], str] | None = None,
    names_rooms: bool = True,
    week_limit: Mapping[tuple[str, str], int] | None = None,
    no_gaps: Collection[tuple[str, int]] | None = None,
    names_leaders: bool | None = None,
    fund_fen: Mapping[str, int] | None = None,
    evening_limit: Mapping[tuple[str, str], int] | None = None,
) -> Context:
    """Returns the model of some schools (default all) as a context with rows and variables.

    Parameters
    ----------
    district, pack
        The whole district; people of other schools are known to it.
    school_ids : tuple of str, optional
        Schools to plan.
    day_school : mapping of (staff_id, weekday) to school_id, optional
        Where shared people may work; see ``Context``.
    names_rooms : bool
        Exact rooms of sections with several periods; see ``Context``.
    week_limit : mapping of (staff_id, school_id) to int, optional
        Class-hours a week, in hundredths, that a shared person may do at a school.
    no_gaps : collection of (staff_id, weekday), optional
        Whether single closed dates bar a weekday; see ``Context``.
    names_leaders : bool, optional
        Who leads which group; see ``Context``. By default as ``names_rooms``.
    fund_fen : mapping of school_id to int, optional
        What each school may draw from the district's fund; see ``Context``.
    evening_limit : mapping of (staff_id, school_id) to int, optional
        Evenings a week that a shared person may do at a school.
    """
    ctx = _outline(
        district,
        pack,
        school_ids,
        day_school,
        names_rooms,
        week_limit,
        no_gaps,
        names_rooms if names_leaders is None else names_leaders,
        fund_fen,
        evening_limit,
    )
    make_variables(ctx)
    make_crews(ctx)
    for level in LEVELS:
        ctx.rows.objective(level.name)
    for family in FAMILIES:
        add = getattr(family, "add", None)
        if add is not None:
            add(ctx)
    find_pins(ctx)
    add_provider_limits(ctx)
    add_quotas(ctx)
    add_home_first(ctx)
    tighten(ctx)
    return ctx


def outline(
    district: District,
    pack: PolicyPack,
    school_ids: tuple[str, ...] | None = None,
    no_gaps: Collection[tuple[str, int]] | None = None,
) -> Context:
    """Returns the context of some schools (default all) before variables: what is possible at all.

    It takes no time: counting and causes need no more.
    """
    return _outline(district, pack, school_ids, no_gaps=no_gaps)


def _outline(
    district: District,
    pack: PolicyPack,
    school_ids: tuple[str, ...] | None,
    day_school: Mapping[tuple[str, int], str] | None = None,
    names_rooms: bool = True,
    week_limit: Mapping[tuple[str, str], int] | None = None,
    no_gaps: Collection[tuple[str, int]] | None = None,
    names_leaders: bool = True,
    fund_fen: Mapping[str, int] | None = None,
    evening_limit: Mapping[tuple[str, str], int] | None = None,
) -> Context:
    ids = school_ids or tuple(s.id for s in district.schools)
    ctx = Context(
        district,
        pack,
        ids,
        day_school or {},
        names_rooms,
        week_limit=week_limit or {},
        no_gaps=no_gaps,
        names_leaders=names_leaders,
        fund_fen=fund_fen,
        evening_limit=evening_limit or {},
    )
    for family in FAMILIES:
        restrict = getattr(family, "restrict", None)
        if restrict is not None:
            restrict(ctx)
    return ctx
