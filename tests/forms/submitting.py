"""Filling in the form as a browser does."""

import hashlib

from django.urls import reverse

from forms import proof
from forms.models import IntakePage
from forms.tokens import new_token


def filled(page: IntakePage, **changed) -> dict:
    """What a browser sends for a filled-in form; `token` is fresh unless given."""
    return {
        "token": new_token(page_pk=page.pk, notice_version="1").sign(),
        "content": "巷口的路灯坏了三天，晚上看不见台阶。",
        "place": "皮市街 45 号巷口",
        **changed,
    }


def send(client, page: IntakePage, **changed):
    """The response to the filled-in form."""
    return client.post(reverse("liaison_forms:submit", args=[page.pk]), filled(page, **changed))


def solved(token: str) -> str:
    """What a browser sends once it has tried all numbers."""
    riddle = proof.riddle(token)
    for number in range(riddle["most"] + 1):
        if hashlib.sha256(f"{riddle['salt']}{number}".encode()).hexdigest() == riddle["challenge"]:
            return f"{number}.{riddle['signature']}"
    raise AssertionError("no number solves it")


def errors_of(response) -> dict[str, list[str]]:
    """Field → messages of the form that is shown again; '__all__' for the whole form."""
    return dict(response.context["form"].errors.items())
