from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "comity.public"
    label = "public"
    verbose_name = _("Public site")

    def ready(self) -> None:
        from comity.notices.feeds.entries import source
        from comity.parties import registry
        from comity.search.registry import searchable

        from . import findable, panels, told
        from .models import NewsPage
        from .services import press

        source("news", told.of_bodies)
        registry.desk("waiting", panels.waiting)
        registry.desk("waiting", panels.old_pages)
        registry.panel("dialogue", "public/panel.html", panels.news_of)
        registry.panel("meeting", "public/panel.html", panels.news_of_meeting)
        registry.panel("account", "desk/account.html", panels.of_editor)
        registry.work(press.forget_unconfirmed)
        searchable(NewsPage, **findable.NEWS)
