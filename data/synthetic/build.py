"""From a recipe to planted drafts: grid, groups, clubs, rooms and adults of every school."""

from random import Random

from data.synthetic.calendar import AUTUMN_2025
from data.synthetic.choices import limit_per_class, offer_menus
from data.synthetic.clubs import plant_clubs
from data.synthetic.draft import MeetingDraft, PersonDraft, SchoolDraft
from data.synthetic.duties import plant_duties
from data.synthetic.fit import PackLimits
from data.synthetic.groups import plant_groups
from data.synthetic.layout import lay_out
from data.synthetic.names import PersonNames
from data.synthetic.packing import pack_duties
from data.synthetic.recipe import DistrictRecipe, SchoolRecipe
from data.synthetic.roster import engage_externals, hire
from data.synthetic.staffing import (
    give_days,
    instruct,
    lend_sports,
    staff_guidance,
    staff_rest,
    widen_skills,
)
from data.synthetic.windows import plant_windows
from solver.domain.base import Window
from solver.domain.term import Term
from solver.policy import PolicyPack


class Planting:
    """The planted drafts of a recipe.

    Every purpose draws from a generator of its own, seeded by words, so that no draw disturbs
    another and the schools of a larger district begin with those of a smaller one.
    """

    def __init__(
        self,
        recipe: DistrictRecipe,
        pack: PolicyPack,
        term: Term = AUTUMN_2025,
        windows: tuple[Window, ...] = (),
        duties: bool = False,
    ) -> None:
        self.windows = windows
        self.recipe = recipe
        self.pack = pack
        self.term = term
        self.limits = PackLimits(pack)
        self.drafts = [self._plant(s) for s in recipe.schools]
        self._lend()
        for draft in self.drafts:
            rng = self.rng(draft.id, "staff")
            names = PersonNames(self.rng(draft.id, "more names"))
            staff_guidance(draft, rng)
            engage_externals(draft, names)
            staff_rest(draft, names, rng)
            pack_duties(draft)
        self.instructors: list[PersonDraft] = []
        instruct(self.drafts, self.instructors, self._instructor)
        for person in self.instructors:
            rest = [d for d in range(1, 6) if d not in person.school_on]
            person.spare_days = set(self.rng(person.id, "days").sample(rest, min(1, len(rest))))
        for draft in self.drafts:
            limit_per_class(draft)
            rng = self.rng(draft.id, "days")
            widen_skills(draft, rng)
            give_days(draft, _slack(draft, rng), rng)
            if windows:
                rng = self.rng(draft.id, "windows")
                names = PersonNames(self.rng(draft.id, "names of windows"))
                plant_windows(draft, windows, pack, names, rng)
            if duties:
                plant_duties(draft, self.rng(draft.id, "duties"))

    def rng(self, *words: str) -> Random:
        """Returns the generator of one purpose."""
        return Random("/".join((self.recipe.seed_words, *words)))

    def _plant(self, school: SchoolRecipe) -> SchoolDraft:
        rng = self.rng(school.id, "plan")
        draft = lay_out(school, self.pack, rng)
        plant_groups(draft)
        plant_clubs(draft, self.recipe.providers, self.limits, rng)
        offer_menus(draft)
        hire(draft, PersonNames(self.rng(school.id, "names")), rng)
        return draft

    def _lend(self) -> None:
        """Weak schools get their sports teachers from the centre school of their area."""
        for weak in self.drafts:
            if weak.recipe.is_weak:
                centre = next(
                    d
                    for d in self.drafts
                    if d.recipe.is_centre and d.recipe.area_id == weak.recipe.area_id
                )
                lend_sports(weak, centre)

    def _instructor(self, meeting: MeetingDraft) -> PersonDraft:
        provider = meeting.activity.provider_id or ""
        skill = meeting.activity.skill or ""
        number = 1 + sum(p.provider == provider for p in self.instructors)
        return PersonDraft(
            id=f"{provider}-i{number:02d}",
            name=PersonNames(self.rng(provider, str(number))).next(),
            role="instructor",
            home=None,
            subject=skill,
            skills={skill},
            provider=provider,
        )


def _slack(draft: SchoolDraft, rng: Random) -> float:
    """People per weekday over the peak; more where clocks overlap and nobody can serve twice."""
    return rng.uniform(1.06, 1.14) + (0.08 if len(draft.recipe.clocks) > 1 else 0.0)
