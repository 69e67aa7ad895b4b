"""The head of commands that write files about a plan: read both, judge edits, find the pack."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from api.commands.edits import read_plan, settled
from api.commands.inputs import read_district, read_pack
from api.commands.paths import output_folder
from api.texts import Texts

if TYPE_CHECKING:
    from solver.domain import District
    from solver.plan import Plan
    from solver.policy import PolicyPack


class PlanFiles(NamedTuple):
    """A district, the pack that its plan is judged by, and the plan with edits counted anew."""

    district: "District"
    pack: "PolicyPack"
    plan: "Plan"


def read_plan_files(
    district: Path, plan: Path, policy: str | None, out: Path, mark: bool, texts: Texts
) -> PlanFiles:
    """Reads what documents of a plan are made from, and refuses a folder that cannot be made.

    Parameters
    ----------
    policy : str, optional
        The pack asked for; by default the one that the plan was made under.
    mark : bool
        Whether mistakes of a workbook are marked in a copy of it.
    """
    output_folder(out, texts)
    read = read_district(district, texts, mark=mark)
    edited = read_plan(plan, read, texts, mark=mark)
    pack = read_pack(policy or edited.plan.provenance.pack_id, texts)
    return PlanFiles(read, pack, settled(edited, read, pack, texts))
