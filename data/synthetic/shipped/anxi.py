"""安溪: 2+N, two hours by reference, fees by class-hour; a county-seat and a township school."""

from data.synthetic.recipe import Clock, Money, PayScale
from data.synthetic.shipped.base import Example, Roll, example_of, note, school

CLOCKS = (
    Clock(spans=((940, 1000), (1000, 1060)), dismissal_min=930, grades=(1, 2)),
    Clock(spans=((970, 1030), (1030, 1090)), dismissal_min=960, grades=(3, 4, 5, 6)),
)
TOWNSHIP = Clock(spans=((960, 1020), (1020, 1080)), dismissal_min=955)
PAY = PayScale(5000, 5000, 3500, 3000, 5000)


def anxi() -> Example:
    """Returns the example of the 安溪 pack."""
    seat = school(
        "ax-s1",
        "凤城路小学",
        "seat",
        Roll(dict.fromkeys(range(1, 7), 2), 512, 0.9, 0.04),
        CLOCKS,
        _money(40000),
        staff=24,
        clubs=9,
        menu_style="single",
        externals=1,
        is_urban=True,
        adopted_mode="2+N",
        near_misses=("expired_papers", "unsafe_room", "tight_room", "long_absence"),
    )
    township = school(
        "ax-s2",
        "蓝溪乡中心小学",
        "township",
        Roll({1: 2, 2: 2, 3: 1, 4: 1, 5: 1, 6: 1}, 190, 0.95, 0.08),
        (TOWNSHIP,),
        _money(30000),
        staff=17,
        clubs=5,
        club_size=(12, 18),
        adopted_mode="2+N",
        late_grade_one=True,
        near_misses=("unsafe_room",),
    )
    return example_of("anxi", "安溪县", (seat, township), NOTES)


def _money(fee_fen: int) -> Money:
    return Money(
        fee_fen,
        100,
        PAY,
        fee_approval_ref="收费公示（示例）",
        lump_source="县财政补助（示例）",
    )


NOTES = (
    note(
        "schools[0].classes",
        "adapted",
        "江门 2024—25：小学平均班额 42.7 人、每班 2.18 名教师",
        "12 个班 512 人，教师 26 人按九成参加取 24 人",
    ),
    note(
        "schools[0].periods",
        "adapted",
        "仙游县实验小学 2022：三至六年级 18:10、一二年级 17:40 收尾（senbk.com）",
        "收尾为真；各往前推两小时",
    ),
    note("schools[1].classes", "real", "小金县宅垄乡小学：8 个班、190 名学生、19 名教师"),
    note("schools[1].staff", "adapted", "同上：19 名教师，按九成参加取 17 人"),
    note("schools[1].periods", "invented", "", "16:00—18:00，两节各一小时"),
    note(
        "activities",
        "adapted",
        "莆田江口中心小学 2024：创客、声乐、舞蹈、球类、田径（jianpian.cn）",
        "数量取 5，名目为常见社团",
    ),
    note(
        "schools[0].funding[0].fee_fen",
        "adapted",
        "晋江 2024、石狮 2021：每课时 2 元",
        "每天 2 课时，约 100 天，每学期 400 元",
    ),
    note(
        "schools[1].funding[0].fee_fen",
        "adapted",
        "莆田 2022：每课时 1.5 元",
        "每天 2 课时，约 100 天，每学期 300 元",
    ),
    note("staff[*].pay_fen", "adapted", "山东 2022：工作日一般不低于每课时 50 元"),
)
