"""Invented names of people, places and bodies; any likeness to real ones is chance."""

from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = tuple(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
FIRST = tuple("明志文建国玉春秀晓海雪丽子家一思雨新永宏德俊慧美立庆光兴少世瑞淑")
SECOND = tuple("华平军芳敏静强磊洋艳勇杰娟涛超霞鹏宇辉玲宁颖红梅兰英波琳倩欣楠")
PLACES = _words(
    "柳河 清溪 石桥 双塘 安丰 龙泉 白杨 东岗 青山 新集 黄集 大槐 三官 永兴 观音 泉水 "
    "马店 十里 高炉 芦庄 汤陵 华阳 古井 魏岗 沙土 双沟 张店 五马 立德 淝河"
)
VILLAGES = _words(
    "前进 红旗 小李 大王 陈庄 刘楼 孙湾 高庄 赵桥 韩营 朱寨 胡桥 梁园 何店 谢庄 唐楼 "
    "冯庙 董庄 程集 曹楼 袁桥 邓湾 许庄 沈营 曾楼 彭庄 吕桥 苏集 卢庄 蒋营 蔡桥 丁楼 "
    "魏庄 薛营 叶桥 罗湾 宋楼 郑庄 马桥 林庄"
)
CITY = _words(
    "实验 建设路 人民路 光明 希望 育才 启明 文昌 和平 新华 解放路 向阳 朝阳 西苑 东湖 "
    "南门 北关 城关 第一 第二 第三 第五 第六 桃园 月河 学府 书院 明德 崇文 博雅"
)
PROVIDERS = _words(
    "星海少儿艺术中心 云帆体育俱乐部 小匠人手工坊 启航科普工作室 丹青艺术培训中心 "
    "飞跃篮球俱乐部 天音艺术中心 博弈棋院 晨光体育 创想科普中心"
)


class PersonNames:
    """Gives names of people, none twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def next(self) -> str:
        """Returns a new name."""
        while True:
            name = self._rng.choice(SURNAMES) + self._rng.choice(FIRST)
            if self._rng.random() < 0.8:
                name += self._rng.choice(SECOND)
            if name not in self._given:
                self._given.add(name)
                return name
            name += self._rng.choice(FIRST)
            if name not in self._given:
                self._given.add(name)
                return name
