"""合肥: care beside clubs, own staff lead all care, the county pays, courses cost at most 600."""

from data.synthetic.recipe import Clock, Money, PayScale
from data.synthetic.shipped.base import (
    SMALL_JUNIOR_NOTE,
    Example,
    Roll,
    bodies,
    example_of,
    note,
    school,
    small_junior,
)

PRIMARY = Clock(spans=((930, 990), (990, 1080)), dismissal_min=930)
JUNIOR = Clock(spans=((990, 1035), (1035, 1080)), dismissal_min=990)
MONEY = Money(
    0,
    0,
    PayScale(3500, 3500, 3000, 0, 0),
    fee_published=False,
    subsidy_per_participant_fen=15000,
    lump_source="市级专项补助（示例）",
)


def hefei() -> Example:
    """Returns the example of the 合肥 pack."""
    city = school(
        "hf-s1",
        "逍遥路小学",
        "city",
        Roll(dict.fromkeys(range(1, 7), 2), 445, 0.85, 0.0),
        (PRIMARY,),
        MONEY,
        staff=40,
        clubs=8,
        special_clubs=4,
        clubs_first=True,
        split=True,
        club_share=0.55,
        club_size=(16, 24),
        menu_style="single",
        is_urban=True,
        late_grade_one=True,
        near_misses=("unqualified_volunteer", "unsafe_room", "tight_room"),
    )
    junior = small_junior("hf-s2", "滨河初级中学", JUNIOR, 0.9, 0.0, MONEY, is_urban=True)
    return example_of(
        "hefei",
        "合肥市某区",
        (city, junior),
        NOTES,
        bodies(
            "hf",
            ("云帆体育俱乐部", ("乒乓球", "羽毛球", "武术"), 20000),
            ("星海艺术中心", ("舞蹈", "绘画"), 18000),
            ("启航科普工作室", ("编程", "航模"), 20000),
            unapproved="天音艺术中心",
        ),
    )


NOTES = (
    note(
        "schools[0].classes",
        "adapted",
        "致远分校：445 名学生、48 名教职工",
        "学生数为真，班数未载，按 12 个班分配",
    ),
    note("schools[0].staff", "adapted", "同上：48 人，取 40 人参加"),
    note(
        "schools[0].periods",
        "adapted",
        "合肥市逍遥津小学 2021：15:30 起，托管与个性化课程两条线（inews.qq.com）；"
        "上海适存小学 2019：15:30—16:30 课程，16:30—18:00 看护（dzlps.cn）",
        "两校合并；18:00 收尾",
    ),
    note("schools[0].periods[0]", "real", "同上：15:30—16:30 课程与看护并行（split）"),
    SMALL_JUNIOR_NOTE,
    note(
        "schools[1].periods",
        "adapted",
        "新津花源镇初级中学 2019：社团 16:30 开始",
        "18:00 前收尾",
    ),
    note(
        "schools[*].funding[0].subsidy_per_participant_fen",
        "real",
        "合肥市中小学课后服务工作实施方案：每生每学期不低于 150 元",
    ),
    note("schools[*].funding[0].fee_fen", "adapted", "2020 年报道：普惠托管不收费"),
    note("activities[*].fee_fen", "adapted", "同一方案：每生每学期不超过 600 元", "按成本推算"),
    note("staff[*].pay_fen", "invented", "", "由区县核定；示例 35 元"),
    note("providers", "invented", "", "hf-p4 缺公平竞争审查，任何方案都不能用"),
)
