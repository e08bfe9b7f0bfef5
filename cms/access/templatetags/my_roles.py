"""`{% my_roles request.user %}`: the person's roles and where they hold, in words."""

from django import template

from cms.access.selectors import in_words, role_groups_of

register = template.Library()


@register.simple_tag
def my_roles(user) -> str:
    return in_words(role_groups_of(user))
