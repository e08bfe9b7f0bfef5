"""What the toys bring."""

from cms.kernel.plugin import Plugin


class ToysPlugin(Plugin):
    id = "toys"
    title = "玩具"
    description = "测试用：各样东西都带一件。"
    version = "1.2.0"

    def register(self, registrar) -> None:
        # The models are loaded only now.
        from wagtail import blocks
        from wagtail.admin.menu import MenuItem

        from tests.toys import moves
        from tests.toys.models import ToyPage

        registrar.slot("venue.sidebar", moves.ToyViewlet())
        registrar.transition("toys.play", moves.Play)
        registrar.on("toys.play", moves.heard, "toys.hear")
        registrar.urls("tests.toys.urls")
        registrar.urls("tests.toys.admin_urls", in_admin=True)
        registrar.menu("toys", MenuItem("玩具", "/admin/toys/", name="toys"))
        registrar.page_type(ToyPage)
        registrar.content_block("toy", blocks.CharBlock(label="玩具", template="toys/block.html"))
        registrar.role_permission("venue_head", "toys.view_toypage")
        registrar.task("toys.tidy", moves.tidy)
