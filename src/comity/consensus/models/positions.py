"""What a party says on a text as a whole: its proposals and comments, published by its contact
point."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader, Shared, SharedQuerySet
from comity.parties.dates import day_of

from .draftings import Drafting


class PositionQuerySet(SharedQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """What the reader may read, on texts whose drafting the reader may read."""
        return super().visible_to(reader).filter(drafting__in=Drafting.objects.visible_to(reader))

    def published(self) -> Self:
        return self.filter(shared_at__isnull=False)


class Position(Shared):
    """The one position of a party (its ``owner``) on a text in drafting.

    Until it is shared only the party's own people in the dialogue read it, with what they
    prepare in it; it always has the circle of the drafting. Its contact point publishes it as
    a whole, or single proposals out of it before. Withdrawn, it is the party's own again.
    """

    neutral_title = _("A position under %(label)s")

    drafting = models.ForeignKey(Drafting, models.PROTECT, related_name="positions")
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    statement = models.TextField(_("general remarks"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    stamp = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("counts the savings, so that two writers notice")
    )

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["drafting", "owner__slug"]
        constraints = [
            models.UniqueConstraint(fields=["drafting", "owner"], name="one_position_per_party")
        ]

    def __str__(self) -> str:
        return f"{self.owner} · {self.drafting}"

    def get_absolute_url(self) -> str:
        slugs = [self.drafting.instrument.slug, self.owner.slug]
        return reverse("consensus:position", args=slugs)

    @property
    def title(self) -> Any:
        words = {"party": self.owner, "text": self.drafting.instrument.passing_title}
        return say("Position of %(party)s on “%(text)s”") % words

    @property
    def is_late(self) -> bool:
        """Published after the day it was due."""
        return self.shared_at is not None and self.drafting.is_late(day_of(self.shared_at))
