"""The demo's deputies: invented people, each marked as an example."""

from dataclasses import dataclass
from random import Random
from typing import Any

from liaison_pages.demo.places import OLD_TOWN, TOWN, VILLAGE, ZONE, Street

SURNAMES = "王李张刘陈杨黄周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
FIRST = "春秋晓文志建国庆永德桂玉秀兰梅海云天思雨佳明宏立新家子俊雅静婉若一书知启元仁怀景承翠巧月长开广"
SECOND = "华英芳明军勇杰涛超霞平刚桂兰琴红丽敏静娟梅燕玲萍慧洁彬斌鹏宇航轩睿涵瑶琪怡宁安康泉林森溪舟岚竹松"
AVOIDED = frozenset(
    {"王峰", "王文华", "李明", "王明", "陈云", "李建华", "张海", "周永康", "李立", "王立军", "李长春", "陈立夫"}
)
NUMBERS = "一二三四五六七八九十"
WORK = {
    OLD_TOWN: ("示例社区卫生服务站医生", "示例老字号茶食店店主", "示例小学教师", "示例社区工作者", "示例非遗剪纸工作室负责人",
               "示例古建修缮公司工程师", "示例旅行社导游", "示例律师事务所律师", "示例养老服务中心护理员"),
    TOWN: ("示例社区工作者", "示例中学教师", "示例医院主治医师", "示例物业公司经理", "示例公交公司驾驶员", "示例律师事务所律师",
           "示例软件公司工程师", "示例快递站点站长", "示例餐饮公司负责人"),
    VILLAGE: ("示例村党总支书记", "示例家庭农场负责人", "示例水产合作社理事长", "示例村卫生室医生", "示例小学教师",
              "示例花木种植户", "示例日化企业车间主任", "示例农技推广站农艺师"),
    ZONE: ("示例汽车零部件公司总工程师", "示例生物科技公司研发主管", "示例装备制造公司车间班组长", "示例科技园区运营经理",
           "示例银行客户经理", "示例村党总支书记", "示例物流公司负责人"),
}  # fmt: skip
CARES = {
    OLD_TOWN: (
        "老巷子的消防通道",
        "古井和老树的保护",
        "老年人助餐",
        "背街小巷的路灯",
        "游客多的日子里居民的出行",
        "老宅修缮",
    ),
    TOWN: ("老旧小区加装电梯", "电动车充电和停放", "孩子放学后的托管", "楼道杂物清理", "小区停车", "社区医院的用药"),
    VILLAGE: ("农路和桥梁的养护", "灌溉渠清淤", "村里的老年食堂", "河道保洁", "农产品销路", "留守老人的就医"),
    ZONE: ("中小企业的融资", "技术工人的技能培训", "园区公交的班次", "职工子女入学", "工业用水用电", "企业之间的配套"),
}
HABITS = (
    "每月第一周都在站里坐一上午。", "习惯先到现场看一眼，再坐下来谈。", "手机里存着一百多户居民的电话。",
    "听完会记在本子上，下次来先说上次的结果。", "周末常在小区里走走，和邻居拉拉家常。", "说话慢，记得细，答应的事会回电话。",
)  # fmt: skip
FIELD_GROUPS = (
    "法治专业代表小组",
    "财政经济专业代表小组",
    "城建环保专业代表小组",
    "教科文卫专业代表小组",
    "农业农村专业代表小组",
)
TERM, TERM_STARTS_ON = 18, "2022-01-01"
HIGHER = (("national", "江苏省", 1), ("province", "扬州市", 4), ("city", "广陵区", 12))
TOWNSHIP_DEPUTIES = 4  # for each town


@dataclass
class People:
    """Makes deputies one by one, with names that do not repeat."""

    random: Random

    def __post_init__(self):
        self._names: set[str] = set()
        self._count = 0

    def of_street(self, street: Street) -> list[dict[str, Any]]:
        """The district deputies of a street, and the town's own where it is a town."""
        found = [
            self._deputy(street, level="county", constituency=constituency(street, index))
            for index in range(street.deputies)
        ]
        if street.name.endswith("镇"):
            for index in range(TOWNSHIP_DEPUTIES):
                found.append(self._deputy(street, level="township", constituency=constituency(street, index * 3)))
        return found

    def of_higher_levels(self, streets: list[Street]) -> list[dict[str, Any]]:
        """Deputies of city, province and nation, who are elected by the congress below theirs."""
        return [
            self._deputy(self.random.choice(streets), level=level, electing_unit=unit)
            for level, unit, count in HIGHER
            for _index in range(count)
        ]

    def _deputy(self, street: Street, **fields: Any) -> dict[str, Any]:
        self._count += 1
        random = self.random
        care = "和".join(random.sample(CARES[street.setting], 2))
        return {
            "code": f"D-{self._count:04d}",
            "name": self._name(),
            "work_unit": random.choice(WORK[street.setting]),
            "introduction": f"示例人物。关心{care}，{random.choice(HABITS)}",
            "area_groups": (f"{street.core}代表小组",),
            "field_groups": (random.choice(FIELD_GROUPS),) if random.random() < 0.6 else (),
            "term_number": TERM if fields["level"] == "county" else None,
            "term_starts_on": TERM_STARTS_ON if fields["level"] == "county" else None,
            "is_serving": True,
            "is_example": True,
            "is_published": random.random() < 0.97,
            "shows_photo": True,
            "shows_constituency": True,
            "shows_work_unit": random.random() < 0.7,
            "shows_groups": True,
            "shows_introduction": True,
            **fields,
        }

    def _name(self) -> str:
        while True:
            name = self.random.choice(SURNAMES) + self.random.choice(FIRST)
            if self.random.random() < 0.85:
                name += self.random.choice(SECOND)
            if name not in self._names and name not in AVOIDED and name[-1] != name[-2]:
                self._names.add(name)
                return name


def constituency(street: Street, index: int) -> str:
    """'东关第三选区': three deputies to a constituency."""
    return f"{street.core}第{NUMBERS[index // 3 % len(NUMBERS)]}选区"
