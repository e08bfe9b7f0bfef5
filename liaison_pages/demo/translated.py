"""English pages of the demo: the front page, information and news, as "Translate this page" and an editor make them."""

from wagtail.models import Locale, Page, Site

from liaison_pages.demo.album import Album
from liaison_pages.demo.information import FRONT_GALLERY, NEWS, NEWS_ITEMS
from liaison_pages.models import InfoPage
from liaison_pages.services.site_tree import SECOND_LANGUAGE

LEAD = (
    "Every station in the district is open, and deputies receive on set days. You can also write here at any time: "
    "each matter gets an answer."
)
FRONT_TEXT = (
    "<h2>Inside the stations</h2><p>In old lanes, by the canal, under the vines: the doors are open. Drop in.</p>"
)
# Name of the picture → caption, and what is read to those who cannot see it.
PICTURES = {
    "lane": ("Drawing: an old lane", "An old lane of white walls and dark tiles, with flower pots and small stools."),
    "canal": ("Drawing: by the canal", "A stone bridge over the canal, a covered boat below it, a willow on the bank."),
    "courtyard": ("Drawing: under the vines", "A long table and benches under vines, with tea on the table."),
    "jade": ("Drawing: a jade carver's bench", "A bench by the window with a jade carving under the lamp."),
    "pavilion": (
        "Drawing: a pavilion by the water",
        "A pavilion on the water with a table and teacups; a bridge leads ashore.",
    ),
    "tea": ("Drawing: a tea table", "A tea table below a round window, with a pot and a few cups."),
}
PRIVACY = """
<p>What you tell us here is used for your matter and for nothing else. We collect as little as we can: what it is about
and where is enough, and you need not leave contact data.</p>
<h2>What we collect</h2>
<ul><li>What you write, the place, and your photos. Where a photo was taken is removed from it when you send it.</li>
<li>The phone number or e-mail that you choose to leave. It is encrypted and kept apart from what you wrote.</li></ul>
<h2>Who can see it</h2>
<ul><li>What you wrote: the staff and deputies of the station, the district office, and the unit that handles it.</li>
<li>Contact data: the head of the station and the district office, and every look is on record. If you choose to stay
anonymous, the district office alone.</li>
<li>You: with your number and code you can read what you wrote and how it goes on. Do not pass the code on.</li>
<li>The public: nothing. Only with your consent, without your personal data and after a review, is a finished matter
published.</li></ul>
<h2>What you can do</h2>
<p>Follow your matter at any time with number and code; the same page deletes your contact and takes back your consent
to publish. To see or correct other data, call the number at the foot of the page or come to a station.</p>
<h2>Under fourteen</h2>
<p>A guardian has to agree: tick “The author is under 14” below the form, write the guardian's name, and let the
guardian read this notice and tick the consent. The name is kept encrypted, like contact data.</p>
"""
ACCESSIBILITY = """
<p>This site follows the Law on Building an Accessible Environment and the national standard GB/T 37668. It works
without a mouse, with a screen reader and at twice the size.</p>
<ul><li>“Large type” at the top right switches to large letters and high contrast.</li>
<li>Every page can be used with the keyboard alone; the first link is “Skip to content”.</li>
<li>There are no picture puzzles and no accounts, and you can send an opinion without scripts.</li></ul>
<p>If something is hard to use, call the number at the foot of the page, or ask the staff of a station to fill in the
form with you.</p>
"""
ABOUT = """
<p>A station is where deputies and residents meet. Every subdistrict and town has a deputies' home; communities and
villages have liaison stations and contact points; and there are small places with a character of their own. Each has a
page on this site.</p>
<h2>What you can do here</h2>
<ul><li>See who receives when, and what about.</li><li>Send an opinion: in person, by phone, by a printed code or
online. All get the same kind of number.</li><li>Check progress at any time with your number and code.</li></ul>
<h2>Who answers</h2>
<p>A deputy reads it first. What can be explained is explained, what a department must do is passed on, and what many
people raise becomes a suggestion.</p>
<h2>What does not belong here</h2>
<p>In an emergency dial 110, 119 or 120. Lawsuits, administrative review and arbitration have their own ways; the
station will tell you where to go.</p>
"""
WINTER = """
<p>From this month to the end of February some stations receive at other times: evening receptions move to the
morning or noon, weekends stay as they are. Each station's page has the newest dates, and its calendar keeps your
phone in step.</p>
<p>If it is hard for you to come, call the station and a deputy will visit you.</p>
"""
STOOLS = """
<p>More than twenty neighbours brought a small stool each to last month's council, sat in a circle and talked about
where electric bikes should stand.</p>
<ul><li>Forty more charging points along the wall of the shed.</li><li>No more bikes in stairwells; volunteers help
those who find walking hard.</li><li>Another meeting in three months to see how it goes.</li></ul>
<p>The three points have been numbered and passed to the station.</p>
"""
LIGHTS = """
<p>This autumn, street lights came first in what the stations of Dongguan and Wenhe heard. Six residents of
different lanes said the same: the lamps are broken and it gets dark early.</p>
<p>Deputies walked the lanes at night, noted every dark lamp and wrote a suggestion. The answer: those broken
longest come first, then the wiring, in stages.</p>
<h2>How far it is</h2>
<p>The first stage is done. The dates of the other lanes are on the notice wall of each station.</p>
"""
LESSON = """
<p>(Example) Last Saturday a dozen deputies sat down in a small classroom. A retired judge explained what deputies can
do for people, and what they cannot.</p>
<ul><li>Of a lawsuit that is going on they do not ask the outcome; they tell you where to go.</li><li>What a department
handles already they follow up, but do not decide in its place.</li><li>What many people raise they write into a
suggestion that gets a formal answer.</li></ul>
<p>After class three of them went straight to the station to receive.</p>
"""
# Slug of the Chinese page → English title and text.
PAGES = {
    "privacy": ("How we treat your data", PRIVACY),
    "accessibility": ("Accessibility", ACCESSIBILITY),
    "about": ("About the stations", ABOUT),
}
NEWS_PAGES = {
    "winter-hours": ("Winter hours for receptions", WINTER),
    "stools": ("A circle of small stools, three rules for parking", STOOLS),
    "lights": ("Light by light, the lanes get brighter", LIGHTS),
    "lesson": ("Deputies in class: what can be done, and what cannot", LESSON),
}


def translate_pages(site: Site, album: Album) -> None:
    """English pages beside the Chinese ones of the district; venues keep their Chinese pages."""
    home = site.root_page.specific
    gallery = [_picture(album, name) for name in FRONT_GALLERY]
    _translate(home, title="Front page", lead=LEAD, body=[("text", FRONT_TEXT), ("gallery", gallery)])
    for slug, (title, text) in PAGES.items():
        _translate(_page(home, slug), title=title, body=[("text", text.strip())])
    news = _page(home, NEWS[1])
    _translate(news, title="News", body=[("text", "<p>What is new at the stations.</p>")])
    for _title, slug, _text, picture, *_more in NEWS_ITEMS:
        title, text = NEWS_PAGES[slug]
        _translate(_page(news, slug), title=title, body=[("text", text.strip()), ("picture", _picture(album, picture))])


def _page(parent: Page, slug: str) -> InfoPage:
    return InfoPage.objects.child_of(parent).get(slug=slug)


def _picture(album: Album, name: str) -> dict:
    caption, alt = PICTURES[name]
    return {**album.block(name), "caption": caption, "alt": alt}


def _translate(page: Page, **content) -> None:
    """The page in English, of the same day."""
    translation = page.copy_for_translation(Locale.objects.get(language_code=SECOND_LANGUAGE))
    for name, value in content.items():
        setattr(translation, name, value)
    translation.save_revision().publish()
    published = {"first_published_at": page.first_published_at, "last_published_at": page.last_published_at}
    Page.objects.filter(pk=translation.pk).update(**published)
