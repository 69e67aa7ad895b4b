"""What the shipped districts have in common: real sizes spread over classes, notes per field."""

from dataclasses import dataclass, field
from random import Random

from data.readers import read_pack
from data.synthetic.assemble import assemble
from data.synthetic.build import Planting
from data.synthetic.planted import planted_plan
from data.synthetic.recipe import ClassRecipe, DistrictRecipe
from solver.domain.district import District, ProvenanceNote
from solver.plan import Plan

SEED = 2025


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


def spread(
    grades: dict[int, int], pupils: int, rate: float, hardship: float, words: str
) -> tuple[ClassRecipe, ...]:
    """Spreads the pupils of a school evenly over its classes; a share of each takes part.

    Parameters
    ----------
    grades : dict of int to int
        Number of classes of each grade.
    """
    rng = Random(words)
    cells = [(g, n) for g, count in grades.items() for n in range(1, count + 1)]
    classes = []
    for k, (grade, number) in enumerate(cells):
        enrolled = pupils // len(cells) + (k < pupils % len(cells))
        joined = max(2, round(enrolled * rate))
        friday = max(2, joined - rng.randint(0, max(1, joined // 12)))
        days = (joined, joined, joined - rng.randint(0, 1), joined, friday)
        classes.append(
            ClassRecipe(grade, number, enrolled, days, hardship=round(joined * hardship))
        )
    return tuple(classes)


def note(path: str, status: str, source: str, text: str = "") -> ProvenanceNote:
    """Returns a provenance note; ``status`` is real, adapted or invented."""
    return ProvenanceNote.model_validate(
        {"path": path, "status": status, "source": source, "note": text}
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
    note("staff", "invented", "", "人数见各校说明；技能、可用时间、资料均为虚构"),
    note("choice_counts", "invented", "", "与已知方案安排的人数相同，因此可以全部满足"),
    note("schools[*].funding[*].lump_sums", "invented", "", "按已知方案的支出补足，略有结余"),
    note("schools[*].funding[*].running_costs", "invented", ""),
    note("travel", "invented", "", "坐标为虚构；直线距离乘 1.35，35 km/h，另加 10 分钟"),
)
