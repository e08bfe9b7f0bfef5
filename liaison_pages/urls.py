"""Public URLs of venues, deputies and calendars."""

app_name = "liaison_pages"

urlpatterns = []
