from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    name = "comity.delegations"
    label = "delegations"
    verbose_name = _("Delegations")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.meetings import notices as of_meetings
        from comity.parties import registry

        from . import handing_over, notices, panels
        from .services import arranging

        registry.panel("meeting", "delegations/panel.html", panels.of_meeting)
        registry.desk("due", panels.due)
        registry.desk("waiting", panels.waiting)
        registry.desk("changed", panels.changed)
        registry.work(arranging.erase_due)
        of_meetings.tell_also(notices.invited_to)
        registry.hand_over("calendar", handing_over.invitations)
