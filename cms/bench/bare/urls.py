"""The bare view's address."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.kernel.models import Event


def insert(request: HttpRequest) -> HttpResponse:
    """Begin, insert one row of a few columns, commit."""
    with transaction.atomic():
        Event.objects.create(name="bench.insert", object_pks=[1], data={"length": len(request.body)}, content_type_id=1)
    return HttpResponse(status=303, headers={"Location": "/"})


urlpatterns = [path("insert/", insert)]
