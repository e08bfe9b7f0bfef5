"""Residents' photos for the staff who handle them. There is no other way to see one."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from forms.selectors.photos import photo_for_staff
from forms.selectors.rights import may_see, shows_text

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """
    One photo, to whoever may see its submission; 404 to everybody else, and for a missing file.

    The text of a submission refused for hurting others is the district office's alone; so are its photos.
    """
    found = photo_for_staff(pk)
    if found is None or not _may_see(request.user, found):
        raise Http404
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"{found.submission.number}-{found.pk}.jpg"
    return FileResponse(file, content_type="image/jpeg", filename=name, headers=HEADERS)


def _may_see(user, found) -> bool:
    return may_see(user, found.submission) and shows_text(user, found.submission)
