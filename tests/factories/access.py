"""Users. Roles are granted with `cms.access.services.grant`."""

import factory
from factory.django import DjangoModelFactory

from cms.access.models import User

PASSWORD = "a-password-for-tests"


class UserFactory(DjangoModelFactory):
    """Somebody who can sign in with `PASSWORD` and may do nothing yet."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    display_name = factory.Sequence(lambda n: f"示例人员{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)
