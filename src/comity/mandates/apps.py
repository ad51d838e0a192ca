from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandatesConfig(AppConfig):
    name = "comity.mandates"
    label = "mandates"
    verbose_name = _("Mandates")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.instruments.models import Instrument
        from comity.parties import registry

        from . import desk, panels
        from .models import Mandate, Report
        from .services import circles

        registry.limit(Mandate, circles.limit_of_mandate)
        registry.limit(Report, circles.limit_of_report)
        registry.follow_circle(Instrument, circles.narrow_mandates)
        registry.follow_circle(Mandate, circles.narrow_reports)
        registry.follow_circle(Report, circles.keep_evidence_alike)
        registry.desk("due", desk.due)
        registry.desk("waiting", desk.waiting)
        registry.desk("changed", desk.changed)
        registry.panel("party", "mandates/panels/owes.html", panels.owes)
        registry.panel("dialogue", "mandates/panels/counts.html", panels.of_dialogue)
        registry.panel("body", "mandates/panels/counts.html", panels.of_body)
        registry.panel("instrument", "mandates/panels/of_text.html", panels.of_text)
