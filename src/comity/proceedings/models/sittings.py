"""A meeting while it sits: the item in course, and who asked for the floor."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.meetings.models import AgendaItem, Meeting
from comity.parties.access import Reader
from comity.parties.models import Membership, Party


class SittingQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> SittingQuerySet:
        """Of meetings that the reader may read, in dialogues where the reader sits: not even of
        a public meeting the public follows who speaks."""
        dialogues = reader.dialogues | reader.dialogues_observed
        met = Meeting.bodies.through.objects.filter(body__dialogue__in=dialogues)
        theirs = Q(meeting__body__dialogue__in=dialogues) | Q(meeting__in=met.values("meeting"))
        return self.filter(theirs, meeting__in=Meeting.objects.visible_to(reader))

    def in_course(self) -> SittingQuerySet:
        return self.filter(ended_at=None)


class Sitting(models.Model):
    """A meeting from when the chair opens it to when the chair closes it."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="sitting")
    current = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, related_name="+", verbose_name=_("item in course")
    )
    is_list_closed = models.BooleanField(_("the list of speakers is closed"), default=False)
    started_at = models.DateTimeField(_("begun"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("proceedings:now", args=[self.meeting.slug])

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def body_id(self) -> int:
        """In whose dialogue the ledger keeps it."""
        return int(self.meeting.body_id)


class Edition(models.Model):
    """How often what the page of a sitting shows has changed.

    A row of its own: it is counted up last in every transaction, after the ledger, so that no
    two of them wait for each other.
    """

    sitting = models.OneToOneField(
        Sitting, models.CASCADE, primary_key=True, related_name="edition"
    )
    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return str(self.number)


class FloorRequestQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> FloorRequestQuerySet:
        """On items that the reader may read, where the reader follows the sitting."""
        sittings = Sitting.objects.visible_to(reader)
        return self.filter(sitting__in=sittings, item__in=AgendaItem.objects.visible_to(reader))

    def waiting(self) -> FloorRequestQuerySet:
        return self.filter(state=FloorRequest.State.WAITING)

    def speaking(self) -> FloorRequestQuerySet:
        return self.filter(state=FloorRequest.State.SPEAKING)

    def listed(self) -> FloorRequestQuerySet:
        """On the list or speaking."""
        return self.filter(state__in=LISTED)


class FloorRequest(models.Model):
    """A delegation asks to speak on an item; it stands on the list once at a time."""

    class State(models.TextChoices):
        WAITING = "waiting", _("on the list")
        SPEAKING = "speaking", _("has the floor")
        HEARD = "heard", _("has spoken")
        SKIPPED = "skipped", _("passed over")
        WITHDRAWN = "withdrawn", _("withdrawn")

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="requests")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="floor_requests")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    role = models.CharField(_("class"), max_length=12, choices=Membership.Role)
    """The party's class when it asked; who may speak is asked of its class on the day."""
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(_("asked"))
    given_at = models.DateTimeField(_("given"), null=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = FloorRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for the floor")
        verbose_name_plural = _("requests for the floor")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "party"],
                condition=Q(state__in=["waiting", "speaking"]),
                name="a_delegation_is_on_the_list_once",
            ),
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(state="speaking"),
                name="one_delegation_has_the_floor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.item}"

    @property
    def body_id(self) -> int:
        return self.sitting.body_id

    @property
    def ends_at(self) -> datetime | None:
        """When the time that was given is over."""
        if self.given_at is None or self.minutes is None:
            return None
        return self.given_at + timedelta(minutes=self.minutes)


LISTED = (FloorRequest.State.WAITING, FloorRequest.State.SPEAKING)
