"""A synthetic district from a profile, a size and a seed."""

from dataclasses import replace

from data.synthetic import tight
from data.synthetic.assemble import assemble
from data.synthetic.build import Planting
from data.synthetic.duties import DUTIES, NOTE
from data.synthetic.fit import PackLimits, fit_district
from data.synthetic.kinds import MIX
from data.synthetic.notes import profile_notes
from data.synthetic.planted import planted_plan
from data.synthetic.profiles import draw_district
from data.synthetic.recipe import Budget
from data.synthetic.windows import WINDOWS
from solver.domain.base import Window
from solver.domain.district import District
from solver.plan import Plan
from solver.policy import PolicyPack

PROFILES = tuple(sorted(MIX))


def generate(
    profile: str,
    schools: int,
    seed: int,
    pack_id: str = "qiaocheng",
    windows: tuple[Window, ...] = (),
    duties: bool = False,
    budget: Budget = "loose",
) -> tuple[District, Plan]:
    """Returns a synthetic district and the plan that it was built around.

    The plan is legal and complete; it serves every choice and no class loses its own teacher, so
    those terms are known to be 0. Trips, where lending is needed, and what the plan reaches of the
    other wishes are upper bounds. The same arguments give the same bytes.

    Parameters
    ----------
    profile : str
        ``average_county``, ``city_district``, ``rural_county`` or ``town``.
    schools : int
        Number of schools; the first ones are the same for every number.
    seed : int
        Seed of every draw.
    pack_id : str
        Policy pack. Clock, fees, pay, lending, providers and mode follow its clauses; lending is
        needed only where the pack allows it.
    windows : tuple of str
        Windows besides the service: ``lunch``, ``extended``, ``evening`` (junior schools), as far
        as the pack's latest ends leave time for them. The service itself is the same without.
    duties : bool
        Whether schools have duty posts, each with its people. All else is the same without.
    budget : str
        ``loose``: accounts keep a modest surplus. ``tight``: what the planted plan costs is all
        the money there is, the district's fund included. All else is the same.
    """
    pack = load_pack(pack_id)
    drawn = draw_district(profile, schools, seed, pack_id)
    unknown = set(windows) - set(WINDOWS)
    if unknown:
        raise ValueError(f"unknown windows {sorted(unknown)}; known: {', '.join(WINDOWS)}")
    windows = tuple(w for w in WINDOWS if w in windows)
    extras = [*windows, *([DUTIES] if duties else []), *(["tight"] if budget == "tight" else [])]
    if extras:
        drawn = replace(drawn, id="-".join((drawn.id, *extras)), budget=budget)
    notes = profile_notes(profile, windows)
    planting = Planting(fit_district(drawn, PackLimits(pack)), pack, windows=windows, duties=duties)
    if duties:
        notes = (*notes, NOTE)
    if budget == "tight":
        notes = (*notes, tight.NOTE)
    district, accounts = assemble(planting, notes)
    if planting.recipe.budget == "tight":
        district, accounts = tight.tighten(district, accounts)
    return district, planted_plan(planting, district, accounts, seed)


def load_pack(pack_id: str) -> PolicyPack:
    """Reads a shipped pack."""
    from data.readers import read_pack

    return read_pack(pack_id)
