"""The enumeration of plans, with what each rule refused and where each wish made a difference.

A rule *cuts* where some plan is refused for it alone: without the rule it would be legal. A wish,
or a need, *weighs* where two legal plans differ in it. A rule that never cuts is not tested.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations_with_replacement, islice, product

from solver.domain import District, GridPin, School
from solver.plan import Plan, Verdict
from solver.policy import PolicyPack
from solver.verify import CHECKS
from solver.verify.context import Context
from solver.verify.families.wishes import WISH_CHECKS
from solver.verify.measures import measure
from solver.verify.waivers import waiver_of
from tests.solver.model.brute import HEALED, Brute, Grid, Sitting
from tests.solver.model.brute_rows import breaches
from tests.solver.model.points import TooBig, Values

SITTINGS, GRIDS, SETS, PLANS = 160, 400, 3000, 120
"""What one district may take: sittings that are tried, grids, sets of sittings, and plans."""
BANS = ("ban_kinds", "protect_lower_grades")
RULES = tuple(c for c in CHECKS if c not in WISH_CHECKS)
CLASHES = 4
"""Clashes of each kind that are shown to the check although nobody tries them."""


class Watched(Brute):
    """Lists the legal plans of a district and remembers what the check refused.

    Attributes
    ----------
    cut : families that alone refused some plan, with how often.
    weighed : terms in which two legal plans differ, and families of unmet needs.
    """

    def __init__(self, district: District, pack: PolicyPack) -> None:
        super().__init__(district, pack)
        self.cut: Counter[str] = Counter()
        self.weighed: set[str] = set()

    def verdict(self, plan: Plan) -> Verdict:
        """Returns the check's word, without its look at claims, which these plans do not make."""
        self.checks += 1
        ctx = Context(self.district, self.pack, plan)
        found = [v for family in RULES for v in family(ctx)]
        kept = [v for v in found if waiver_of(ctx, v) is None]
        counted = measure(ctx)
        verdict = Verdict(
            ok=not kept, complete=False, publishable=False, violations=tuple(kept), clauses=(),
            levels=counted.levels, terms=counted.terms, district_digest="", pack_digest="",
            plan_digest="",
        )  # fmt: skip
        self._refused(breaches(verdict))
        return verdict

    def _refused(self, found: set[tuple[str, str]]) -> None:
        families = {family for family, _ in found}
        if len(families) == 1:
            self.cut.update(families)

    def legal(self) -> list[tuple[Plan, Values]]:
        """Returns the legal plans with their levels; raises ``TooBig`` before it takes long."""
        if len(list(islice(self._every_sitting(), SITTINGS + 1))) > SITTINGS:
            raise TooBig("sittings")
        sets = list(islice(self._sets(), SETS + 1))
        if len(sets) > SETS:
            raise TooBig("sets")
        tried = [(s, g) for s in sets for g in self._grids(s)]
        if len(tried) * len(self._standings) > PLANS:
            raise TooBig("plans")
        found = []
        seen: dict[str, set[object]] = defaultdict(set)
        for sittings, grid in tried:
            for standing in self._standings:
                plan = self.plan(sittings, grid, standing)
                verdict = self.verdict(plan)
                if breaches(verdict):
                    continue
                found.append((plan, tuple(level.value for level in verdict.levels)))
                for term in verdict.terms:
                    seen[term.family].add(term.value)
                open_ = Counter(u.family for u in plan.unmet)
                for family in ("serve_lunch", "offer_extended_care"):
                    seen[family].add(open_[family])
        self.weighed = {family for family, values in seen.items() if len(values) > 1}
        self._clashing()
        return found

    @cached_property
    def candidates(self) -> tuple[Sitting, ...]:
        """Sittings that may stand alone, if any grid that may stand admits them."""
        return tuple(s for s in super().candidates if any(self._grids((s,))))

    def _may_stand(self, s: Sitting) -> bool:
        """Tells whether a sitting may stand alone, under a grid that admits it if one does."""
        grid = next(self._grids((s,)), self._any_grid)
        found = breaches(self.verdict(self.plan((s,), grid)))
        left = {(f, code) for f, code in found if code not in {*HEALED, "pin_cell"}}
        self._refused(left)
        return not {code for family, code in left if family != "follow_mode"}

    def _every_sitting(self) -> Iterator[Sitting]:
        for school in self.district.schools:
            yield from self._of_school(school)

    # --- grids -------------------------------------------------------------------------------

    def _offered(self, school: School, class_id: str, period_id: str) -> list[str]:
        """What an activity fills, what a mode asks for, and what somebody fixed."""
        found = {*super()._offered(school, class_id, period_id)}
        for clause in self.pack.of_family("follow_mode"):
            for k in ("guidance", "sports", "extension"):
                if clause.integer(f"min_{k}_per_week"):
                    found.add(k)
                if clause.integer("daily_each_from_periods"):
                    found.add(k)
        cells = [*school.fixed_grid, *(p for p in self.district.pins if isinstance(p, GridPin))]
        found |= {c.component for c in cells if c.period_id == period_id}
        if any(self.pack.of_family(f) for f in BANS):
            # All else may be banned.
            found.add("care")
        return sorted(found)

    @cached_property
    def _empty_grids(self) -> list[Grid]:
        """Grids of bands that walk together which nothing forbids while nobody meets."""
        units: dict[tuple[str, str], list[str]] = defaultdict(list)
        bands = {c: b for s in self.district.schools for b in s.bands for c in b.class_ids}
        offered: dict[tuple[str, str], set[str]] = defaultdict(set)
        for school, c, t in self._slots:
            unit = bands[c].id if bands[c].grid_unit == "band" else c
            units[(unit, t)].append(c)
            offered[(unit, t)] |= {*self._offered(school, c, t)}
        ways = [sorted(offered[unit]) for unit in units]
        size = 1
        for way in ways:
            size *= len(way)
        if size > GRIDS:
            raise TooBig("grids")
        found = []
        for chosen in product(*ways):
            cell = {(c, u[1]): k for u, k in zip(units, chosen, strict=True) for c in units[u]}
            grid = tuple((c, t, cell[(c, t)]) for _, c, t in self._slots)
            if not {code for _, code in breaches(self.verdict(self.plan((), grid)))} - HEALED:
                found.append(grid)
        return found

    # --- clashes -----------------------------------------------------------------------------

    def _clashing(self) -> None:
        """Shows pairs of sittings that ``_sets`` leaves out to the check: it refuses them too."""
        shown: Counter[str] = Counter()
        for pair in combinations_with_replacement(self.candidates, 2):
            kind = self._clash(*pair)
            if kind is not None and shown[kind] < CLASHES:
                for grid in islice(self._grids(pair), 1):
                    shown[kind] += 1
                    assert breaches(self.verdict(self.plan(pair, grid))), (kind, pair)

    def _clash(self, a: Sitting, b: Sitting) -> str | None:
        meet = any(u in self._meanwhile[t] for t in a.pattern for u in b.pattern)
        both = {*a.pattern} & {*b.pattern}
        if meet and {*a.staff_ids} & {*b.staff_ids}:
            return "staff"
        if both and a.room_id == b.room_id:
            places = {r.id: r.sections_at_once for s in self.district.schools for r in s.rooms}
            return "room" if places[a.room_id] == 1 else None
        counts = Counter(dict(a.counts))
        counts.update(dict(b.counts))
        full = any(
            counts[c] > self.classes[c].present(self.period[t]) for t in both for c in counts
        )
        return "class" if full else None
