"""Write the empty workbook that `import_district` reads."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from liaison_pages.importer.template import build_workbook, save


class Command(BaseCommand):
    help = "Write the template for a district's workbook, with instructions and lists to choose from."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options):
        try:
            with file.open("wb") as target:
                save(build_workbook(), target)
        except OSError as error:
            raise CommandError(
                _("写不了文件“%(file)s”：%(error)s") % {"file": file, "error": error.strerror}
            ) from error
        if options["verbosity"]:
            self.stdout.write(_("模板写好了：%s") % file)
