from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "comity.campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.parties import registry

        from . import panels

        registry.panel("dialogue", "campaigns/panel.html", panels.of_dialogue)
        registry.desk("waiting", panels.waiting)
