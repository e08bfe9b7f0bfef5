"""One of everything that belongs to a venue, for tests that walk all routes."""

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    CollectionViewRestriction,
    Locale,
    PageViewRestriction,
    Task,
    UploadedFile,
    Workflow,
)

from cms.access.models import RoleGroup
from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.notices.models import Notice
from cms.workdays.models import CalendarDay
from forms.codes import code_digest
from forms.models import PageFault, SubmissionPhoto
from forms.models import State as SubmissionState
from forms.reach import recognise
from forms.services.contacts import store_contact
from liaison_pages.models import CongressTerm, Constituency, DistrictSettings, Division
from media.models import LiaisonDocument, LiaisonImage
from plugins.suggestions.models import State as SuggestionState
from plugins.suggestions.models import Suggestion
from tests.cms.notices.following import follow
from tests.factories.access import UserFactory
from tests.factories.forms import IntakePageFactory, IntakeSubmissionFactory, publish_matter
from tests.factories.liaison_pages import (
    DeputyFactory,
    DeputyGroupFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    ReportedFigureFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)
from tests.factories.media import LiaisonDocumentFactory, LiaisonImageFactory, collection_of, jpeg
from tests.factories.suggestions import CongressSessionFactory, SuggestionFactory

CODE = "A2B3C4D5E6F7G8H9"  # the resident's own
MARK = "别家的"  # in every text of the venue that its own people alone may read
THINGS = ("页面", "站长", "图片", "文件", "意见", "内容", "建议", "单位", "代表")


class VenueRows:
    """Rows of a venue of `site`, with its head; the attributes are what routes ask for."""

    def __init__(self, site):
        self.kin = "示例" if site.is_default_site else MARK  # a district's units and deputies are no secret in it
        self.page = VenuePageFactory(title=f"{MARK}页面", venue__name="示例外站", venue__site=site)
        self.venue = self.page.venue
        self.colleague = UserFactory(username="colleague", display_name=f"{MARK}站长")
        grant(user=self.colleague, role=Role.VENUE_HEAD, venue=self.venue, actor=System("tests"))
        self.role_group = RoleGroup.objects.get(venue=self.venue)
        self._pages(site)
        self._files()
        self._people_and_receptions(site)
        self._cases()
        self._lists(site)

    def _pages(self, site):
        below = VenuePageFactory(title=f"{MARK}页面", venue=VenueFactory(parent=self.venue))
        self.page_without_form = below
        self.form = IntakePageFactory(venue=self.venue, title=f"{MARK}意见表")
        self.revision = self.page.save_revision(user=self.colleague)
        self.workflow = Workflow.objects.first()
        self.form.save_revision(user=self.colleague)
        self.workflow_state = self.workflow.start(self.form, self.colleague)
        self.task_state = self.workflow_state.current_task_state
        self.task = Task.objects.first()
        self.page_restriction = PageViewRestriction.objects.create(page=self.form, restriction_type="login")
        self.editing_session = EditingSession.objects.create(
            user=self.colleague, content_object=self.page, last_seen_at=timezone.now()
        )
        self.redirect = Redirect.objects.create(old_path="/old", redirect_link="/", site=site)

    def _files(self):
        self.collection = collection_of(self.venue)
        self.image = LiaisonImageFactory(title=f"{MARK}图片", collection=self.collection)
        self.document = LiaisonDocumentFactory(title=f"{MARK}文件", collection=self.collection)
        self.collection_restriction = CollectionViewRestriction.objects.create(
            collection=self.collection, restriction_type="login"
        )
        self.uploads = {
            model: UploadedFile.objects.create(
                for_content_type=ContentType.objects.get_for_model(model),
                file=ContentFile(jpeg(), name),
                uploaded_by_user=self.colleague,
            )
            for model, name in ((LiaisonImage, "example.jpg"), (LiaisonDocument, "example.pdf"))
        }

    def _people_and_receptions(self, site):
        self.deputy = DeputyFactory(site=site, is_published=False, name=f"{self.kin}代表")
        self.membership = VenueMembershipFactory(venue=self.venue, deputy=self.deputy)
        self.rule = ReceptionRuleFactory(venue=self.venue)
        self.reception = ReceptionFactory(venue=self.venue)

    def _cases(self):
        self.submission = IntakeSubmissionFactory(
            venue=self.venue,
            title=f"{MARK}意见",
            content=f"{MARK}内容",
            deputy=self.deputy,
            code_digest=code_digest(CODE),
        )
        self.escalated = IntakeSubmissionFactory(venue=self.venue, title=f"{MARK}意见", state=SubmissionState.ESCALATED)
        self.photo = SubmissionPhoto.objects.create(
            submission=self.submission, file=ContentFile(jpeg(), "example.jpg"), size_bytes=1
        )
        self.fault = PageFault.objects.create(site=self.venue.site, venue=self.venue, path="/", what=f"{MARK}内容")
        self.move = "submission.accept"
        store_contact(submission=self.submission, reach=recognise("13800000000"))
        self.subscription = follow(self.submission)
        self.notice = Notice.objects.create(
            site=self.venue.site,
            subscription=self.subscription,
            kind=self.move,
            key="example",
            state="failed",
            body=f"{MARK}内容",
        )
        self.suggestion: Suggestion = SuggestionFactory(
            title=f"{MARK}建议",
            submissions=[self.submission],
            site=self.venue.site,
            state=SuggestionState.SUBMITTED,
            lead_deputy=self.deputy,
        )

    def _lists(self, site):
        self.unit = HandlingUnitFactory(site=site, name=f"{self.kin}单位")
        self.group = DeputyGroupFactory()
        self.session = CongressSessionFactory(site=site)
        self.public_deputy = DeputyFactory(site=site)
        self.public_suggestion = SuggestionFactory(site=site, session=self.session, number=1, is_published=True)
        self.matter = publish_matter(venue=self.venue, title="示例路灯")
        self.constituency = Constituency.objects.create(site=site, name=f"{self.kin}选区")
        self.figure = ReportedFigureFactory(site=site, label=f"{self.kin}数字")
        self.term = CongressTerm.objects.get()
        self.division = Division.objects.first()
        self.day = CalendarDay.objects.first()
        self.site = site
        DistrictSettings.for_site(site)  # made at the first look, whoever looks
        self.locale = Locale.objects.first()
