"""Public URLs of the intake form and of status pages."""

urlpatterns = []
