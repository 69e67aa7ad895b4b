"""Model and check agree on thousands of drawn districts, every rule cutting in some of them.

For each seed (``drawn``) all plans and all points are listed, as for the districts made by hand
(``test_agreement``): every point gives a plan that the check accepts, with the values of all
levels and the terms as the check recounts them; every legal plan is the plan of a point. Where
counting says that no plan can be legal, none is. A family has an *effect* in a district if a plan
is refused for it alone, or if two legal plans differ in it, being a need or a wish; the tests fail
if a family has no effect anywhere.

What is not enumerated
----------------------
- Names: students are counted, not named (plans list no student ids); sections have no names;
  which leader of an activity and period takes which of its groups is one plan, and so is which of
  several rooms of one kind a section has (``sittings``).
- Dates: a term of one week, every meeting on all its dates. No stand-ins, no dates left out, no
  closures, make-up days or phases. Where grades begin on different dates the model may be stricter
  than the rule and count money from above, and takes no bound from either: there every point is a
  legal plan, but not every legal plan a point.
- Sittings that the check refuses when nothing else meets, but for breaches that others mend
  (``HEALED``), and pairs with a person, a room or a student twice: the check is shown a few of
  these pairs, and must refuse them.
- Cells: each band takes what some activity could fill, what a mode asks for, what was fixed. A
  legal plan with a cell that the model does not offer (nothing could run there) is passed over if
  nobody meets in it; no such plan may be better than the best point.
- Size: at most two schools, three classes, three hours, four people, two rooms of a school, three
  activities; districts with more than 120 plans are drawn anew, smaller.
- The district's fund: its tests are its own.
"""

from collections import Counter
from collections.abc import Callable

import pytest

from solver.model.families import names
from solver.plan.levels import TERMS
from tests.solver.model.agree import Agreement, agree
from tests.solver.model.drawn.draft import Draft
from tests.solver.model.drawn.draw import FEATURES, drawn
from tests.solver.model.drawn.features_people import late_grade
from tests.solver.model.points import TooBig

ATTEMPTS = 12
LATE = 12
"""Seeds of districts in which grades begin on different dates."""
SAMPLE, SAMPLES = len(FEATURES), 3
"""Seeds of each part of the normal suite, each feature once, and how many parts there are."""
PART, PARTS = 10 * len(FEATURES), 4
"""Seeds of each slow test, and how many of them there are: more than 2,000 in all."""
NOT_DRAWN = {"draw_district_fund"}
LEAST = 1
"""Districts of each part in which each family has an effect, and in which it has none."""
QUIET = 15
"""Families that may have had no effect in a part of the sample, which is small."""


def settle(seed: int, main: Callable[[Draft], None] | None = None) -> Agreement:
    """Returns what came of a seed."""
    for attempt in range(ATTEMPTS):
        record, pack, about = drawn(seed, attempt, main)
        try:
            return agree(record, pack)
        except TooBig:
            continue
        except AssertionError as error:
            clauses = ", ".join(c.id for c in pack.clauses)
            text = f"{about}; clauses {clauses}\n{record.model_dump_json(exclude_defaults=True)}"
            raise AssertionError(f"{text}\n{error}") from error
    raise AssertionError(f"seed {seed}: too big in {ATTEMPTS} attempts")


def tally(seeds: range) -> tuple[Counter[str], Counter[str]]:
    """Returns in how many districts each family had an effect, and in how many it had none."""
    felt: Counter[str] = Counter()
    idle: Counter[str] = Counter()
    failed = []
    for seed in seeds:
        try:
            result = settle(seed)
        except AssertionError as error:
            failed.append(str(error))
            continue
        effects = result.cut | result.weighed
        felt.update(effects)
        idle.update({*names()} - effects if result.plans else set())
    assert not failed, "\n\n".join([f"{len(failed)} districts disagree", *failed])
    return felt, idle


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(SAMPLES))
def test_a_sample_of_drawn_districts_agrees(part: int) -> None:
    felt, idle = tally(range(part * SAMPLE, (part + 1) * SAMPLE))
    assert len({f for f in names() if not felt[f]}) <= QUIET, felt
    assert all(idle[f] for f in names())


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
def test_drawn_districts_agree(part: int) -> None:
    felt, idle = tally(range(part * PART, (part + 1) * PART))
    assert {f: felt[f] for f in names() if felt[f] < LEAST and f not in NOT_DRAWN} == {}
    assert {f: idle[f] for f in names() if idle[f] < LEAST} == {}


@pytest.mark.timeout(900)
def test_where_grades_begin_apart_every_point_is_legal_and_never_too_cheap() -> None:
    # Rows may be stricter than the rule, money may be an upper figure; both kinds are there.
    results = [settle(seed, late_grade) for seed in range(LATE)]
    exact = [r.exact for r in results if r.plans]
    assert 0 < sum(exact) < len(exact)


def test_every_term_is_a_family() -> None:
    # So that a term without a family of its own cannot slip through the tally.
    assert {t.family for t in TERMS} <= {*names()}
