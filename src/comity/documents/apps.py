from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "comity.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        # The models of this app and of the room below are loaded only now.
        from comity.parties import registry
        from comity.search.registry import searchable

        from . import findable, panels
        from .models import Document, Rendition

        registry.panel("body", "documents/series_panel.html", panels.of_body)
        searchable(Document, **findable.DOCUMENT)
        searchable(Rendition, **findable.RENDITION)
