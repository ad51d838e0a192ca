from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "comity.campaigns"
    label = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.parties import registry
        from comity.search.registry import searchable

        from . import findable, panels
        from .models import Campaign, Material

        registry.panel("dialogue", "campaigns/panel.html", panels.of_dialogue)
        registry.desk("waiting", panels.waiting)
        searchable(Campaign, **findable.CAMPAIGN)
        searchable(Material, **findable.MATERIAL)
