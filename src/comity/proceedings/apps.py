from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    name = "comity.proceedings"
    label = "proceedings"
    verbose_name = _("Proceedings")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.parties import registry

        from . import hearing, panels, rules
        from .models import Conclusions

        registry.hear(hearing.renew)
        registry.limit(Conclusions, rules.limit_of_conclusions)
        registry.panel("meeting", "proceedings/panel.html", panels.of_meeting)
        registry.desk("coming", panels.sitting_now)
        registry.desk("waiting", panels.waiting)
        registry.desk("due", panels.due)
