from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsensusConfig(AppConfig):
    name = "comity.consensus"
    label = "consensus"
    verbose_name = _("Consensus desk")
