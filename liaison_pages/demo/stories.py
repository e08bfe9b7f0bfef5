"""
What the demo's best kept pages say: content as a station's editor would write it, in the blocks of the page editor.

A picture or gallery names drawings of `liaison_pages.demo.album`; everything else is the value of its block.
"""

from typing import Any

Story = list[tuple[str, Any]]
PERIOD = "示例数字，今年一月至十月"


def text(html: str) -> tuple[str, str]:
    return "text", html


def notice(title: str, html: str) -> tuple[str, dict]:
    return "notice", {"title": title, "text": html}


def figures(period: str, *rows: tuple[str, str, str]) -> tuple[str, dict]:
    """Rows of (value, unit, label)."""
    return "figures", {
        "period": period,
        "figures": [{"value": value, "unit": unit, "label": label} for value, unit, label in rows],
    }


def picture(name: str) -> tuple[str, str]:
    return "picture", name


def gallery(*names: str) -> tuple[str, tuple[str, ...]]:
    return "gallery", names


STORIES: dict[str, Story] = {
    "GL-DG-01": [
        notice("冬季接待调整", "<p>天黑得早，傍晚的接待改到周三上午。不方便白天来的，打电话约个时间，代表上门。</p>"),
        text(
            "<h2>这间屋子</h2><p>联络站在巷子中段，原来是一家茶食店的前铺。门板还是老的，白天卸下来就是长桌。"
            "街坊路过，看见门开着，就知道里面有人。</p>"
            "<p>来的人说得最多的是三件事：老屋的电线，夜里的路灯，游客多的日子怎么走路。每一件都记在本子上，"
            "编了号，办完了当着大家的面划掉。</p>"
        ),
        figures(
            PERIOD,
            ("38", "次", "接待"),
            ("216", "人次", "来过的居民"),
            ("147", "件", "记下的事"),
            ("129", "件", "已有结果"),
        ),
        text(
            "<h2>今年办成的三件事</h2><ol><li>巷子东头换了十一盏灯，开关时间跟着日落走。</li>"
            "<li>老井旁边添了六张长凳，式样是居民投票选的。</li>"
            "<li>三十二户老屋换了电线，消防员上门教了灭火器怎么用。</li></ol>"
            "<h3>还没办成的</h3><p>西侧排水沟的改造要等管线图，预计明年三月动工。每月在公示墙上写一次进展。</p>"
        ),
        gallery("reception", "well", "noticewall"),
    ],
    "GL-DG": [
        text(
            "<h2>一座院子，两间屋</h2><p>东屋接待，西屋议事。东关的五个联络站、四个联络点收到的话，每月最后一个星期五"
            "在西屋的长桌上摊开，一件一件商量：谁去看，找哪个部门，什么时候告诉居民。</p>"
        ),
        picture("courtyard"),
        text(
            "<h2>怎么商量</h2><ul><li>先报上个月没办完的，再报新收的。</li>"
            "<li>三个站都提到的事，请代表写成建议。</li><li>商量的结果当天贴到各站的公示墙。</li></ul>"
        ),
        figures(PERIOD, ("10", "次", "月度商量"), ("64", "件", "定下办法的难事"), ("7", "件", "写成的建议")),
    ],
    "GL-DG-S2": [
        text(
            "<h2>井边的规矩</h2><p>每月一次，一次一个题目。谁想说，就站到井栏旁边来；说满三分钟，换下一位。"
            "井栏上放一只沙漏，是隔壁木匠做的。</p>"
        ),
        gallery("well", "lane", "tea"),
        text(
            "<h2>议过的题目</h2><ul><li>老宅修缮：要不要统一门窗的颜色</li><li>晾衣竿：哪里能伸，哪里不能</li>"
            "<li>夜里的游客：几点以后请导游关扩音器</li></ul><p>每次议完，记录当晚送到联络站编号办理。</p>"
        ),
    ],
    "GL-WH-01": [
        notice("会客厅开门了", "<p>隔壁的连心会客厅周末也开。接待日人多的时候，可以先去那里坐坐，喝杯茶。</p>"),
        text(
            "<h2>站在路口</h2><p>四望亭下四条路，哪条路上的人都要从这里过。联络站把门口的台阶改成了坡道，"
            "轮椅、婴儿车都能直接进来。</p><p>这里说得最多的是停车、公交和加装电梯。代表习惯先去现场看一眼，"
            "再请部门的人一起坐下来谈。</p>"
        ),
        picture("estate"),
        figures(PERIOD, ("31", "次", "接待"), ("178", "人次", "来过的居民"), ("92", "件", "记下的事")),
    ],
    "GL-WT-01": [
        text(
            "<h2>玉匠多的地方</h2><p>湾头做玉的人家多，一条街上听得见砣机的声音。联络站的桌子也是一张旧工作台，"
            "代表里有人做了四十年玉雕。</p><p>小作坊的难处在这里说得最细：招徒弟、租房子、粉尘怎么收、"
            "贷款找哪家。能当场说清的当场说清，说不清的请部门的人到台子旁边来看。</p>"
        ),
        text(
            "<h2>今年的三个题目</h2><ol><li>作坊的粉尘和污水一起收集处理</li><li>学徒的工伤保险</li>"
            "<li>老街的电力增容</li></ol>"
        ),
        gallery("canal", "market", "noticewall"),
    ],
    "GL-LD-01": [
        notice("农闲夜谈", "<p>十二月和一月，每周四晚上加开一场，地点在老年食堂。吃过晚饭就来，不用约。</p>"),
        text(
            "<h2>田头也是会客厅</h2><p>农忙的时候没人有空到站里来，代表就到地头去。一辆三轮车，一块折叠桌，"
            "哪块田边人多就停在哪里。</p><p>说得多的是沟渠、机耕路和夜里的灯。村里的事不大，拖久了就伤心。</p>"
        ),
        picture("village"),
        text("<h2>给外出的人</h2><p>在外地上班的，扫村口牌子上的码一样能说。办到哪一步，手机上查得到。</p>"),
    ],
    "GL-KFQ-S1": [
        text(
            "<h2>企业出题，大家来解</h2><p>每季度一场恳谈，只谈一个题目：招工、用电、融资，或者一条公交线路怎么走。"
            "企业先说难处，部门当场回答；答不了的，写清谁来答、哪天答。</p>"
        ),
        picture("zone"),
        figures(PERIOD, ("4", "场", "恳谈"), ("57", "家", "来过的企业"), ("23", "个", "解开的题目")),
        text(
            "<h2>下一题</h2><p>夜班工人怎么回家。请上夜班的人把下班时间和住的地方告诉我们，线路按大家的时间来排。</p>"
        ),
    ],
    "GL-QJ-01": [
        text(
            "<h2>小区里的联络站</h2><p>站在五里庙的两个老小区中间，楼上住人，楼下说事。物业、业委会和代表每月碰一次头，"
            "电梯、车位、充电桩，一次谈一样。</p>"
        ),
        gallery("estate", "reception", "pavilion"),
        text(
            "<h2>加装电梯怎么办</h2><ol><li>先到站里领一张流程单。</li><li>代表陪着开一次楼道会，谁家有顾虑当面说。</li>"
            "<li>签字够了，站里帮着送件。</li></ol><p>今年已有五个单元走完流程，最快的一个用了四个月。</p>"
        ),
    ],
}  # fmt: skip
