"""Where the figures of a synthetic district come from, field by field."""

from solver.domain.base import Window
from solver.domain.district import ProvenanceNote

MINISTRY = "教育部教育统计数据 2018（小学校数、班数，城区、镇区、乡村）、2012（初中）"
JIANGMEN = "江门市教育局 2024—25 学年：小学平均班额 42.7、每班教师 2.18；初中 46.7、3.21"
SINGLE = "单校公开记录：村小与教学点 4—8 个班、每班 14.8—45.7 人、每班教师 1.5—2.6"
CLUBS = "单校公开记录：村小 4—8 个社团，乡镇 11—26 个，县城和城区 22—60 个"
RATE = "教育部 2021-09-22：参加学生占 85%，其中 71.2% 每周五天都参加，参加教师占 86.2%"
HOLIDAYS = "国务院办公厅关于 2025 年、2026 年部分节假日安排的通知"
FEES = "各地公开收费：每学期 150—400 元，每课时 1.5—2.5 元（2018—2024）"
PAY = "山东 2022：每课时一般不低于 50 元；厦门 2018：平均不超过 60 元；某乡镇学校 35 元"

_CLASSES = {
    "city_district": (MINISTRY, "城区小学每校 29.8 个班，取 24—48；初中 26.6，取 18—30"),
    "town": (MINISTRY, "镇区小学每校 17.3 个班，取 12—24；初中 19.8，取 9—20；另有一所县城小学"),
    "average_county": (MINISTRY, "镇区 12—24、县城 24—36、村小 4—8、初中 9—20 个班"),
    "rural_county": (
        f"{MINISTRY}；{SINGLE}",
        "中心校 12—21、村小 4—8（缺师资的 4—6）、初中 6—12 个班",
    ),
}


_WINDOWS: dict[Window, tuple[str, str]] = {
    "lunch": (
        "schools[*].classes[*].lunch_eaters, schools[*].funding[*](lunch)",
        "参加人数的 40%—90%，12:00—12:40；城区和县城在教室，其余在食堂；每餐 10—14 元",
    ),
    "extended": (
        "schools[*].classes[*].extended_care",
        "每班 0—5 人，末节之后 30—40 分钟，跨班合看",
    ),
    "evening": (
        "schools[*].classes[*].evening_study",
        "初中参加人数的 36%—77%，周一至周四 19:00—20:30",
    ),
}


def profile_notes(profile: str, windows: tuple[Window, ...] = ()) -> tuple[ProvenanceNote, ...]:
    """Returns the notes of a profile: nothing is a real record, ranges are."""
    source, text = _CLASSES[profile]
    adapted = [
        ("schools[*].classes", source, text),
        ("schools[*].classes[*].enrolled", f"{JIANGMEN}；{SINGLE}", "在公开范围内抽取"),
        ("schools[*].classes[*].participants", RATE, "按 80%—98% 抽取，周五略少"),
        ("staff", f"{JIANGMEN}；{RATE}", "每班教师数在公开范围内抽取，再乘参加比例约 0.9"),
        ("activities", CLUBS, "数量在公开范围内抽取，名目为常见社团"),
        ("schools[*].funding[*].fee_fen", FEES, "在公开范围内抽取，不超过政策上限"),
        ("staff[*].pay_fen", PAY, "40—60 元"),
    ]
    invented = [
        ("schools[*].name, staff[*].name", "虚构"),
        ("schools[*].periods", "常见的两节安排，按政策的时长和收尾"),
        ("schools[*].rooms", "虚构"),
        ("schools[*].rooms[*].wet_alternative_id", "虚构：村小以外的学校雨天改到风雨操场，容 4 组"),
        (
            "schools[*].latitude, schools[*].longitude, travel",
            "虚构坐标；直线乘 1.35，35 km/h 加 10 分钟",
        ),
        ("choice_counts", "与已知方案安排的人数相同"),
        ("schools[*].funding[*].lump_sums", "按已知方案的支出补足，略有结余"),
        ("providers", "虚构；其中一家缺最后一步审批"),
        ("term.seasons, term.make_up_days[*].follows", "示例"),
        *(_WINDOWS[w] for w in windows),
    ]
    return (
        *(ProvenanceNote(path=p, status="adapted", source=s, note=n) for p, s, n in adapted),
        ProvenanceNote(
            path="term.closures, term.make_up_days[*].day", status="real", source=HOLIDAYS
        ),
        *(ProvenanceNote(path=p, status="invented", note=n) for p, n in invented),
    )
