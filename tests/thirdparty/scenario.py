"""
A day with strangers' add-ons, in a process of its own: `python -m tests.thirdparty.scenario ID …` switches on the
add-ons named and prints as JSON what people saw and what is kept.
"""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402  Django is set up first
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from cms.kernel.actors import System  # noqa: E402
from cms.kernel.models import AuditEntry, EventDelivery  # noqa: E402
from cms.kernel.states import set_enabled  # noqa: E402
from forms.models import IntakeSubmission  # noqa: E402
from tests.factories.access import UserFactory  # noqa: E402
from tests.factories.forms import IntakeSubmissionFactory  # noqa: E402
from tests.factories.liaison_pages import VenuePageFactory, build_site  # noqa: E402


def move(client: Client, name: str) -> dict:
    """A superuser makes the move with a new submission: the answer, and what the database has afterwards."""
    submission = IntakeSubmissionFactory(venue=page.venue, title="路灯不亮")
    before = AuditEntry.objects.count()
    response = client.post(reverse("liaison_queue:move", args=[submission.pk, name]))
    after = IntakeSubmission.objects.get(pk=submission.pk)
    return {
        "status": response.status_code,
        "told": "什么都没有改变" in response.content.decode(),
        "state": after.state,
        "title": after.title,
        "audited": AuditEntry.objects.count() - before,
    }


def deliveries() -> dict:
    return {each.handler: [each.attempts, each.delivered_at is not None] for each in EventDelivery.objects.all()}


site = build_site()
for plugin_id in sys.argv[1:]:
    set_enabled(plugin_id=plugin_id, site=site, is_enabled=True, actor=System("scenario"))
page = VenuePageFactory(venue__name="示例站")
client = Client(SERVER_NAME="localhost")
shown = client.get(page.url)
html = shown.content.decode()
client.force_login(UserFactory(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
found = {
    "page": [shown.status_code, "<p>示例站附近有长椅</p>" in html, "慢慢来" in html],
    "moves": {name: move(client, name) for name in ("benches.sit", "broken_guard.move", "broken_apply.move")},
    "deliveries": deliveries(),
}
EventDelivery.objects.update(next_attempt_at=timezone.now())
call_command("events", "deliver", stdout=sys.stderr)
print(json.dumps({**found, "delivered again": deliveries()}))  # noqa: T201  what the test reads
