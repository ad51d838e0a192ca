"""That a text was adopted before it was equal in every language its body requires, and why."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Party


class OverrideQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> OverrideQuerySet:
        """Whoever reads the text reads this too: it stays visible on it for ever."""
        texts = apps.get_model("instruments", "Instrument").objects.visible_to(reader)
        return self.filter(instrument__in=texts)


class Override(models.Model):
    """What the presidency said to let a text pass the parity gate without some languages."""

    instrument = models.ForeignKey(
        "instruments.Instrument", models.PROTECT, related_name="overrides"
    )
    languages = models.JSONField(
        _("languages"), default=list, help_text=_("those missing or not equal on that day")
    )
    because = models.TextField(_("reason"))
    language = models.CharField(_("language"), max_length=8)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("presidency"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    objects = OverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("override of the parity gate")
        verbose_name_plural = _("overrides of the parity gate")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.instrument} · {', '.join(self.languages)}"
