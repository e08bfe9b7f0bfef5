"""Where to turn with what the stations do not take: told to the author with the reason (domain, §3, reject)."""

from django.utils.translation import gettext_lazy as _

from forms.models import RejectReason

PROPER_CHANNELS = {
    RejectReason.LITIGATION: _("案件已在法院、复议机关或仲裁机构办理中，请向承办机关反映。代表不介入个案。"),
    RejectReason.PRIVATE_DISPUTE: _("可以先找所在社区、村的人民调解委员会调解；调解不成的，可以向人民法院起诉。"),
    RejectReason.PETITION: _("请到区信访局来访接待中心反映，或通过国家信访局网上信访提交。"),
    RejectReason.OUTSIDE: _("请拨打当地的 12345 政务服务便民热线。"),
    RejectReason.UNCLEAR: _("请写清什么事、在哪里，再提交一次；也可以到家站点当面说。"),
}


def proper_channel(reason: str) -> str:
    """The sentence that guides to the proper channel; empty where the reason has none."""
    return str(PROPER_CHANNELS.get(reason, ""))
