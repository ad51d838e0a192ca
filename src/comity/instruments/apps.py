from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "comity.instruments"
    label = "instruments"
    verbose_name = _("Instruments")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.documents.models import Document
        from comity.parties import registry

        from . import agreement_panels, circles, panels
        from .models import Instrument
        from .services import alarms, filing

        registry.desk("waiting", panels.waiting)
        registry.desk("changed", panels.changed)
        registry.panel("dialogue", "instruments/panel.html", panels.of_dialogue)
        registry.panel("body", "instruments/panel.html", panels.of_body)
        registry.panel("meeting", "instruments/panel.html", panels.of_meeting)
        registry.desk("coming", agreement_panels.coming)
        registry.panel("instrument", "instruments/agreement_panel.html", agreement_panels.of_text)
        registry.panel("party", "instruments/signed_panel.html", agreement_panels.of_party)
        registry.work(lambda at: alarms.alarms(at=at))
        registry.limit(Instrument, circles.limit_of_text)
        registry.limit(Document, circles.limit_of_file)
        registry.hold(Document, circles.held_by_text)
        registry.follow_circle(Instrument, filing.follow)
