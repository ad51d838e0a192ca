from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "comity.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.documents.models import Document
        from comity.parties import registry

        from . import following, panels, rules
        from .models import AgendaItem, Meeting

        registry.panel("dialogue", "meetings/panel.html", panels.of_dialogue)
        registry.panel("body", "meetings/panel.html", panels.of_body)
        registry.desk("coming", panels.coming)
        registry.desk("changed", panels.changed)
        registry.limit(AgendaItem, rules.limit_of_item)
        registry.limit(Document, rules.limit_of_document)
        registry.follow_circle(Meeting, following.carry_to_items)
        registry.follow_circle(Document, following.forget_switch)
