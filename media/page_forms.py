"""Pages show the files of those who edit them: the ids in a posted form are anybody's."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from media.models import LiaisonDocument, LiaisonImage
from media.selectors import usable_by

FILES = (LiaisonImage, LiaisonDocument)


class OwnFilesPageForm(WagtailAdminPageForm):
    """
    A page form that takes no new picture or document which its user may not choose.

    The choosers offer a venue's staff their own files alone, but the form would take any id, and a document on a live
    page is public. What stood on the page before may stay: the district may have put it there.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._stood_there = {(model, pk) for _name, model, pk in files_in(self.instance)}

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        for form in self._own_and_child_forms():
            new = [row for row in files_in(form.instance) if row[1:] not in self._stood_there]
            for name in foreign_fields(new, self.for_user):
                form.add_error(name, _("这里用了别家站点的图片或文件，请换成自己的。"))
        return not any(form.errors for form in self._own_and_child_forms())

    def _own_and_child_forms(self) -> Iterator:
        """This form, and those of its child rows that are to stay; what these showed before counts as before."""
        yield self
        for formset in self.formsets.values():
            for form in formset.forms:
                if form not in formset.deleted_forms and {"image", "document"} & set(form.changed_data):
                    yield form


def files_in(instance) -> Iterator[tuple[str, type, str]]:
    """(field name, model, primary key as text) of every picture and document that the fields of `instance` name."""
    for field in instance._meta.concrete_fields:
        value = field.value_from_object(instance)
        if hasattr(field, "extract_references"):
            for model, pk, *_path in field.extract_references(value):
                if model in FILES:
                    yield field.name, model, str(pk)
        elif field.related_model in FILES and value is not None:
            yield field.name, field.related_model, str(value)


def foreign_fields(rows: list[tuple[str, type, str]], user) -> set[str]:
    """Names of the fields of `rows` (from `files_in`) that name a file which exists and `user` may not choose."""
    names = set()
    for model in FILES:
        wanted = {pk: name for name, kind, pk in rows if kind is model and pk.isdecimal()}
        if not wanted:
            continue
        existing = model.objects.filter(pk__in=wanted)
        foreign = existing.exclude(pk__in=usable_by(user, existing).values("pk"))
        names |= {wanted[str(pk)] for pk in foreign.values_list("pk", flat=True)}
    return names
