"""Infeasible twins: a planted district changed by as few facts as make it impossible to serve."""

from random import Random

from data.synthetic.generator import generate, load_pack
from data.synthetic.twins.edits import with_facts, without_facts
from data.synthetic.twins.ground import Ground
from data.synthetic.twins.kinds import KINDS, Kind
from data.synthetic.twins.record import Clash, Expected, Fact
from data.synthetic.twins.witness import witness
from data.synthetic.windows import WINDOWS
from solver.domain.base import Window
from solver.domain.district import District
from solver.plan import Plan

__all__ = [
    "KINDS",
    "Clash",
    "Expected",
    "Fact",
    "Kind",
    "NoPlaceError",
    "generate_twin",
    "with_facts",
    "without_facts",
    "witness",
]


class NoPlaceError(LookupError):
    """No school of the district has what a kind of clash needs."""


def generate_twin(
    kind: str,
    profile: str,
    schools: int,
    seed: int,
    pack_id: str | None = None,
    windows: tuple[Window, ...] = (),
    duties: bool = False,
) -> tuple[District, Plan, Clash]:
    """Returns a district that cannot be served, the plan of its planted district, and the clash.

    The same arguments give the same bytes; the rest as for ``generate``.

    Parameters
    ----------
    kind : str
        One of ``KINDS``. What it needs of packs and windows is added where it is not asked for.
    pack_id : str, optional
        One of the kind's packs; the first by default.

    Raises
    ------
    NoPlaceError
        If no school of the district has what the kind needs.
    """
    chosen = KINDS[kind]
    pack_id = pack_id or chosen.packs[0]
    if pack_id not in chosen.packs:
        raise ValueError(f"{kind} is not known under {pack_id}; known: {', '.join(chosen.packs)}")
    both = tuple(w for w in WINDOWS if w in {*windows, *chosen.windows})
    district, plan = generate(profile, schools, seed, pack_id, both, duties)
    named = district.model_copy(update={"id": f"{district.id}-{kind}"[:80]})
    ground = Ground(named, plan, load_pack(pack_id), Random(f"{profile}/{seed}/{kind}"))
    clash = chosen.make(ground)
    if clash is None:
        raise NoPlaceError(kind)
    clash = clash.model_copy(update={"kind": kind})
    return with_facts(ground.district, clash.facts), plan, clash
