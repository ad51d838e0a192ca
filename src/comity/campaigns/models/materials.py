"""What a campaign gives away: spots, episodes, posters and leaflets, with a file per language."""

from __future__ import annotations

from typing import Self

from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from comity.parties.access import Reader
from comity.parties.models import Person

from ..public_words import AIRED, KINDS, LICENCES
from .campaigns import Campaign

LONGEST = 4 * 3600
"""Seconds that a spot or an episode takes at most."""


def private_storage() -> Storage:
    """Files lie here also once they are released: a view asks at each download."""
    return storages["private"]


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """What was released, of campaigns that were; the dialogue's secretariat reads the rest."""
        out = Q(released_at__isnull=False, campaign__released_at__isnull=False)
        return self.filter(out | Q(campaign__dialogue__in=reader.secretariats))

    def waiting_for_second(self, reader: Reader) -> Self:
        found = self.filter(campaign__dialogue__in=reader.secretariats)
        return found.filter(offered_at__isnull=False).exclude(drafters=reader.person)

    def aired(self) -> Self:
        return self.filter(kind__in=AIRED)

    def printed(self) -> Self:
        return self.exclude(kind__in=AIRED)

    def listed(self) -> Self:
        return self.prefetch_related("files").order_by("position", "number", "pk")


class Material(models.Model):
    """Changed after its release, it is withheld until a second person releases it again."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="materials")
    kind = models.CharField(_("kind"), max_length=8, choices=[*KINDS.items()])
    number = models.PositiveSmallIntegerField(_("number of the episode"), null=True, blank=True)
    title = I18nCharField(_("title"), max_length=200)
    about = I18nTextField(_("about"), blank=True, default="")
    seconds = models.PositiveIntegerField(
        _("duration"), null=True, blank=True, validators=[MaxValueValidator(LONGEST)]
    )
    transcript = I18nTextField(_("transcript"), blank=True, default="")
    licence = models.CharField(_("licence"), max_length=12, choices=[*LICENCES.items()])
    terms = I18nTextField(_("terms of use"), blank=True, default="")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    drafters = models.ManyToManyField(Person, related_name="+", editable=False)
    made_at = models.DateTimeField(_("made"), editable=False)
    offered_at = models.DateTimeField(_("offered"), null=True, editable=False)
    released_at = models.DateTimeField(_("released"), null=True, editable=False)
    released_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["campaign", "position", "number", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(licence=""), name="material_has_a_licence")
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return f"{self.campaign.get_absolute_url()}#m{self.pk}"

    @property
    def waits_since(self) -> str:
        """Names what waits as it stands: each change is a new one."""
        return self.offered_at.isoformat() if self.offered_at else ""

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def is_aired(self) -> bool:
        return self.kind in AIRED

    @property
    def duration(self) -> str:
        """``1:05``; an hour and more as ``1:00:05``."""
        if self.seconds is None:
            return ""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


class MaterialFileQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        return self.filter(material__in=Material.objects.visible_to(reader))


class MaterialFile(models.Model):
    """One file of a material, in one language and one format."""

    class Use(models.TextChoices):
        MAIN = "main", _("the material itself")
        CAPTIONS = "captions", _("captions")

    material = models.ForeignKey(Material, models.CASCADE, related_name="files")
    use = models.CharField(_("use"), max_length=8, choices=Use, default=Use.MAIN)
    language = models.CharField(_("language"), max_length=8)
    file = models.FileField(_("file"), storage=private_storage, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=120)
    extension = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(max_length=64)
    crc32 = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"))

    objects = MaterialFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a material")
        verbose_name_plural = _("files of materials")
        ordering = ["material", "language", "use", "extension"]
        constraints = [
            models.UniqueConstraint(
                fields=["material", "language", "extension"], name="one_file_of_a_format"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def url_in(self, language: str) -> str:
        return reverse("public_campaigns:file", args=[language, self.pk])

    @property
    def is_audio(self) -> bool:
        return self.media_type.startswith("audio/")

    @property
    def is_video(self) -> bool:
        return self.media_type.startswith("video/")
