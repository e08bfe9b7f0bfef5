"""Public URLs of venues, deputies and calendars."""

urlpatterns = []
