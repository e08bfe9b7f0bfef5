"""The block behind which add-ons offer theirs: shown while they are on, kept when they are gone."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db.migrations.writer import MigrationWriter
from wagtail.admin.telepath import JSContext

from cms.kernel.actors import System
from cms.kernel.blocks import KEPT, AddOnBlock
from cms.kernel.registrar import registrar
from cms.kernel.states import set_enabled
from liaison_pages.models import InfoPage
from tests.factories.liaison_pages import InfoPageFactory

pytestmark = pytest.mark.django_db

TOY = {"type": "toy", "value": "积木", "id": "11111111-1111-4111-8111-111111111111"}
ABSENT = {"type": "absent", "value": {"deep": ["甲", 1]}, "id": "22222222-2222-4222-8222-222222222222"}


@pytest.fixture
def switch(site):
    return lambda on: set_enabled(plugin_id="toys", site=site, is_enabled=on, actor=System("tests"))


@pytest.fixture
def page(site):
    body = json.dumps([{"type": "addon", "value": [TOY, ABSENT], "id": "33333333-3333-4333-8333-333333333333"}])
    return InfoPageFactory(parent=site.root_page, body=body)


def stored(page) -> list:
    return list(InfoPage.objects.get(pk=page.pk).body.raw_data)[0]["value"]


def test_block_is_shown_while_its_add_on_is_on(client, page, switch):
    switch(True)
    assert '<p class="toy">积木</p>' in client.get(page.url).content.decode()
    switch(False)
    answer = client.get(page.url)
    assert (answer.status_code, "积木" in answer.content.decode()) == (200, False)


def test_what_an_absent_add_on_left_survives_saving(page):
    fresh = InfoPage.objects.get(pk=page.pk)
    (addon,) = fresh.body
    assert [(child.block_type, child.block.name) for child in addon.value] == [("toy", "toy"), (KEPT, KEPT)]
    fresh.body = list(fresh.body.raw_data)
    fresh.title = "改了标题"
    fresh.save()
    assert stored(page) == [TOY, ABSENT]


def test_what_an_absent_add_on_left_survives_the_editor(page):
    (addon,) = InfoPage.objects.get(pk=page.pk).body
    block = addon.block
    sealed = block.get_form_state(addon.value)[1]
    sent = {
        "addon-count": "1", "addon-0-deleted": "", "addon-0-order": "0", "addon-0-type": KEPT,
        "addon-0-id": sealed["id"], "addon-0-value": sealed["value"],
    }  # fmt: skip
    value = block.clean(block.value_from_datadict(sent, {}, "addon"))
    assert block.get_prep_value(value) == [ABSENT]


def test_what_an_absent_add_on_left_cannot_be_forged(page):
    (addon,) = InfoPage.objects.get(pk=page.pk).body
    block = addon.block
    sent = {
        "addon-count": "1", "addon-0-deleted": "", "addon-0-order": "0", "addon-0-type": KEPT, "addon-0-id": "x",
        "addon-0-value": json.dumps({"type": "toy", "value": "<script>"}),
    }  # fmt: skip
    with pytest.raises(ValidationError):
        block.clean(block.value_from_datadict(sent, {}, "addon"))


def test_migrations_name_the_block_without_its_children():
    written, imports = MigrationWriter.serialize(AddOnBlock())
    assert written == "cms.kernel.blocks.AddOnBlock()"
    assert imports == {"import cms.kernel.blocks"}


@pytest.mark.parametrize("is_on", [True, False])
def test_editor_offers_the_blocks_of_add_ons_that_are_on_somewhere(switch, is_on):
    switch(is_on)
    packed = json.dumps(JSContext().pack(AddOnBlock()))
    assert ('"toy": {"max_num": 0}' in packed) == (not is_on)
    assert '"kept": {"max_num": 0}' in packed


def test_broken_block_is_logged_and_shows_nothing(client, page, switch, monkeypatch, settings, caplog):
    switch(True)
    settings.LIAISON_RAISE_IN_SLOTS = False

    def burst(*args, **kwargs):
        raise ValueError("out of ink")

    monkeypatch.setattr(registrar().get("content_block", "toy").value, "render", burst)
    assert client.get(page.url).status_code == 200
    assert "block toy of toys failed" in caplog.text
