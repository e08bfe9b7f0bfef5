"""Load a district's workbook."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm
from wagtail.models import Site

from cms.kernel.actors import System
from liaison_pages.importer.district import carry_out, prepare
from liaison_pages.importer.faults import WorkbookRefused
from liaison_pages.importer.files import RawSheet, read_path
from liaison_pages.importer.plan import Action, Plan

SHOWN = (Action.CHANGE, Action.KEEP)


class Command(BaseCommand):
    help = "Load a district's workbook (.xlsx, or a folder or .zip of .csv). Any fault: nothing is changed."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument("--overwrite", action="store_true", help="also overwrite what was edited in the admin")
        parser.add_argument("--site", metavar="HOST", help="host name of the site; the default site when left out")

    def handle(self, *args, file: Path, dry_run: bool, overwrite: bool, site: str | None, **options):
        found = self._site(site)
        try:
            raw_sheets = read_path(file)
            plan = prepare(raw_sheets=raw_sheets, site=found, overwrite=overwrite).plan
            if not dry_run:
                plan = self._import(raw_sheets, found, plan, file, overwrite=overwrite, verbosity=options["verbosity"])
        except WorkbookRefused as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            raise CommandError(_("共 %d 处要改，没有导入任何内容。") % len(error.faults)) from error
        self._report(plan, is_dry=dry_run, verbosity=options["verbosity"])

    def _site(self, host: str | None) -> Site:
        site = Site.objects.filter(hostname=host) if host else Site.objects.filter(is_default_site=True)
        found = site.select_related("root_page__locale").first()
        if found is None:
            raise CommandError(_("没有这个网站：%s") % (host or _("默认网站")))
        return found

    def _import(
        self, raw_sheets: list[RawSheet], site: Site, plan: Plan, file: Path, *, overwrite: bool, verbosity: int
    ):
        total = sum(item.writes for item in plan.items)
        with tqdm(total=total, unit=_("行"), disable=None if verbosity else True, leave=False) as bar:

            def progress(count: int, label: str) -> None:
                bar.set_description(label)
                bar.update(count)

            return carry_out(
                raw_sheets=raw_sheets, site=site, actor=System("import_district"), overwrite=overwrite,
                file_name=file.name, progress=progress,
            )  # fmt: skip

    def _report(self, plan: Plan, *, is_dry: bool, verbosity: int) -> None:
        if not verbosity:
            return
        for item in plan.items:
            if item.action in SHOWN or (item.is_new and verbosity > 1):
                self.stdout.write(f"{item.kind.title} {item.row} {item.action_label} {item.label} {item.note}".rstrip())
                for heading, now, then in item.shown_changes():
                    self.stdout.write(f"    {heading}: {now} → {then}")
        for name, counts in plan.summary():
            parts = "  ".join(f"{Action(action).label} {count}" for action, count in counts.items())
            self.stdout.write(f"{name}：{parts}")
        for row in plan.along:
            self.stdout.write(_("一并新建：%s") % row)
        for name in plan.unknown_sheets:
            self.stdout.write(_("没有用到的工作表：%s") % name)
        self.stdout.write(_("这是试运行，什么都没有改。") if is_dry else _("导入完成。"))
