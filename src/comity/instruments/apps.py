from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    name = "comity.instruments"
    label = "instruments"
    verbose_name = _("Instruments")

    def ready(self) -> None:
        # The models of this app and of the rooms below are loaded only now.
        from comity.documents.models import Document
        from comity.notices import feeds as news
        from comity.parties import registry
        from comity.search.registry import searchable

        from . import (
            agreement_panels,
            circles,
            feeds,
            findable,
            handing_over,
            panels,
            protocol_panels,
        )
        from .models import Clause, Instrument, Standing
        from .services import alarms, filing, reviews

        news.source("texts", feeds.of_texts)
        registry.desk("waiting", panels.waiting)
        registry.desk("changed", panels.changed)
        registry.panel("dialogue", "instruments/panel.html", panels.of_dialogue)
        registry.panel("body", "instruments/panel.html", panels.of_body)
        registry.panel("meeting", "instruments/panel.html", panels.of_meeting)
        registry.panel("conclusions", "instruments/of_conclusions.html", panels.of_conclusions)
        registry.desk("coming", agreement_panels.coming)
        registry.panel("instrument", "instruments/agreement_panel.html", agreement_panels.of_text)
        registry.panel("party", "instruments/signed_panel.html", agreement_panels.of_party)
        registry.work(lambda at: alarms.alarms(at=at))
        registry.panel("instrument", "instruments/protocol_panel.html", protocol_panels.of_text)
        registry.panel("party", "instruments/own_panel.html", protocol_panels.of_party)
        registry.desk("due", protocol_panels.due)
        registry.work(lambda at: reviews.remind_reviews(at=at))
        registry.hand_over("texts", handing_over.texts)
        registry.hand_over("calendar", handing_over.reviews)
        registry.hand_over("renewals", handing_over.renewals)
        registry.limit(Standing, circles.limit_of_standing)
        registry.limit(Instrument, circles.limit_of_text)
        registry.limit(Document, circles.limit_of_file)
        registry.hold(Document, circles.held_by_text)
        registry.follow_circle(Instrument, filing.follow)
        searchable(Instrument, **findable.INSTRUMENT)
        searchable(Clause, **findable.CLAUSE)
