"""The follow-up report of a body: frozen when written, for the readers it was written for."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from comity.documents.models import private_storage
from comity.parties.access import Reader, Shared, SharedQuerySet

from .rounds import Round


class FollowUpQuerySet(SharedQuerySet):
    def waiting(self) -> FollowUpQuerySet:
        return self.filter(state=FollowUp.State.WAITING)


class FollowUp(Shared):
    """A follow-up report. Its label says who it is for, and it holds nothing they may not read:
    ``content`` was gathered as one of them, and every form of it is painted from that alone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        WORKING = "working", _("being written")
        READY = "ready", _("ready")
        FAILED = "failed", _("not written")

    neutral_title = _("A follow-up report under %(label)s")

    title = I18nCharField(_("title"), max_length=300)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    since = models.DateField(_("period from"), null=True, blank=True)
    until = models.DateField(_("period to"))
    languages = models.JSONField(_("languages"), default=list)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.WAITING, editable=False
    )
    progress = models.PositiveSmallIntegerField(
        _("progress"), default=0, editable=False, help_text=_("per cent")
    )
    fault = models.CharField(max_length=500, blank=True, default="", editable=False)
    begun_at = models.DateTimeField(null=True, blank=True, editable=False)
    written_at = models.DateTimeField(_("written"), null=True, blank=True, editable=False)
    content = models.JSONField(default=dict, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up report")
        verbose_name_plural = _("follow-up reports")
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("mandates:follow_up", args=[self.pk])


class FollowUpFileQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> FollowUpFileQuerySet:
        return self.filter(follow_up__in=FollowUp.objects.visible_to(reader))


class FollowUpFile(models.Model):
    """One form of a follow-up report in one language."""

    class Form(models.TextChoices):
        WORD = "docx", _("Word")
        PDF = "pdf", _("PDF")
        HTML = "html", _("web page in one file")

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=8)
    form = models.CharField(_("form"), max_length=4, choices=Form)
    file = models.FileField(storage=private_storage, max_length=200)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField(max_length=64)

    objects = FollowUpFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a follow-up report")
        verbose_name_plural = _("files of follow-up reports")
        ordering = ["follow_up", "language", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "language", "form"], name="one_file_per_form_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id}.{self.language}.{self.form}"

    def get_absolute_url(self) -> str:
        return reverse("mandates:follow_up_file", args=[self.pk])
