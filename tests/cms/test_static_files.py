"""Static files by hashed names."""

import re

from django.core.files.base import ContentFile

from cms.static_files import HashedFiles


def test_modules_import_each_other_by_hashed_names(tmp_path, settings):
    settings.DEBUG = False
    storage = HashedFiles(location=tmp_path, base_url="/static/")
    storage.save("js/part.js", ContentFile(b"export const part = 1;\n"))
    storage.save("js/page.js", ContentFile(b'import { part } from "./part.js";\nimport("./part.js").then(part);\n'))
    list(storage.post_process({name: (storage, name) for name in ("js/part.js", "js/page.js")}))
    page = (tmp_path / storage.hashed_files["js/page.js"]).read_text()
    hashed = storage.hashed_files["js/part.js"].removeprefix("js/")
    assert re.findall(r'"(\./[^"]+)"', page) == [f"./{hashed}"] * 2
