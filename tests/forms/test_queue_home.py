"""The queue in the menu and on the home page of the admin."""

import datetime
import re

from django.urls import reverse
from django.utils import timezone

from forms.views.queue_home import QueueMenuItem
from tests.forms.queue_pages import INDEX, url


def test_home_page_counts_what_waits_and_names_the_first(desks, signed_in):
    late = desks.submission(due_on=timezone.localdate() - datetime.timedelta(days=1), title="井盖松动")
    desks.submission(due_on=timezone.localdate())

    page = signed_in("head").get(reverse("wagtailadmin_home")).content.decode()

    for address, text in (
        (INDEX, "<strong>2</strong> 件等您处理"),
        (f"{INDEX}?due=overdue", "<strong>1</strong> 件已逾期"),
    ):
        assert re.search(rf'href="{re.escape(address)}">{text}', page)
    assert f'<a href="{url("detail", late)}">{late.number} 井盖松动</a>' in page
    assert "件等您处理" not in signed_in("editor").get(reverse("wagtailadmin_home")).content.decode()


def test_home_page_names_no_hidden_text(desks, signed_in):
    desks.submission(reject_reason="abuse", title="不该看到的标题")

    page = signed_in("head").get(reverse("wagtailadmin_home")).content.decode()

    assert "不该看到的标题" not in page


def test_home_page_tells_lookers_what_is_open(desks, signed_in):
    desks.submission(state="referred")

    page = signed_in("reader").get(reverse("wagtailadmin_home")).content.decode()

    assert "<strong>1</strong> 件没办结" in page
    assert "件等您处理" not in page


def test_menu_item_says_how_many_wait(desks, rf):
    desks.submission()
    request = rf.get("/")
    item = QueueMenuItem("社情民意", INDEX, name="submissions")

    request.user = desks.head
    assert item.is_shown(request)
    assert item.render_component(request).attrs == {
        "data-liaison-count": "1",
        "aria-label": "社情民意，1 件等您处理",
    }
    request.user = desks.reader
    assert item.render_component(request).attrs == {}
    request.user = desks.editor
    assert not item.is_shown(request)
