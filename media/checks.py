"""
The checks that every document passes: its content must be what its name says.

Pictures have their own, `media.uploads.clean_image`.
"""

import zipfile
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
MAX_ARCHIVE_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 400 * 1024 * 1024  # more is a bomb, not a report
HEAD_BYTES = 1024
# Where the parts of an Office file lie, and what an OpenDocument file says it is.
OFFICE_FOLDER = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
RUNS_CODE = (
    ".app", ".bat", ".cmd", ".com", ".dll", ".exe", ".hta", ".htm", ".html", ".jar", ".js", ".lnk", ".msi", ".ps1",
    ".scr", ".sh", ".svg", ".vbs", ".xhtml",
)  # fmt: skip
MACROS = "vbaproject.bin"


def check_document(upload) -> None:
    """
    Raise ValidationError, with what to do, unless `upload` (a Django file) is a document of the kind its extension
    names. The extension itself is checked by Wagtail against WAGTAILDOCS_EXTENSIONS.
    """
    if upload.size > MAX_DOCUMENT_BYTES:
        raise ValidationError(_("文件超过 20 MB，请压缩或拆分后再传。"), code="too_large")
    if upload.size == 0:
        raise ValidationError(_("文件是空的，请重新选择。"), code="empty")
    extension = upload.name.rpartition(".")[2].lower()
    check = CHECKS.get(extension)
    if check is None:
        return
    upload.seek(0)
    try:
        is_what_it_says = check(upload, extension)
    finally:
        upload.seek(0)
    if not is_what_it_says:
        raise ValidationError(
            _("文件内容和扩展名 .%(extension)s 不符，或者里面带有程序、宏。请用原来的软件另存一份再传。"),
            code="not_what_it_says",
            params={"extension": extension},
        )


def _is_pdf(file, extension: str) -> bool:
    return b"%PDF-" in file.read(HEAD_BYTES)


def _is_office(file, extension: str) -> bool:
    names = _entries(file)
    return (
        "[Content_Types].xml" in names
        and any(name.startswith(OFFICE_FOLDER[extension]) for name in names)
        and not any(name.lower().endswith(MACROS) for name in names)
    )


def _is_open_document(file, extension: str) -> bool:
    if "mimetype" not in _entries(file):
        return False
    with zipfile.ZipFile(file) as archive, archive.open("mimetype") as said:
        return said.read(HEAD_BYTES).strip() == OPEN_DOCUMENT[extension]


def _is_harmless_archive(file, extension: str) -> bool:
    names = _entries(file)
    return bool(names) and not any(name.lower().endswith(RUNS_CODE) for name in names)


def _is_text(file, extension: str) -> bool:
    content = file.read()
    if b"\x00" in content or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    return _decodes(content, "utf-8") or _decodes(content, "gb18030")


def _entries(file) -> list[str]:
    """Names inside a zip; empty for what is no zip, is broken, or unpacks to too much."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []
    if len(entries) > MAX_ARCHIVE_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        return []
    return [entry.filename for entry in entries]


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


CHECKS: dict[str, Callable] = {
    "pdf": _is_pdf,
    **dict.fromkeys(OFFICE_FOLDER, _is_office),
    **dict.fromkeys(OPEN_DOCUMENT, _is_open_document),
    "zip": _is_harmless_archive,
    "txt": _is_text,
    "csv": _is_text,
}
