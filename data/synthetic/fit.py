"""Fits a drawn district to a policy pack: clock, money, lending and outsiders as it allows."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from data.synthetic.recipe import Clock, DistrictRecipe, Money, SchoolRecipe
from solver.policy import Clause, PolicyPack

SHORT = Clock(spans=((960, 1000), (1010, 1050)), dismissal_min=960)
"""Two periods of 40 minutes with a break of ten: ninety minutes that end at 17:30."""
EARLY = Clock(spans=((960, 1020), (1020, 1080)), dismissal_min=955)
MANY = 3
"""Near misses beyond which a school is the one that shows them all."""
MISSING_CAP = "示例数字；县文件没有印出，须换成本地标准"


Mode = Literal["1+1+N", "2+N"]
MODES: tuple[Mode, ...] = ("1+1+N", "2+N")


class PackLimits:
    """What the clauses of a pack ask of a synthetic district."""

    def __init__(self, pack: PolicyPack) -> None:
        self._clauses = [c for c in pack.clauses if c.is_required]
        modes = [c.get("mode") for c in pack.of_family("follow_mode")]
        self.mode: Mode | None = next((m for m in MODES if m in modes), None)
        self.most_minutes = self._least("keep_daily_minutes", "max_minutes_per_day")
        self.latest = {
            "primary": self._least("end_within_window", "latest_end_primary_min"),
            "junior": self._least("end_within_window", "latest_end_junior_min"),
        }
        self.pay_cap = self._least("keep_pay_cap", "cap_fen")
        floors = [c.integer("floor_fen") for c in self._of("keep_pay_floor")]
        self.pay_floor = max((f for f in floors if f is not None), default=0)
        basic = [c for c in self._of("cap_fees") if c.get("account") == "basic"]
        self.fee_cap = min((f for c in basic if (f := c.integer("cap_fen"))), default=None)
        self.cap_from_funding = any(c.flag("from_funding") for c in basic)
        self.special_fee_cap = min(
            (
                f
                for c in self._of("cap_fees")
                if c.get("account") == "special" and (f := c.integer("cap_fen"))
            ),
            default=None,
        )
        self.subsidy = self._least("meet_subsidy_floor", "floor_fen") or 0
        self.reduction_pct = self._least("apply_fee_reductions", "min_reduction_pct") or 0
        lending = self._of("lend_within_area")
        self.lending = any(c.flag("allowed") for c in lending)
        own = self._of("lead_by_own_staff")
        self.outsiders = not any(_all_own(c) or c.flag("external_only_if_shortage") for c in own)
        third = self._of("limit_third_parties")
        self.training_bodies = not any(
            "non_academic_training" in c.words("forbidden_kinds") for c in third
        )
        self.special_fields = _common(c.words("fields") for c in third)
        self._near_miss_roles()

    def _near_miss_roles(self) -> None:
        """Which flaws in papers or pay the pack forbids."""
        cleared = self._of("require_clearance")

        def names(role: str, *lists: str) -> bool:
            return any(r in (role, "all") for c in cleared for key in lists for r in c.words(key))

        bad = any(c.flag("no_bad_record") for c in cleared)
        self.near_misses = ["unsafe_room", "tight_room", "long_absence"]
        if bad or names("teacher", "vetting_roles"):
            self.near_misses.append("failed_vetting")
        if names("external", "qualification_roles", "contract_roles", "vetting_roles"):
            self.near_misses.append("expired_papers")
        if bad or names("volunteer", "qualification_roles", "review_roles"):
            self.near_misses.append("unqualified_volunteer")
        if names("teacher", "training_roles"):
            self.near_misses.append("untrained_teacher")
        if self.pay_cap:
            self.near_misses.append("overpaid_teacher")
        if self.pay_floor > 1:
            self.near_misses.append("underpaid_teacher")

    def _of(self, family: str) -> list[Clause]:
        return [c for c in self._clauses if c.family == family]

    def _least(self, family: str, name: str) -> int | None:
        values = [c.integer(name) for c in self._of(family)]
        return min((v for v in values if v is not None), default=None)


def _all_own(clause: Clause) -> bool:
    share = clause.integer("own_share_num")
    return share is not None and share == clause.integer("own_share_den")


def _common(lists: Iterable[tuple[str, ...]]) -> frozenset[str] | None:
    """What all non-empty lists allow; ``None`` if there is none."""
    found: frozenset[str] | None = None
    for words in lists:
        if words:
            found = frozenset(words) if found is None else found & frozenset(words)
    return found


def fit_district(recipe: DistrictRecipe, limits: PackLimits) -> DistrictRecipe:
    """Returns the recipe with every school inside the limits of the pack."""
    return replace(recipe, schools=tuple(fit_school(s, limits) for s in recipe.schools))


def fit_school(recipe: SchoolRecipe, limits: PackLimits) -> SchoolRecipe:
    """Returns a school inside the limits of the pack, otherwise as drawn."""
    special = recipe.special_clubs if limits.training_bodies else 0
    capped = limits.special_fee_cap is not None and recipe.menu_style == "single"
    near = tuple(k for k in recipe.near_misses if k in limits.near_misses)
    if len(recipe.near_misses) > MANY:
        # A school that draws nearly all of them shows everything that the pack forbids.
        near = tuple(limits.near_misses)
    return replace(
        recipe,
        clocks=_clocks(recipe, limits),
        money=_money(recipe.money, limits),
        adopted_mode=limits.mode,
        special_clubs=special,
        is_weak=recipe.is_weak and limits.lending,
        externals=recipe.externals if limits.outsiders else 0,
        menu_style="daily" if capped else recipe.menu_style,
        near_misses=near,
    )


def _clocks(recipe: SchoolRecipe, limits: PackLimits) -> tuple[Clock, ...]:
    stage = "junior" if recipe.stage == "junior" else "primary"
    latest = limits.latest[stage]
    end = max(c.spans[-1][1] for c in recipe.clocks)
    length = max(c.spans[-1][1] - c.spans[0][0] for c in recipe.clocks)
    if limits.most_minutes is not None and length > limits.most_minutes:
        return (SHORT,)
    if latest is not None and end > latest:
        return (EARLY,)
    return recipe.clocks


def _money(money: Money, limits: PackLimits) -> Money:
    pay = money.pay
    teacher = max(pay.teacher, limits.pay_floor)
    if limits.pay_cap is not None:
        teacher = min(teacher, limits.pay_cap)
    fee = money.fee_fen if limits.fee_cap is None else min(money.fee_fen, limits.fee_cap)
    return replace(
        money,
        fee_fen=0 if limits.subsidy else fee,
        fee_published=money.fee_published and not limits.subsidy,
        fee_cap_fen=40000 if limits.cap_from_funding else None,
        fee_cap_ref=MISSING_CAP if limits.cap_from_funding else "",
        reduction_pct=max(money.reduction_pct, limits.reduction_pct),
        subsidy_per_participant_fen=limits.subsidy,
        pay=replace(pay, teacher=teacher),
    )
