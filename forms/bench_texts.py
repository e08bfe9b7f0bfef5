"""
Invented texts by the hundred thousand, put together from what the demo's residents say, so that words come often or
seldom as in a real district: a thousand streets and estates, fifty things that can be wrong in many ways, and names
that hardly anybody else writes.
"""

import random
from dataclasses import dataclass, field

from forms.demo.matters import MATTERS
from forms.grams import gram_of, words_of

_NAMES = (
    "东西南北文昌运河皮市埂子仁丰广储甘泉荷花琼花瘦湖平山江阳史公渡江盐阜长征解放汶河国庆淮海徐凝门石塔驼岭"
    "芦家湾三元大学工农"
)
_KINDS = ("路", "街", "巷", "桥", "新村", "花园", "菜场", "小学", "公园", "社区")
_THINGS = """
路灯 井盖 垃圾桶 充电桩 停车位 楼道 消防栓 下水道 地砖 健身器材 公交站牌 红绿灯 绿化带
河道 护栏 监控 自来水 燃气 电梯 外墙 屋面 扶手 台阶 公厕 摊位 盲道 斑马线 减速带
树枝 广场舞 工地 油烟 流浪狗 共享单车 快递柜 宣传栏 灌溉渠 机耕路 围挡 托管班 助餐点
卫生站 门禁 雨棚 电线 窨井 排水沟
"""
_FAULTS = """
坏了 不亮 松动 堵住了 太少 被占用 没人修 太吵 有异味 漏水 积水 开裂 生锈 缺失 倒了
太暗 太旧 挡住视线 没处理 清运不及时 收费不清楚 时间太短 关门太早 排队太久
"""
_WHEN = """
晚上 早高峰 下雨天 周末 这几天 上个月 三个多月了 去年冬天 放学时 节假日
"""


@dataclass(frozen=True)
class Text:
    place: str
    title: str
    said: str


@dataclass
class Texts:
    """Invented texts, the same at every run."""

    rng: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311  repeatable, not a secret
    _known: dict[str, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self):
        rng = self.rng
        self.things, self.faults, self.moments = _THINGS.split(), _FAULTS.split(), _WHEN.split()
        self.places = ["".join(rng.sample(_NAMES, 2)) + kind for kind in _KINDS for _turn in range(120)]
        clauses = {
            clause
            for matter in MATTERS
            for clause in (matter.content + matter.reply).replace("，", "。").replace("？", "。").split("。")
            if 4 <= len(clause) <= 20 and "{" not in clause
        }
        self.clauses = sorted(clauses)

    def make(self) -> tuple[Text, set[int]]:
        """A text and its grams. Its parts are divided by marks, so the grams are those of the parts."""
        rng = self.rng
        thing, fault = rng.choice(self.things), rng.choice(self.faults)
        place = rng.choice(self.places)
        parts = [f"{thing}{fault}", f"{rng.choice(self.moments)}{rng.choice(self.faults)}"]
        parts += rng.choices(self.clauses, k=rng.randint(2, 6))
        grams = self._grams(place).union(*map(self._grams, parts))
        if rng.random() < 0.5:  # a name that hardly anybody else writes
            name = "".join(chr(0x4E00 + rng.randrange(3500)) for _turn in range(rng.randint(2, 4)))
            parts.append(f"{name}旁边")
            grams |= {gram_of(word) for word in words_of(parts[-1])}
        return Text(place, parts[0], "。".join(parts)), grams

    def in_other_words(self, text: Text) -> tuple[str, str]:
        """What somebody else writes of the same: some of it, something else, and often the place."""
        rng = self.rng
        parts = text.said.split("。")
        kept = [parts[0], *rng.sample(parts[1:], min(len(parts) - 1, rng.randint(0, 3))), rng.choice(self.clauses)]
        return "，".join(kept) + "，希望帮忙看看", text.place if rng.random() < 0.7 else ""

    def _grams(self, part: str) -> frozenset[int]:
        if part not in self._known:
            self._known[part] = frozenset(map(gram_of, words_of(part)))
        return self._known[part]
