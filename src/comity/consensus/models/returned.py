"""A Word file with a party's changes that came back: what was read, and what became of it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.documents.models import private_storage
from comity.parties.access import Reader
from comity.parties.models import Party

from .draftings import Drafting


class ReturnedTextQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """To the party's own people in the dialogue, as what they prepare."""
        own = [
            Q(party=party, drafting__instrument__body__dialogue=dialogue)
            for party, dialogue in sorted(reader.drafts)
        ]
        draftings = Drafting.objects.visible_to(reader)
        return self.filter(reduce(or_, own, Q(pk__in=[])), drafting__in=draftings)


class ReturnedText(models.Model):
    """The file as it came, and the changes read out of it, which become proposals when one of the
    party confirms them.

    ``read`` is what was read (``changes``, ``unplaced``, ``comments``, ``marked``); ``taken`` says
    by number of the change which proposals it became, ``refused`` why it became none.
    """

    drafting = models.ForeignKey(Drafting, models.PROTECT, related_name="returned")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=8)
    revision = models.PositiveIntegerField(
        _("revision"), null=True, help_text=_("which the file is of, as far as it says")
    )
    file = models.FileField(storage=private_storage, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    read = models.JSONField(default=dict)
    taken = models.JSONField(default=dict)
    refused = models.JSONField(default=dict)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(_("returned"))

    objects = ReturnedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("returned Word file of a text")
        verbose_name_plural = _("returned Word files of texts")
        ordering = ["-returned_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("consensus:returned_text", args=[self.pk])
