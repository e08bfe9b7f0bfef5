"""The account in the admin's sidebar."""

import pytest
from wagtail.admin.ui.sidebar import MainMenuModule

from tests.factories.access import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("display_name", "shown"), [("龙海泉", "龙海泉"), ("", "head-7")])
def test_sidebar_names_the_person(display_name, shown):
    user = UserFactory(username="head-7", display_name=display_name, first_name="", last_name="")
    assert MainMenuModule([], [], user).js_args()[-1]["name"] == shown
