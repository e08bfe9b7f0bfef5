"""What staff read about notices, in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.notices.models import Notice, NoticeState

LANGUAGES = (("zh-hans", gettext_lazy("中文")), ("en", gettext_lazy("英文")))  # of notices


def reason_words(notice: Notice) -> str:
    """Why it did not go out, or why nobody knows; the technical word stands behind, for whoever runs the server."""
    if notice.state == NoticeState.UNCERTAIN:
        words = _("交给服务器的时候断了，多半已经发出。再发一次，对方可能收到两次。")
    elif notice.reason.startswith("SMTPRecipientsRefused 5"):
        words = _("对方的邮箱不收，多半是地址写错了。")
    elif notice.reason == "not confirmed":
        words = _("对方没有确认，或已经关掉。")
    elif notice.reason == "VaultError":
        words = _("地址解不开：加密的密钥换过或丢了。")
    else:
        words = _("试了 %(times)d 次，服务器都没有收下。") % {"times": max(notice.attempts, 1)}
    return _("%(words)s（%(reason)s）") % {"words": words, "reason": notice.reason} if notice.reason else words
