from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelplinesConfig(AppConfig):
    name = "comity.helplines"
    label = "helplines"
    verbose_name = _("Helplines")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.parties import registry

        from . import panels, services

        registry.panel("party", "helplines/panel.html", panels.of_party)
        registry.desk("due", panels.due)
        registry.desk("waiting", panels.waiting)
        registry.work(lambda at: services.remind(at=at))
