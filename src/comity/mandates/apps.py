from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandatesConfig(AppConfig):
    name = "comity.mandates"
    label = "mandates"
    verbose_name = _("Mandates")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.documents.models import Document
        from comity.instruments.models import Instrument
        from comity.notices import inbound
        from comity.parties import registry
        from comity.search.registry import searchable

        from . import (
            desk,
            findable,
            followup_panels,
            measure_panels,
            panels,
            project_panels,
            round_desk,
        )
        from .handover import panels as handover_panels
        from .handover import rows as handover_rows
        from .models import FollowUp, Mandate, Measure, Reply, Report, Round
        from .services import (
            circles,
            followups,
            measures,
            packs,
            packs_by_mail,
            reminders,
            round_reminders,
            writing_followups,
        )

        registry.hand_over("mandates", handover_rows.mandates)
        registry.hand_over("calendar", handover_rows.rounds)
        registry.panel("dialogue", "mandates/panels/hand_over.html", handover_panels.of_dialogue)
        registry.limit(Mandate, circles.limit_of_mandate)
        registry.limit(Report, circles.limit_of_report)
        registry.follow_circle(Instrument, circles.narrow_mandates)
        registry.follow_circle(Mandate, circles.narrow_reports)
        registry.follow_circle(Report, circles.keep_evidence_alike)
        registry.limit(Measure, measures.limit_of_measure)
        registry.follow_circle(Measure, circles.keep_evidence_alike)
        registry.panel("party", "mandates/panels/measures.html", measure_panels.of_party)
        registry.desk("waiting", measure_panels.waiting)
        registry.desk("changed", measure_panels.changed)
        registry.desk("due", desk.due)
        registry.desk("waiting", desk.waiting)
        registry.desk("changed", desk.changed)
        registry.work(lambda at: reminders.remind(at=at))
        registry.panel("party", "mandates/panels/owes.html", panels.owes)
        registry.panel("dialogue", "mandates/panels/counts.html", panels.of_dialogue)
        registry.panel("body", "mandates/panels/counts.html", panels.of_body)
        registry.panel("instrument", "mandates/panels/of_text.html", panels.of_text)
        registry.panel("agreement", "mandates/panels/obligations.html", panels.obligations)
        registry.panel("party", "mandates/panels/projects.html", project_panels.of_party)
        registry.panel("instrument", "mandates/panels/projects.html", project_panels.of_text)
        inbound.handle(packs.MAIL, packs_by_mail.by_mail)
        registry.limit(FollowUp, followups.limit_of_follow_up)
        for model in (Document, Instrument, Mandate, Reply, Report, Round):
            registry.follow_circle(model, followups.take_back)
        registry.panel("body", "mandates/panels/follow_ups.html", followup_panels.of_body)
        registry.work(writing_followups.write_waiting)
        registry.limit(Round, circles.limit_of_round)
        registry.limit(Reply, circles.limit_of_reply)
        registry.follow_circle(Round, circles.narrow_replies)
        registry.follow_circle(Reply, circles.keep_answers_alike)
        registry.desk("due", round_desk.due)
        registry.desk("waiting", round_desk.waiting)
        registry.desk("coming", round_desk.coming)
        registry.panel("dialogue", "mandates/panels/rounds.html", round_desk.of_dialogue)
        registry.panel("body", "mandates/panels/rounds.html", round_desk.of_body)
        registry.work(lambda at: round_reminders.remind_rounds(at=at))
        for model, said in ((Mandate, findable.MANDATE), (Report, findable.PRACTICE)):
            searchable(model, **said)
