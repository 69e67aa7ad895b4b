"""Clubs that schools offer: what they need, and which teachers can lead them at once.

Titles are the kinds that schools print in their club lists (handwriting, chess, choir, rope
skipping, clay, programming ...); sizes are ours, from published ranges of 10 to 30 a club.
"""

from typing import NamedTuple

from solver.domain.activity import Field_


class Club(NamedTuple):
    """A kind of club: skill of the leader, room feature, subject of teachers who bring it."""

    title: str
    field: Field_
    skill: str
    feature: str | None
    subject: str
    meetings: int = 1
    helpers: int = 0
    periods: int = 1
    outside: bool = False
    """A training body may offer it as special service."""


CLUBS: tuple[Club, ...] = (
    Club("硬笔书法", "arts", "书法", None, "语文"),
    Club("合唱", "arts", "合唱", "音乐室", "音乐", meetings=2),
    Club("篮球", "sport", "篮球", "操场", "体育", meetings=2, outside=True),
    Club("围棋", "interest_group", "棋类", None, "数学"),
    Club("儿童画", "arts", "绘画", "美术室", "美术", outside=True),
    Club("科学小实验", "science", "科学实验", "实验室", "科学"),
    Club("花样跳绳", "sport", "跳绳", "操场", "体育"),
    Club("编程机器人", "science_pop", "编程", "计算机室", "信息", outside=True),
    Club("绘本阅读", "reading", "阅读指导", "图书室", "语文"),
    Club("超轻黏土", "handicraft", "手工", None, "美术", outside=True),
    Club("足球", "sport", "足球", "操场", "体育", meetings=2, outside=True),
    Club("经典诵读", "reading", "诵读", None, "语文"),
    Club("民族舞", "arts", "舞蹈", "舞蹈室", "音乐", outside=True),
    Club("趣味数学", "interest_group", "思维游戏", None, "数学"),
    Club("剪纸", "handicraft", "剪纸", None, "美术"),
    Club("葫芦丝", "arts", "葫芦丝", "音乐室", "音乐"),
    Club("田径", "sport", "田径", "操场", "体育", meetings=2),
    Club("演讲与主持", "club", "主持", None, "语文", outside=True),
    Club("种植园", "labour", "劳动", None, "综合"),
    Club("魔方", "games", "魔方", None, "数学"),
    Club("国画", "arts", "国画", "美术室", "美术"),
    Club("武术", "sport", "武术", "操场", "体育", outside=True),
    Club("影视欣赏", "film", "影视", None, "综合"),
    Club("创客", "science", "创客", "计算机室", "信息", periods=2),
    Club("陶艺", "handicraft", "陶艺", "手工室", "美术", helpers=1, periods=2),
    Club("象棋", "interest_group", "棋类", None, "数学"),
    Club("尤克里里", "arts", "尤克里里", "音乐室", "音乐", outside=True),
    Club("英文歌谣", "arts", "英文歌谣", None, "英语"),
    Club("乒乓球", "sport", "乒乓球", "体育馆", "体育", outside=True),
    Club("航模", "science_pop", "航模", "实验室", "科学", outside=True),
    Club("啦啦操", "sport", "啦啦操", "舞蹈室", "体育"),
    Club("课本剧", "arts", "戏剧", None, "语文", meetings=2),
    Club("编织", "handicraft", "编织", None, "综合"),
    Club("羽毛球", "sport", "羽毛球", "体育馆", "体育", outside=True),
    Club("小记者", "club", "写作", None, "语文"),
    Club("地方戏曲", "arts", "戏曲", "音乐室", "音乐"),
    Club("天文观察", "science", "天文", None, "科学"),
    Club("素描", "arts", "素描", "美术室", "美术"),
    Club("管乐", "arts", "管乐", "音乐室", "音乐", meetings=2, helpers=1),
    Club("急救常识", "practice", "急救", None, "综合"),
)

GUIDANCE_SKILL, SPORTS_SKILL = "学业辅导", "体育"
SPORTS_FEATURE = "操场"
READING_MAX = 45
SPORTS_MAX = 55
SUBJECT_SKILLS: dict[str, tuple[str, ...]] = {
    "语文": (GUIDANCE_SKILL,),
    "数学": (GUIDANCE_SKILL,),
    "英语": (GUIDANCE_SKILL,),
    "科学": (GUIDANCE_SKILL,),
    "体育": (SPORTS_SKILL,),
}
"""Skills that a teacher of a subject has from the start."""
