"""Static files by hashed names, and the style sheets of the public pages as one of them."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile

from cms import static_files
from cms.static_files import BUNDLE, HashedFiles, linked_styles, public_styles


def collected(tmp_path) -> tuple[HashedFiles, dict]:
    """A storage with every style sheet of the public pages, as `collectstatic` hands them over."""
    storage = HashedFiles(location=tmp_path, base_url="/static/")
    for name in public_styles():
        storage.save(name, ContentFile(Path(finders.find(name)).read_bytes()))
    return storage, {name: (storage, name) for name in public_styles()}


def test_modules_import_each_other_by_hashed_names(tmp_path, settings):
    settings.DEBUG = False
    storage, paths = collected(tmp_path)
    storage.save("js/part.js", ContentFile(b"export const part = 1;\n"))
    storage.save("js/page.js", ContentFile(b'import { part } from "./part.js";\nimport("./part.js").then(part);\n'))
    paths |= {name: (storage, name) for name in ("js/part.js", "js/page.js")}
    list(storage.post_process(paths))
    page = (tmp_path / storage.hashed_files["js/page.js"]).read_text()
    hashed = storage.hashed_files["js/part.js"].removeprefix("js/")
    assert re.findall(r'"(\./[^"]+)"', page) == [f"./{hashed}"] * 2


def test_style_sheets_of_public_pages_are_one_hashed_file_in_their_order(tmp_path, settings):
    settings.DEBUG = False
    storage, paths = collected(tmp_path)
    list(storage.post_process(paths))
    css = (tmp_path / storage.hashed_files[BUNDLE]).read_text()
    marks = [".site-header {", ".button {", "@media print", ".matter-card {", ".suggestions {"]
    places = [css.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "/*" not in css
    assert css.count("{") == css.count("}")


def test_style_sheets_that_are_joined_name_no_other_file():
    """Their addresses would be looked for beside the joined file."""
    named = [name for name in public_styles() if "url(" in Path(finders.find(name)).read_text()]
    assert named == []


@pytest.mark.django_db
def test_page_links_to_each_style_sheet_in_development_and_to_one_where_files_are_collected(monkeypatch, client, site):
    html = client.get("/").content.decode()
    assert re.findall(r'rel="stylesheet" href="/static/([^"]+)"', html) == public_styles()
    monkeypatch.setattr(static_files, "staticfiles_storage", HashedFiles())
    assert linked_styles() == [BUNDLE]
