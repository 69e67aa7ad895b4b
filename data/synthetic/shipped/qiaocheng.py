"""谯城: a town school, a weak village school that borrows its sports teachers, a small site."""

from typing import Any

from data.synthetic.profiles import ALL_NEAR_MISSES
from data.synthetic.recipe import Clock, Money, PayScale, SchoolRecipe, Setting
from data.synthetic.shipped.base import Example, Roll, bodies, example_of, note, school

CLOCK = Clock(spans=((990, 1050), (1050, 1110)), dismissal_min=980)
PAY = PayScale(5000, 4500, 3500, 3000, 5000)


def qiaocheng() -> Example:
    """Returns the example of the 谯城 pack."""
    town = _school(
        "qc-s1",
        "涡北路小学",
        "township",
        Roll({1: 3, 2: 3, 3: 2, 4: 2, 5: 2, 6: 2}, 618, 0.85, 0.05),
        36000,
        staff=31,
        clubs=11,
        special_clubs=2,
        menu_style="daily",
        club_share=0.5,
        externals=1,
        is_urban=True,
        is_centre=True,
        latitude=33.86,
        longitude=115.78,
        late_grade_one=True,
        near_misses=ALL_NEAR_MISSES,
    )
    weak = _school(
        "qc-s2",
        "小洪河村小学",
        "village",
        Roll(dict.fromkeys(range(1, 7), 1), 128, 0.95, 0.1),
        32000,
        staff=9,
        clubs=5,
        club_size=(10, 14),
        merge_sports=True,
        is_weak=True,
        latitude=33.92,
        longitude=115.84,
    )
    site = _school(
        "qc-s3",
        "东李庄教学点",
        "village",
        Roll(dict.fromkeys(range(1, 5), 1), 59, 1.0, 0.1),
        32000,
        staff=6,
        clubs=4,
        club_size=(10, 12),
        merge_sports=True,
        latitude=33.82,
        longitude=115.86,
    )
    return example_of("qiaocheng", "谯城区", (town, weak, site), NOTES, PROVIDERS)


def _school(
    id_: str, name: str, setting: Setting, roll: Roll, fee_fen: int, **own: Any
) -> SchoolRecipe:
    """All three are in one area, keep the same hours and adopted 1+1+N."""
    money = Money(fee_fen, 100, PAY, fee_approval_ref="收费公示（示例）")
    shared: dict[str, Any] = {"area_id": "qc-area-1", "adopted_mode": "1+1+N"}
    return school(id_, name, setting, roll, (CLOCK,), money, **shared, **own)


PROVIDERS = bodies(
    "qc",
    ("云帆体育俱乐部", ("篮球", "足球", "武术"), 16000),
    ("星海艺术中心", ("绘画", "舞蹈"), 15000),
    unapproved="天音艺术中心",
)
NOTES = (
    note(
        "schools[0].classes",
        "real",
        "亳州铁路小学：14 个班、618 名学生、34 名教师（chaxiaohao.com 汇编）",
        "班数和学生总数为真，按班平均分配",
    ),
    note("schools[0].staff", "adapted", "同上：34 名教师，按九成参加取 31 人"),
    note(
        "schools[*].periods",
        "real",
        "某小学致家长信：16:30—17:30 作业，17:30—18:30 社团（huatuo6.cn 文库，2021-09）",
        "恰好两小时，收尾不早于示例下班时间",
    ),
    note(
        "activities",
        "adapted",
        "安仁县军山乡中心小学：校级社团 11 个（bbs.anrenzx.com）",
        "数量取 11，名目为常见社团",
    ),
    note(
        "schools[1].classes",
        "real",
        "某农村小学：6 个班、128 名学生、9 名教师（baike.wangchao 条目）",
    ),
    note("schools[2].classes", "real", "中牟小马砦教学点：4 个班、59 名学生、6 名教师"),
    note("schools[0].funding[0].fee_fen", "real", "谯政办秘〔2022〕3号：每学期不超过 360 元"),
    note(
        "schools[1].funding[0].fee_fen, schools[2].funding[0].fee_fen",
        "adapted",
        "保山龙陵 2022：农村每学期不超过 320 元",
    ),
    note(
        "staff[*].pay_fen",
        "adapted",
        "山东 2022：工作日一般不低于每课时 50 元",
        "取 50 元，低于谯城 60 元的上限；其他岗位为虚构",
    ),
    note("providers", "invented", "", "qc-p3 只办了三步中的两步，任何方案都不能用"),
)
