"""鹤壁: at most ninety minutes, no training bodies, free for poor families, own staff only."""

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

CLOCKS = (
    Clock(spans=((960, 1000), (1010, 1050)), dismissal_min=960, grades=(1, 2)),
    Clock(spans=((990, 1020), (1020, 1050)), dismissal_min=990, grades=(3, 4, 5, 6)),
)
JUNIOR = Clock(spans=((1030, 1070), (1070, 1110)), dismissal_min=1030)
PAY = PayScale(4000, 4000, 3000, 3000, 4000)


def hebi() -> Example:
    """Returns the example of the 鹤壁 pack."""
    village = school(
        "hb-s1",
        "淇水村小学",
        "township",
        Roll({1: 2, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1}, 320, 0.85, 0.06),
        CLOCKS,
        _money(29250),
        staff=16,
        clubs=7,
        menu_style="daily",
        near_misses=(
            "failed_vetting",
            "expired_papers",
            "unqualified_volunteer",
            "unsafe_room",
            "tight_room",
        ),
    )
    junior = small_junior("hb-s2", "淇水镇初级中学", JUNIOR, 0.85, 0.05, _money(33750))
    return example_of(
        "hebi",
        "鹤壁市某县",
        (village, junior),
        NOTES,
        bodies("hb", unapproved="飞跃培训中心"),
    )


def _money(fee_fen: int) -> Money:
    return Money(
        fee_fen,
        100,
        PAY,
        fee_approval_ref="经本级政府批准（示例）",
        lump_source="财政补贴（示例）",
    )


NOTES = (
    note("schools[0].classes", "real", "化州乐堂小学：7 个班、320 名学生、18 名教师"),
    note("schools[0].staff", "adapted", "同上：18 名教师，按九成参加取 16 人"),
    note(
        "schools[0].periods",
        "adapted",
        "晋江市凫美小学：一、二年级 16:00—17:30，三至六年级 16:30—17:30（meipian.cn，约 2022）",
        "起止为真；一、二年级拆成 40+10+40 分钟，使辅导不超过一个课时，三至六年级拆成两个 30 分钟",
    ),
    note("schools[0].funding[0].fee_fen", "adapted", "黄冈 2022：小学每月 65 元", "按 4.5 个月"),
    note("schools[1].funding[0].fee_fen", "adapted", "黄冈 2022：初中每月 75 元", "按 4.5 个月"),
    SMALL_JUNIOR_NOTE,
    note(
        "schools[1].periods",
        "adapted",
        "莆田第二中学 2022：17:10—17:50（qebk.com）",
        "第一节起止为真；另加 17:50—18:30 一节，18:30 收尾",
    ),
    note(
        "activities",
        "adapted",
        "村小 4—8 个、乡镇 11—26 个社团的公开记录",
        "两校各 7 个，名目为常见社团",
    ),
    note("staff[*].pay_fen", "adapted", "某乡镇学校：35 人以内每次 35 元", "示例取 40 元"),
    note("providers", "invented", "", "hb-p1 是校外培训机构，文件不许参与，任何方案都不能用"),
)
