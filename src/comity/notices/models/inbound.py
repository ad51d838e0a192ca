"""Mail that comes in: kept as it came before anything is done with it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader


def private_storage() -> Storage:
    """Outside every public folder."""
    return storages["private"]


class InboundQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> InboundQuerySet:
        """What came under the reader's own signed address."""
        return self.filter(person=reader.person) if reader.person else self.none()

    def waiting(self, at: datetime) -> InboundQuerySet:
        """To be handed on at ``at``, in the order in which they came."""
        now = Q(next_try_at=None) | Q(next_try_at__lte=at)
        return self.filter(now, state=Inbound.State.WAITING).order_by("at", "pk")


class Inbound(models.Model):
    """One mail to one signed address. The address says who sends and what about: ``kind``,
    ``person`` and ``key`` are from there, never from the mail itself."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        TAKEN = "taken", _("taken")
        REFUSED = "refused", _("refused")
        LEFT = "left", _("left aside")

    kind = models.CharField(max_length=6)
    key = models.CharField(max_length=20)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="inbound"
    )
    at = models.DateTimeField(_("received"))
    sender = models.CharField(_("sender"), max_length=320, blank=True)
    is_from_another = models.BooleanField(
        default=False, help_text=_("sent from another address than the person's own")
    )
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    digest = models.CharField(
        max_length=64, unique=True, help_text=_("of the address and the bytes: kept once")
    )
    file = models.FileField(storage=private_storage, max_length=200)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.WAITING, editable=False
    )
    words = models.TextField(_("answer"), blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    objects = InboundQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail received")
        verbose_name_plural = _("mails received")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} · {self.at:%Y-%m-%d %H:%M}"
