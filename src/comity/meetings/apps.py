from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "comity.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.documents.models import Document
        from comity.notices import feeds as news
        from comity.parties import registry
        from comity.search.registry import searchable

        from . import feeds, findable, following, handing_over, panels, rules
        from .calendars import panels as calendars
        from .models import AgendaItem, Meeting

        registry.panel("dialogue", "meetings/panel.html", panels.of_dialogue)
        registry.panel("body", "meetings/panel.html", panels.of_body)
        news.source("meetings", feeds.of_meetings)
        news.source("documents", feeds.of_documents)
        registry.panel("account", "meetings/calendars/account.html", calendars.own_address)
        registry.alternate("dialogue", calendars.of_dialogue)
        registry.alternate("body", calendars.of_body)
        registry.desk("coming", panels.coming)
        registry.desk("changed", panels.changed)
        registry.hand_over("calendar", handing_over.calendar)
        registry.limit(AgendaItem, rules.limit_of_item)
        registry.limit(AgendaItem, rules.limit_of_part)
        registry.limit(Document, rules.limit_of_document)
        registry.follow_circle(Meeting, following.carry_to_items)
        registry.follow_circle(AgendaItem, following.carry_to_parts)
        registry.follow_circle(Document, following.forget_switch)
        searchable(Meeting, **findable.MEETING)
