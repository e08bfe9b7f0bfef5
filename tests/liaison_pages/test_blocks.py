"""The blocks of a page's content."""

import pytest
from wagtail.blocks import StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from liaison_pages.blocks import GalleryBlock, PictureBlock
from tests.factories.media import LiaisonImageFactory

pytestmark = pytest.mark.django_db


def picture(**values):
    return {"image": LiaisonImageFactory().pk, "alt": "", "is_decorative": False, "caption": "", **values}


@pytest.mark.parametrize("alt", ["", " "])
def test_picture_without_alternative_says_so_at_the_field(site, alt):
    block = PictureBlock()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(picture(alt=alt)))
    assert caught.value.block_errors["alt"].messages == ["请写出图上有什么。图片只作装饰的，请勾选“纯装饰”。"]


def test_picture_of_a_draft_may_wait_for_its_alternative(site):
    block = PictureBlock()
    block.defer_required_validation()
    assert block.clean_deferred(block.to_python(picture()))["alt"] == ""


@pytest.mark.parametrize(
    ("values", "alternative"),
    [({"alt": "站点门口"}, "站点门口"), ({"is_decorative": True}, ""), ({"alt": "花", "is_decorative": True}, "")],
)
def test_picture_is_read_aloud_by_its_alternative(site, values, alternative):
    block = PictureBlock()
    value = block.clean(block.to_python(picture(**values)))
    assert f'alt="{alternative}"' in block.render(value)


def test_picture_saved_before_there_was_a_tick_still_renders(site):
    block = PictureBlock()
    value = block.to_python({"image": LiaisonImageFactory().pk, "alt": "", "caption": ""})
    assert 'alt=""' in block.render(value)


def test_gallery_asks_for_the_alternative_of_each_picture(site):
    block = GalleryBlock()
    with pytest.raises(ListBlockValidationError) as caught:
        block.clean(block.to_python([picture(alt="会客厅"), picture()]))
    assert list(caught.value.block_errors) == [1]
