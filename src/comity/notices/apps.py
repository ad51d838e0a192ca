from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "comity.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        # The models of this app and of the room below are loaded only now.
        from comity.parties import registry

        from . import panels

        registry.panel("body", "notices/follow_button.html", panels.follow_button)
