"""The demo's information pages: what a public site has to say about privacy and accessibility."""

PRIVACY = """
<p>您在这里说的话，只用来办您说的这件事。我们尽量少收集：写清什么事、在哪里就能提交，联系方式可以不填。</p>
<h3>我们收集什么</h3>
<ul><li>您写的内容、地点和照片。照片里的拍摄地点等信息会在上传时去掉。</li>
<li>您愿意留下的手机号或邮箱。它加密保存，和意见分开放。</li></ul>
<h3>谁看得到</h3>
<ul><li>意见：这个家站点的工作人员、驻站代表、代表工委，和具体承办的单位。</li>
<li>联系方式：站长和代表工委，每看一次都有记录。勾了“匿名”的，只有代表工委看得到。</li>
<li>您自己：凭编号和查询码，看得到写的原话和进展。查询码不要给别人。</li>
<li>公众：看不到。只有您同意，并且隐去个人信息、经人审核以后，办好的事才会公开。</li></ul>
<h3>您可以做什么</h3>
<p>凭编号和查询码随时看进度。要查看、更正、删除您的信息，或者收回同意，请打页脚的电话，或到家站点当面办。</p>
<h3>未满十四岁</h3>
<p>请由监护人提交。</p>
"""
ACCESSIBILITY = """
<p>这个网站按《无障碍环境建设法》和国家标准 GB/T 37668 建设，不用鼠标、用读屏软件、放大两倍都能用。</p>
<ul><li>右上角“长者版”换成大字和高对比。</li>
<li>每个页面都可以只用键盘操作，第一个链接是“跳到正文”。</li>
<li>不用验证码图片，不用注册，不开脚本也能提交意见。</li></ul>
<p>哪里用着不方便，请打页脚的电话告诉我们，也可以请家站点的工作人员代您填写。</p>
"""


def _text(html: str) -> list[tuple[str, str]]:
    return [("text", html.strip())]


# (title, slug, body); the first is the privacy notice that the intake form links to.
INFORMATION = (
    ("个人信息处理说明", "privacy", _text(PRIVACY)),
    ("无障碍说明", "accessibility", _text(ACCESSIBILITY)),
)

# Reported figures, with their period: never mixed with live counters.
SERVICE_FIGURES = [
    (
        "figures",
        {
            "period": "近三年，广陵区人大常委会公布",
            "figures": [
                {"value": "1500 多", "unit": "次", "label": "接待活动"},
                {"value": "3600 多", "unit": "人次", "label": "接待群众"},
                {"value": "800 多", "unit": "个", "label": "推动解决的问题"},
            ],
        },
    )
]
