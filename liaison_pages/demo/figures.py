"""
Figures that the district reported, each with its period: facts of the demo's real place, in our own words.

They come from a newspaper's interview of 2025; the words 多 and 余 ("more than") are the district's own.
"""

from liaison_pages.models import Dimension, ReportedFigure

SOURCE, SOURCE_EN = "广陵区人大常委会，2025 年答记者问", "Standing Committee of the district, interview of 2025"
THREE_YEARS = ("近三年", "Last three years")
START = ("换届之初", "Start of the term")
NOW = ("截至 2025 年", "As of 2025")

# (dimension, on the front page, label, in English, value, in English, unit, in English, period)
FIGURES = (
    (Dimension.PLATFORMS, True, "接待活动", "Receptions", "1500 多", "1,500+", "次", "", THREE_YEARS),
    (Dimension.PLATFORMS, True, "接待群众", "People received", "3600 多", "3,600+", "人次", "", THREE_YEARS),
    (Dimension.PLATFORMS, True, "推动解决的问题", "Problems solved", "800 多", "800+", "个", "", THREE_YEARS),
    (Dimension.CLOSED_LOOP, True, "变成政策文件的建议", "Suggestions made policy", "28", "28", "件", "", THREE_YEARS),
    (Dimension.CLOSED_LOOP, False, "解决的民生实事", "Livelihood matters", "300 余", "300+", "件", "", THREE_YEARS),
    (Dimension.CLOSED_LOOP, False, "建议办结率", "Suggestions completed", "100%", "100%", "", "", THREE_YEARS),
    (Dimension.CLOSED_LOOP, False, "代表满意度", "Deputies satisfied", "99%", "99%", "", "", THREE_YEARS),
    (Dimension.PLATFORMS, False, "代表之家", "Deputies' homes", "12", "12", "个", "", NOW),
    (Dimension.PLATFORMS, False, "联络站", "Liaison stations", "46", "46", "个", "", NOW),
    (Dimension.PLATFORMS, False, "联络点", "Contact points", "54", "54", "个", "", NOW),
    (Dimension.PLATFORMS, False, "特色空间", "Themed spaces", "40 多", "40+", "个", "", NOW),
    (Dimension.GUIDANCE, False, "参加培训的新任代表", "New deputies trained", "186", "186", "名", "", START),
    (Dimension.GUIDANCE, False, "专题培训班", "Courses on special topics", "12", "12", "期", "", THREE_YEARS),
    (Dimension.GUIDANCE, False, "参加培训的代表", "Attendances", "1500 余", "1,500+", "人次", "", THREE_YEARS),
    (Dimension.INSTITUTIONS, False, "制度文件", "Regulations", "12", "12", "项", "", NOW),
    (Dimension.INSTITUTIONS, False, "履职清单", "Aspects of a deputy's duties", "16", "16", "个方面", "", NOW),
    (Dimension.INSTITUTIONS, False, "代表年均建议", "Suggestions a deputy and year", "2.5", "2.5", "件", "", NOW),
    (Dimension.INSTITUTIONS, False, "代表年均建议", "Suggestions a deputy and year", "1.2", "1.2", "件", "", START),
    (Dimension.PARTICIPATION, False, "对法规草案的意见", "Comments on draft laws", "76", "76", "条", "", NOW),
    (Dimension.PARTICIPATION, False, "立法研究报告", "Reports for lawmaking", "2", "2", "份", "", NOW),
)


def write_figures(site) -> None:
    """All of them, in the order given."""
    for number, row in enumerate(FIGURES):
        dimension, is_on_front_page, label, label_en, value, value_en, unit, unit_en, period = row
        ReportedFigure.objects.create(
            site=site,
            dimension=dimension,
            is_on_front_page=is_on_front_page,
            label=label,
            label_en=label_en,
            value=value,
            value_en=value_en,
            unit=unit,
            unit_en=unit_en,
            period=period[0],
            period_en=period[1],
            source=SOURCE,
            source_en=SOURCE_EN,
            sort_order=number,
        )
