from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "comity.instruments"
    label = "instruments"
    verbose_name = _("Instruments")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.parties import registry

        from . import panels

        registry.desk("waiting", panels.waiting)
        registry.desk("changed", panels.changed)
        registry.panel("dialogue", "instruments/panel.html", panels.of_dialogue)
        registry.panel("body", "instruments/panel.html", panels.of_body)
        registry.panel("meeting", "instruments/panel.html", panels.of_meeting)
