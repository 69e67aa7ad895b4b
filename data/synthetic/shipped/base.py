"""What the shipped districts have in common; each builder beside it states only what is its own."""

from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple

from data.readers import read_pack
from data.synthetic.assemble import assemble
from data.synthetic.build import Planting
from data.synthetic.planted import planted_plan
from data.synthetic.recipe import (
    ClassRecipe,
    Clock,
    DistrictRecipe,
    Money,
    ProviderRecipe,
    SchoolRecipe,
    Setting,
)
from solver.domain.district import District, ProvenanceNote
from solver.plan import Plan

SEED = 2025
INVENTED = "（示例）"
PAIRS = ((1, 2), (3, 4), (5, 6))


@dataclass(frozen=True)
class Example:
    """A shipped district before it is planted, with the source of each field."""

    recipe: DistrictRecipe
    notes: tuple[ProvenanceNote, ...] = field(default=())


def build_example(example: Example) -> tuple[District, Plan]:
    """Plants an example and returns the district and its plan."""
    planting = Planting(example.recipe, read_pack(example.recipe.pack_id))
    district, accounts = assemble(planting, (*example.notes, *COMMON_NOTES))
    return district, planted_plan(planting, district, accounts, SEED)


class Roll(NamedTuple):
    """Who a school has: classes of each grade, pupils, and the shares that join and are poor."""

    grades: dict[int, int]
    pupils: int
    rate: float
    hardship: float


def school(
    id_: str,
    name: str,
    setting: Setting,
    roll: Roll,
    clocks: tuple[Clock, ...],
    money: Money,
    **own: Any,
) -> SchoolRecipe:
    """Returns a school; primary grades walk in pairs, junior grades each by itself.

    Parameters
    ----------
    own
        Every other field of the recipe that differs from its default.
    """
    junior = min(roll.grades) > 6
    bands = tuple((g,) for g in roll.grades) if junior else PAIRS
    return SchoolRecipe(
        id=id_,
        name=name + INVENTED,
        stage="junior" if junior else "primary",
        setting=setting,
        classes=_spread(roll, id_),
        clocks=clocks,
        money=money,
        band_grades=tuple(band for band in bands if band[0] in roll.grades),
        **own,
    )


def small_junior(
    id_: str, name: str, clock: Clock, rate: float, hardship: float, money: Money, **own: Any
) -> SchoolRecipe:
    """Returns the junior school of six classes that ``SMALL_JUNIOR_NOTE`` is about."""
    roll = Roll({7: 2, 8: 2, 9: 2}, 280, rate, hardship)
    fixed: dict[str, Any] = {"staff": 17, "clubs": 7, "near_misses": ("long_absence",)}
    return school(id_, name, "township", roll, (clock,), money, **fixed, **own)


def _spread(roll: Roll, words: str) -> tuple[ClassRecipe, ...]:
    """Spreads the pupils of a school evenly over its classes; a share of each takes part."""
    rng = Random(words)
    cells = [(g, n) for g, count in roll.grades.items() for n in range(1, count + 1)]
    classes = []
    for k, (grade, number) in enumerate(cells):
        enrolled = roll.pupils // len(cells) + (k < roll.pupils % len(cells))
        joined = max(2, round(enrolled * roll.rate))
        friday = max(2, joined - rng.randint(0, max(1, joined // 12)))
        days = (joined, joined, joined - rng.randint(0, 1), joined, friday)
        classes.append(
            ClassRecipe(grade, number, enrolled, days, hardship=round(joined * roll.hardship))
        )
    return tuple(classes)


def bodies(
    code: str, *approved: tuple[str, tuple[str, ...], int], unapproved: str
) -> tuple[ProviderRecipe, ...]:
    """Returns outside bodies (name, skills, fen per meeting), and last one that no plan may use."""
    offers = (*approved, (unapproved, ("戏剧",), 15000))
    return tuple(
        ProviderRecipe(
            f"{code}-p{k}", name + INVENTED, skills, price, missing_step=k == len(offers)
        )
        for k, (name, skills, price) in enumerate(offers, start=1)
    )


def example_of(
    pack_id: str,
    name: str,
    schools: tuple[SchoolRecipe, ...],
    notes: tuple[ProvenanceNote, ...],
    providers: tuple[ProviderRecipe, ...] = (),
) -> Example:
    """Returns the example of a pack."""
    recipe = DistrictRecipe(
        id=f"{pack_id}-example",
        name=name + INVENTED,
        pack_id=pack_id,
        schools=schools,
        providers=providers,
        seed_words=f"shipped/{pack_id}",
    )
    return Example(recipe, notes)


def note(path: str, status: str, source: str, text: str = "") -> ProvenanceNote:
    """Returns a provenance note; ``status`` is real, adapted or invented."""
    return ProvenanceNote.model_validate(
        {"path": path, "status": status, "source": source, "note": text}
    )


SMALL_JUNIOR_NOTE = note(
    "schools[1].classes",
    "adapted",
    "江门 2024—25：初中平均班额 46.7 人，每班 3.21 名教师",
    "6 个班 280 人，教师 19 人按九成参加取 17 人",
)
STATE_COUNCIL = "国务院办公厅关于 2025 年、2026 年部分节假日安排的通知"
RATE_2021 = "教育部 2021-09-22 数据：参加学生占 85%，参加教师占 86.2%"
COMMON_NOTES = (
    note("term.closures", "real", STATE_COUNCIL),
    note("term.make_up_days[*].day", "real", STATE_COUNCIL),
    note("term.make_up_days[*].follows", "invented", "", "补哪一天的课由学校自定"),
    note("term.first_day, term.last_day", "invented", "", "常见的秋季学期起止"),
    note("term.seasons", "invented", "", "当地下班时间须由本地填写；此处为示例"),
    note("schools[*].classes[*].participants", "adapted", RATE_2021, "按参加比例推算，周五略少"),
    note("schools[*].classes[*].hardship", "invented", ""),
    note("schools[*].name, staff[*].name", "invented", "", "校名、人名均为虚构"),
    note("schools[*].rooms", "invented", ""),
    note(
        "schools[*].rooms[*].wet_alternative_id",
        "invented",
        "",
        "村小以外的学校雨天改到风雨操场，容 4 组",
    ),
    note("staff", "invented", "", "人数见各校说明；技能、可用时间、资料均为虚构"),
    note("choice_counts", "invented", "", "与已知方案安排的人数相同，因此可以全部满足"),
    note("schools[*].funding[*].lump_sums", "invented", "", "按已知方案的支出补足，略有结余"),
    note("schools[*].funding[*].running_costs", "invented", ""),
    note("travel", "invented", "", "坐标为虚构；直线距离乘 1.35，35 km/h，另加 10 分钟"),
)
