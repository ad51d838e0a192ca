"""Functional mailboxes: an address of an office, which stays while persons change."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Dialogue, Party


class MailboxQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> MailboxQuerySet:
        """The party's administrators, who add and remove them."""
        return self.filter(party__in=reader.administered)

    def current(self) -> MailboxQuerySet:
        """Added and not removed, confirmed or not."""
        return self.filter(ended_at=None)

    def confirmed(self) -> MailboxQuerySet:
        """Somebody who reads the mailbox has agreed; nothing but the question is sent before."""
        return self.current().exclude(confirmed_at=None)


class Mailbox(models.Model):
    """An address that gets copies of what a party is asked in a dialogue.

    It is read by whoever the office lets in, so it is told only what every member of the
    dialogue may read: see ``services.mailboxes``.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="mailboxes")
    dialogue = models.ForeignKey(
        Dialogue, models.PROTECT, related_name="+", verbose_name=_("dialogue")
    )
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        ordering = ["party", "dialogue", "address"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "dialogue", "address"],
                condition=Q(ended_at=None),
                name="a_mailbox_is_added_once",
            )
        ]

    def __str__(self) -> str:
        return self.address
