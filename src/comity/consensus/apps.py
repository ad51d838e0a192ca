from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsensusConfig(AppConfig):
    name = "comity.consensus"
    label = "consensus"
    verbose_name = _("Consensus desk")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.instruments.models import Instrument
        from comity.parties import registry

        from . import (
            circles,
            handing_over,
            panels,
            position_reminders,
            revision_panels,
            services,
            silence_notices,
            silence_panels,
            silence_rules,
        )
        from .models import Drafting, Position
        from .services import revisions

        registry.limit(Instrument, circles.limit_of_text)
        registry.limit(Drafting, circles.limit_of_part)
        registry.limit(Position, circles.limit_of_part)
        registry.follow_circle(Instrument, circles.follow)
        registry.panel("instrument", "consensus/panel.html", panels.of_text)
        registry.desk("waiting", panels.waiting)
        registry.desk("changed", panels.changed)
        registry.panel("instrument", "consensus/revision_panel.html", revision_panels.of_text)
        registry.upon("text adopted", revisions.keep_adopted)
        registry.upon("language found equal", revisions.note_equal)
        registry.hold(Instrument, silence_rules.holds)
        registry.panel("instrument", "consensus/silence_panel.html", silence_panels.of_text)
        registry.desk("due", silence_panels.due)
        registry.work(lambda at: services.note_results(at=at))
        registry.work(lambda at: silence_notices.remind(at=at))
        registry.work(lambda at: position_reminders.remind(at=at))
        registry.hand_over("calendar", handing_over.silences)
        registry.hand_over("calendar", handing_over.positions)
