"""
The process that makes one PDF: `python typesetter.py FOLDER MAIN SECONDS [FONTS …]` writes it to standard output.

It imports nothing of the project. Files outside FOLDER do not exist for a template, and there is no folder of packages;
the limit of processor time ends it even where whoever started it is gone. Errors go to standard error, status 1.
"""

import datetime
import pathlib
import resource
import sys

import typst

MEMORY_BYTES = 2 * 1024**3  # fonts of tens of megabytes are mapped, a few times over


def main(folder: str, main_name: str, seconds: str, *fonts: str) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    root = pathlib.Path(folder)
    nowhere = str(root / "packages")
    try:
        pdf = typst.compile(
            (root / main_name).read_bytes(),
            root=folder,
            font_paths=list(fonts),
            format="pdf",
            package_path=nowhere,
            package_cache_path=nowhere,
            timestamp=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC),  # the same data, the same bytes
        )
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n{error.diagnostic}")
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
