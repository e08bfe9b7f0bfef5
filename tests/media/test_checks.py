"""A document is what its name says, whole, small enough and without programs."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from media import checks
from media.checks import check_document
from tests.factories.media import PDF, archive, jpeg

TYPES = {"[Content_Types].xml": b"<Types/>"}


def office(folder: str, more: dict | None = None) -> bytes:
    return archive({**TYPES, f"{folder}/document.xml": b"<w/>", **(more or {})})


def open_document(kind: str) -> bytes:
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<c/>"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PDF", PDF),
        ("a.docx", office("word")),
        ("a.xlsx", office("xl")),
        ("a.pptx", office("ppt")),
        ("a.odt", open_document("text")),
        ("a.ods", open_document("spreadsheet")),
        ("a.zip", archive({"a.txt": b"x"})),
        ("a.txt", "制度".encode()),
        ("a.txt", "制度".encode("gb18030")),
        ("a.csv", b"\xef\xbb\xbfa,b\n"),
    ],
)
def test_document_that_is_what_it_says_passes(name, content):
    upload = SimpleUploadedFile(name, content)
    check_document(upload)
    assert upload.read() == content


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", HTML),
        ("a.pdf", jpeg()),
        ("a.docx", PDF),
        ("a.docx", office("xl")),
        ("a.docx", office("word", {"word/vbaProject.bin": b"x"})),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.odt", open_document("spreadsheet")),
        ("a.odt", archive({"content.xml": b"<c/>"})),
        ("a.zip", PDF),
        ("a.zip", archive({"setup.exe": b"MZ"})),
        ("a.zip", archive({"index.HTML": HTML})),
        ("a.txt", HTML),
        ("a.txt", b"\n  " + SVG),
        ("a.csv", b"a,b\x00"),
        ("a.txt", b"MZ\x90\x00\xff"),
    ],
)
def test_document_under_another_name_is_refused(name, content):
    with pytest.raises(ValidationError) as refusal:
        check_document(SimpleUploadedFile(name, content))
    assert refusal.value.code == "not_what_it_says"


def test_empty_document_is_refused():
    with pytest.raises(ValidationError) as refusal:
        check_document(SimpleUploadedFile("a.pdf", b""))
    assert refusal.value.code == "empty"


def test_document_over_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "MAX_DOCUMENT_BYTES", len(PDF) - 1)
    with pytest.raises(ValidationError) as refusal:
        check_document(SimpleUploadedFile("a.pdf", PDF))
    assert refusal.value.code == "too_large"


@pytest.mark.parametrize(("limit", "value"), [("MAX_ARCHIVE_ENTRIES", 1), ("MAX_UNPACKED_BYTES", 10)])
def test_archive_that_unpacks_to_too_much_is_refused(monkeypatch, limit, value):
    monkeypatch.setattr(checks, limit, value)
    with pytest.raises(ValidationError):
        check_document(SimpleUploadedFile("a.zip", archive({"a.txt": b"0123456789", "b.txt": b"0123456789"})))
