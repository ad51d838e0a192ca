"""The call to a meeting, who is invited, and whom each party sends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.models import Membership, Party, Person

MOST = 200
"""Delegates of one delegation, where no quota says less."""


def of_parties(reader: Reader, party: str, dialogue: str) -> Q:
    """What belongs to a party of the reader in a dialogue where the reader sits for it."""
    mine = Q(pk__in=[])
    for held, where in sorted(reader.drafts):
        mine |= Q(**{party: held, dialogue: where})
    return mine


def prepares(reader: Reader, path: str) -> Q:
    """Meetings (at ``path``) that the reader leads, or whose host the reader sits for."""
    dialogue = f"{path}body__dialogue"
    return Q(**{f"{dialogue}__in": reader.led}) | of_parties(reader, f"{path}host", dialogue)


class ConvocationQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Whoever has a seat and may read the meeting."""
        if not reader.is_seated:
            return self.none()
        return self.filter(meeting__in=Meeting.objects.visible_to(reader))


class Convocation(models.Model):
    """What goes for all delegations of one meeting."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="convocation")
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    nominate_by = models.DateField(_("nominate by"), null=True, blank=True)
    quotas = models.JSONField(_("quotas"), default=dict, blank=True)
    """Class in the body → how many delegates a party of it sends; absent: no limit."""
    host_accredits = models.BooleanField(_("the host accredits, too"), default=False)
    order_language = models.CharField(
        _("order of parties"), max_length=8, choices=settings.LANGUAGES, blank=True
    )
    """In whose alphabet parties are listed; empty: in that of each list's own language."""
    logistics = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("logistics")
    )
    """The one person of the host who reads the practical arrangements."""
    erase_after = models.PositiveSmallIntegerField(_("arrangements are erased after"), default=30)
    """Days after the last day of the meeting."""

    objects = ConvocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("convocation")
        verbose_name_plural = _("convocations")

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def body_id(self) -> int:
        """Where the ledger shows what is done with it."""
        return int(self.meeting.body_id)

    @property
    def party_id(self) -> int:
        return int(self.meeting.owner_id)

    @property
    def erase_on(self) -> date:
        """The first day on which no arrangement is kept any more."""
        last = self.meeting.ends_on or self.meeting.starts_on
        return last + timedelta(days=self.erase_after)


class DelegationQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """A party's own, and all to those who prepare the meeting: its chair and its host."""
        if not reader.is_seated:
            return self.none()
        own = of_parties(reader, "party", "meeting__body__dialogue")
        seen = Meeting.objects.visible_to(reader)
        return self.filter(own | prepares(reader, "meeting__"), meeting__in=seen)

    def counted(self) -> Self:
        """With how many delegates are in which state; withdrawn ones are not counted."""
        there = Q(delegates__withdrawn_at=None)
        counts = {
            f"n_{state}": Count("delegates", there & Q(delegates__state=state))
            for state in Delegate.State.values
        }
        return self.annotate(**counts)


class Delegation(models.Model):
    """A party at a meeting: invited, answering, nominating."""

    class Answer(models.TextChoices):
        COMING = "coming", _("coming")
        NOT_COMING = "not_coming", _("not coming")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="delegations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="delegations")
    role = models.CharField(_("class"), max_length=12, choices=Membership.Role)
    """As what it was invited."""
    quota = models.PositiveSmallIntegerField(_("quota"), null=True, blank=True)
    """Of this party alone; empty: that of its class."""
    invited_at = models.DateTimeField(_("invited"))
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["meeting", "party__slug"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "party"], name="one_delegation_of_a_party")
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.meeting.passing_title}"

    def get_absolute_url(self) -> str:
        return reverse("delegations:delegation", args=[self.meeting.slug, self.party.slug])

    @property
    def body_id(self) -> int:
        """Where the ledger shows what is done with it."""
        return int(self.meeting.body_id)

    @property
    def is_coming(self) -> bool:
        return self.answer == self.Answer.COMING

    def limit(self, convocation: Convocation | None) -> int | None:
        """How many delegates it may send; None: no limit is set."""
        if self.quota is not None:
            return self.quota
        return (convocation.quotas if convocation else {}).get(self.role)


class DelegateQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Names are never public. A party reads its own; who prepares the meeting, what was
        submitted; whoever has a seat and reads the meeting, who was approved."""
        if not reader.is_seated:
            return self.none()
        own = of_parties(reader, "delegation__party", "delegation__meeting__body__dialogue")
        told = prepares(reader, "delegation__meeting__") & ~Q(state=Delegate.State.PREPARED)
        approved = Q(state=Delegate.State.APPROVED, withdrawn_at=None)
        seen = Meeting.objects.visible_to(reader)
        return self.filter(own | told | approved, delegation__meeting__in=seen)

    def there(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def approved(self) -> Self:
        return self.there().filter(state=Delegate.State.APPROVED)

    def of_meeting(self, meeting: Meeting) -> Self:
        return self.filter(delegation__meeting=meeting)


class Delegate(models.Model):
    """A person whom a party sends, with or without an account here."""

    class Role(models.TextChoices):
        HEAD = "head", _("head of delegation")
        ALTERNATE = "alternate", pgettext_lazy("of a delegation", "alternate")
        ADVISER = "adviser", pgettext_lazy("of a delegation", "adviser")
        INTERPRETER = "interpreter", pgettext_lazy("of a delegation", "interpreter")

    class State(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="delegates")
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(
        pgettext_lazy("of a delegate", "role"), max_length=11, choices=Role, default=Role.ADVISER
    )
    title = models.CharField(_("title"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=200)
    function = models.CharField(_("function"), max_length=300, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.PREPARED, editable=False
    )
    comment = models.TextField(_("comment"), blank=True)
    """Why it was returned."""
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    judged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    was_approved = models.BooleanField(default=False, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    badge = models.PositiveSmallIntegerField(default=1, editable=False)
    """Counts the badges made out; the code of an earlier one opens nothing."""

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        ordering = ["delegation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(role="head", withdrawn_at=None),
                name="one_head_of_a_delegation",
                violation_error_message=_("A delegation has one head."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return f"{self.title} {self.name}".strip()

    @property
    def is_in_hand(self) -> bool:
        """The party still has to submit it."""
        return self.state in {self.State.PREPARED, self.State.RETURNED}

    def told(self) -> dict[str, Any]:
        """What the badge and the list say of a delegate: changed, it is approved anew."""
        return {name: getattr(self, name) for name in TOLD}


TOLD = ("role", "title", "name", "function", "languages")
ROLES = list(Delegate.Role.values)
"""In the order of a list of participants."""
