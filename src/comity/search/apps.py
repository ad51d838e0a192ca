from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "comity.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # The models of this app and of the room below are loaded only now.
        from comity.parties import registry

        from . import indexing
        from .engines import engine

        registry.hear(indexing.hear)
        registry.work(indexing.catch_up)
        post_migrate.connect(
            lambda **_said: engine().prepare(), sender=self, weak=False, dispatch_uid="search_words"
        )
