"""The queue in the menu and on the home page of the admin."""

import datetime

from django.urls import reverse
from django.utils import timezone

from forms.views.queue_home import QueueMenuItem
from tests.forms.queue_pages import INDEX


def test_home_page_counts_what_waits(desks, signed_in):
    desks.submission(due_on=timezone.localdate() - datetime.timedelta(days=1))
    desks.submission()

    page = signed_in("head").get(reverse("wagtailadmin_home")).content.decode()

    assert "等待处理 2 件" in page
    assert "逾期 1 件" in page
    assert "等待处理" not in signed_in("editor").get(reverse("wagtailadmin_home")).content.decode()


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
