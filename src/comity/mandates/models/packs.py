"""What a party takes away to fill in without a connection, and what comes back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.documents.models import private_storage
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Party

from .rounds import Round


def _of_those_who_write(reader: Reader, prefix: str = "") -> Q:
    mine = Q(pk__in=[])
    for party, dialogue in sorted(reader.drafts):
        mine |= Q(**{f"{prefix}party": party, f"{prefix}dialogue": dialogue})
    return mine


class PackQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> PackQuerySet:
        """To the seats that write for the party in that dialogue."""
        return self.filter(_of_those_who_write(reader))


class Pack(models.Model):
    """One file with everything a party owes to a dialogue, in one language.

    ``key`` stands in the file; ``asked`` is what the file asked, row by row, with what each
    answer said then: what comes back is compared with it.
    """

    class Form(models.TextChoices):
        EXCEL = "xlsx", _("Excel")
        WORD = "docx", _("Word")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="packs")
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="packs")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="packs")
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    form = models.CharField(_("form"), max_length=4, choices=Form)
    asked = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))

    objects = PackQuerySet.as_manager()

    class Meta:
        verbose_name = _("pack")
        verbose_name_plural = _("packs")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.party} · {self.dialogue} · {self.key}"

    def get_absolute_url(self) -> str:
        return reverse("mandates:pack", args=[self.pk])


class ReturnedPackQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> ReturnedPackQuerySet:
        return self.filter(_of_those_who_write(reader, "pack__"))


class ReturnedPack(models.Model):
    """A pack that came back: the file as it came, what was taken from it, what was wrong."""

    class Way(models.TextChoices):
        UPLOAD = "upload", _("upload")
        MAIL = "mail", _("e-mail")

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="returns")
    way = models.CharField(_("way"), max_length=6, choices=Way)
    file = models.FileField(storage=private_storage, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    taken = models.JSONField(default=dict, help_text=_("what was taken over: fields by assignment"))
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(_("returned"))

    objects = ReturnedPackQuerySet.as_manager()

    class Meta:
        verbose_name = _("returned pack")
        verbose_name_plural = _("returned packs")
        ordering = ["-returned_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("mandates:returned_pack", args=[self.pk])
