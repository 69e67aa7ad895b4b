"""新沂: a township school and a junior school; pay has a floor, everybody is trained beforehand."""

from dataclasses import replace

from data.synthetic.recipe import Clock, Money, PayScale
from data.synthetic.shipped.base import Example, Roll, bodies, example_of, note, school

PRIMARY = Clock(spans=((960, 1015), (1025, 1080)), dismissal_min=955)
JUNIOR = Clock(spans=((1000, 1060), (1060, 1120)), dismissal_min=990)
CAP_REF = "示例数字，须换成苏教财〔2020〕2号在本地的标准；县文件没有印出数字"
MONEY = Money(
    30000,
    50,
    PayScale(6000, 6000, 5000, 3000, 5000),
    fee_approval_ref="收费公示（示例）",
    fee_cap_fen=30000,
    fee_cap_ref=CAP_REF,
    reduction_group="subsistence_allowance",
    lump_source="财政补助（示例）",
)


def xinyi() -> Example:
    """Returns the example of the 新沂 pack."""
    township = school(
        "xy-s1",
        "沭河镇中心小学",
        "township",
        Roll({1: 3, 2: 3, 3: 3, 4: 2, 5: 2, 6: 2}, 702, 0.85, 0.05),
        (PRIMARY,),
        MONEY,
        staff=31,
        clubs=11,
        special_clubs=2,
        menu_style="single",
        externals=1,
        late_grade_one=True,
        near_misses=(
            "underpaid_teacher",
            "untrained_teacher",
            "unqualified_volunteer",
            "unsafe_room",
            "tight_room",
        ),
    )
    junior = school(
        "xy-s2",
        "沭河镇初级中学",
        "township",
        Roll({7: 3, 8: 3, 9: 3}, 408, 0.85, 0.05),
        (JUNIOR,),
        replace(MONEY, reduction_group="registered_poor"),
        staff=26,
        clubs=10,
        club_share=0.45,
        near_misses=("untrained_teacher",),
    )
    return example_of(
        "xinyi",
        "新沂市",
        (township, junior),
        NOTES,
        bodies(
            "xy",
            ("小匠人手工社", ("手工", "绘画"), 15000),
            ("博弈棋艺社", ("乒乓球", "武术", "足球"), 15000),
            unapproved="天音艺术中心",
        ),
    )


NOTES = (
    note(
        "schools[0].classes",
        "adapted",
        "安仁县军山乡中心小学：15 个班（bbs.anrenzx.com）；信丰嘉定镇中心小学：平均每班 46.8 人",
        "班数和班额来自两所学校",
    ),
    note(
        "schools[0].staff",
        "adapted",
        "信丰嘉定镇中心小学：21 个班 47 名教师，每班 2.24 人",
        "15 个班约 34 人，按九成参加取 31 人",
    ),
    note("activities", "adapted", "军山乡中心小学：校级社团 11 个；竹溪县实验中学：社团 17 个"),
    note(
        "schools[1].classes",
        "adapted",
        "教育部 2022：初中平均班额 45.3 人；江门 2024—25：每班 3.21 名教师",
        "9 个班 408 人，教师 29 人按九成参加取 26 人",
    ),
    note(
        "schools[0].periods",
        "adapted",
        "信义小学：15:30—16:10 与 16:40—17:30 两节（xyxx.ksecloud.cn，2022—23）",
        "该校两节间隔 30 分钟，不足连续两小时；改为 16:00—16:55、17:05—18:00",
    ),
    note(
        "schools[1].periods",
        "adapted",
        "竹溪县实验中学：第八节 17:10 开始（bbs.10yan.com，2021-11）",
        "改为 16:40—18:40，满两小时且不早于示例下班时间",
    ),
    note(
        "schools[*].funding[0].fee_fen",
        "adapted",
        "江苏 2021 年报道：每学期 300 元（可靠性低）",
    ),
    note("schools[*].funding[0].fee_cap_fen", "invented", "", CAP_REF),
    note("schools[*].funding[0].reductions", "invented", "", "减免 50% 为示例，文件没有印比例"),
    note("staff[*].pay_fen", "real", "新教〔2021〕92号：教师每课时不低于 60 元", "取下限 60 元"),
    note("providers", "invented", "", "xy-p3 缺一项审核，任何方案都不能用"),
)
