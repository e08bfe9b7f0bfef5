"""What the demo's pages of the five dimensions (五维) say, in Chinese and English; invented, but for the names."""

from wagtail.models import Locale, Site

from liaison_pages.models import Dimension, DimensionPage
from liaison_pages.services.site_tree import SECOND_LANGUAGE

# Dimension → the page's text.
TEXTS = {
    Dimension.GUIDANCE: "<p>刚当选的代表先上课：人大是怎么回事，代表能做什么、不能做什么。以后每年换着题目学，"
    "学完到家站点里用一用。</p>",
    Dimension.INSTITUTIONS: "<p>代表该参加哪些会、多久见一次居民、提了几件建议，都有清单，做一件记一件。"
    "每年向选民报告一次，由选民来评。</p>",
    Dimension.PLATFORMS: "<p>街道、镇有代表之家，社区和村有联络站、联络点，巷子里还有各有特色的小地方。"
    "走不动、没空来的，在网上说，编同样的号。</p>",
    Dimension.CLOSED_LOOP: "<p>一个人的急事，转给部门马上办；很多人的难事，由代表写成建议。"
    "部门答复以后，代表和居民说了满意，才算办结。</p>",
    Dimension.PARTICIPATION: "<p>巷子里的议事会、看一看身边的工程、给还没定下来的规定提意见，都可以来。"
    "不用会说话，说实话就行。</p>",
}
# Dimension → title, lead and text.
ENGLISH = {
    Dimension.GUIDANCE: (
        "Learning to serve",
        "Deputies learn first, then serve. What they learn, and how, is written here.",
        "<p>New deputies start with a course: what a people's congress is, what a deputy can do and what not. Every "
        "year brings new topics, to be tried out at the stations.</p>",
    ),
    Dimension.INSTITUTIONS: (
        "Rules that hold",
        "What a deputy has to do and has done: there are rules and records, for everybody to see.",
        "<p>Which meetings to attend, how often to meet residents, how many suggestions were made: it is on a list, "
        "and ticked off one by one. Once a year deputies report to their voters, who judge.</p>",
    ),
    Dimension.PLATFORMS: (
        "Places to meet",
        "The stations near you, the days of receptions and the ways in on the web all start here.",
        "<p>Subdistricts and towns have homes, communities and villages have stations and contact points, and some "
        "lanes have a small place of their own. Who cannot come writes online, and gets the same kind of number.</p>",
    ),
    Dimension.CLOSED_LOOP: (
        "From word to result",
        "How a matter becomes a suggestion, who handles it, how far it is, and what came of it.",
        "<p>What is urgent for one goes to a department at once; what is hard for many becomes a deputy's suggestion. "
        "It ends when deputies and residents say that they are content with the answer.</p>",
    ),
    Dimension.PARTICIPATION: (
        "Taking part",
        "Beside receptions there are more ways to think things over together with deputies.",
        "<p>Councils in the lanes, a look at works near you, a comment on a rule that is not made yet: come along. You "
        "need no fine words, plain ones will do.</p>",
    ),
}


def write_dimensions(site: Site) -> None:
    """The texts of the site's pages, and the pages in English."""
    locale = Locale.objects.get(language_code=SECOND_LANGUAGE)
    for page in DimensionPage.objects.descendant_of(site.root_page):
        page.body = [("text", TEXTS[page.dimension])]
        page.save_revision().publish()
        english = page.copy_for_translation(locale)
        english.title, english.lead, text = ENGLISH[page.dimension]
        english.body = [("text", text)]
        english.save_revision().publish()
