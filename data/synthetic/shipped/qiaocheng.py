"""谯城: a town school, a weak village school that borrows its sports teachers, a small site."""

from data.synthetic.profiles import ALL_NEAR_MISSES
from data.synthetic.recipe import (
    Clock,
    DistrictRecipe,
    Money,
    PayScale,
    ProviderRecipe,
    SchoolRecipe,
)
from data.synthetic.shipped.base import Example, note, spread

CLOCK = Clock(spans=((990, 1050), (1050, 1110)), dismissal_min=980)
PAIRS = ((1, 2), (3, 4), (5, 6))
PAY = PayScale(5000, 4500, 3500, 3000, 5000)
REF = "收费公示（示例）"


def qiaocheng() -> Example:
    """Returns the example of the 谯城 pack."""
    town = SchoolRecipe(
        id="qc-s1",
        name="涡北路小学（示例）",
        stage="primary",
        setting="township",
        classes=spread({1: 3, 2: 3, 3: 2, 4: 2, 5: 2, 6: 2}, 618, 0.85, 0.05, "qc-s1"),
        clocks=(CLOCK,),
        staff=31,
        clubs=11,
        special_clubs=2,
        money=Money(36000, 100, PAY, fee_approval_ref=REF),
        band_grades=PAIRS,
        menu_style="daily",
        club_share=0.5,
        externals=1,
        is_urban=True,
        area_id="qc-area-1",
        is_centre=True,
        latitude=33.86,
        longitude=115.78,
        adopted_mode="1+1+N",
        late_grade_one=True,
        near_misses=ALL_NEAR_MISSES,
    )
    weak = SchoolRecipe(
        id="qc-s2",
        name="小洪河村小学（示例）",
        stage="primary",
        setting="village",
        classes=spread(dict.fromkeys(range(1, 7), 1), 128, 0.95, 0.1, "qc-s2"),
        clocks=(CLOCK,),
        staff=9,
        clubs=5,
        money=Money(32000, 100, PAY, fee_approval_ref=REF),
        band_grades=PAIRS,
        club_size=(10, 14),
        merge_sports=True,
        is_weak=True,
        area_id="qc-area-1",
        latitude=33.92,
        longitude=115.84,
        adopted_mode="1+1+N",
    )
    site = SchoolRecipe(
        id="qc-s3",
        name="东李庄教学点（示例）",
        stage="primary",
        setting="village",
        classes=spread(dict.fromkeys(range(1, 5), 1), 59, 1.0, 0.1, "qc-s3"),
        clocks=(CLOCK,),
        staff=6,
        clubs=4,
        money=Money(32000, 100, PAY, fee_approval_ref=REF),
        band_grades=PAIRS[:2],
        club_size=(10, 12),
        merge_sports=True,
        area_id="qc-area-1",
        latitude=33.82,
        longitude=115.86,
        adopted_mode="1+1+N",
    )
    return Example(
        DistrictRecipe(
            id="qiaocheng-example",
            name="谯城区（示例）",
            pack_id="qiaocheng",
            schools=(town, weak, site),
            providers=(
                ProviderRecipe("qc-p1", "云帆体育俱乐部（示例）", ("篮球", "足球", "武术"), 16000),
                ProviderRecipe("qc-p2", "星海艺术中心（示例）", ("绘画", "舞蹈"), 15000),
                ProviderRecipe(
                    "qc-p3", "天音艺术中心（示例）", ("戏剧",), 15000, missing_step=True
                ),
            ),
            seed_words="shipped/qiaocheng",
        ),
        NOTES,
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
