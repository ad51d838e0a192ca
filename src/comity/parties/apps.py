from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartiesConfig(AppConfig):
    name = "comity.parties"
    label = "parties"
    verbose_name = _("Parties")

    def ready(self) -> None:
        # The models of this app are loaded only now.
        from allauth.mfa.signals import authenticator_added

        from . import entrance, handing_over, registry

        authenticator_added.connect(entrance.note_second_factor)
        registry.hand_over("contacts", handing_over.contacts)
