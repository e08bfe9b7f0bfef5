"""Public pages, below /suggestions/."""

from django.urls import path, re_path

from plugins.suggestions.feeds import SuggestionsFeed
from plugins.suggestions.views import public

app_name = "suggestions"

urlpatterns = [
    path("", public.suggestion_list, name="list"),
    path("feed/", SuggestionsFeed(), name="feed"),
    re_path(
        r"^(?P<term>[0-9]{1,3})-(?P<session>[0-9]{1,3})/(?P<number>[0-9]{1,6})/$",
        public.suggestion_detail,
        name="detail",
    ),
]
