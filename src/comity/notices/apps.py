from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "comity.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        # The models of this app and of the room below are loaded only now.
        from django.utils import timezone

        from comity.parties import registry

        from . import digests, lost, panels, services
        from .feeds import panels as feeds
        from .inbound import mailbox, taking

        registry.panel("body", "notices/follow_button.html", panels.follow_button)
        registry.panel("party", "notices/lost.html", panels.mailboxes)
        registry.panel("account", "notices/account.html", panels.mail_choice)
        registry.alternate("dialogue", feeds.of_dialogue)
        registry.alternate("body", feeds.of_body)
        registry.desk("waiting", lost.waiting)
        registry.work(lambda at: mailbox.fetch(at=at))
        registry.work(lambda at: taking.answer_waiting(at=at))
        registry.work(lambda at: digests.send_digests(at=at))
        registry.work(lambda _at: services.deliver_all(now=timezone.now))
