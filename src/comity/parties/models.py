"""Who is at the table, and who sits there for whom."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from .access import Reader, Shared, SharedQuerySet
from .dates import Term, TermQuerySet, ends_after_it_starts
from .kinds import BodyKind, MembershipRole, PartyKind
from .ledger import Entry

__all__ = [
    "Body",
    "Dialogue",
    "Entry",
    "Invitation",
    "Membership",
    "Party",
    "Person",
    "Presidency",
    "Seat",
    "Shared",
    "SharedQuerySet",
    "Theme",
]


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> Person:
        """An operator of the desk. Being one opens no labelled record."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with a name, an address and a language; rights come from seats alone."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_example = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return self.is_superuser

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Party(models.Model):
    """A state, a territory, an institution, a parliament or a network at the table."""

    Kind = PartyKind

    slug = models.SlugField(unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    code = models.CharField(
        _("code"), max_length=16, blank=True, help_text=_("ISO 3166-1 for states and territories")
    )
    name = I18nCharField(_("name"), max_length=300)
    acronym = I18nCharField(_("acronym"), max_length=100, blank=True, default="")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="territories"
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("parties:party", args=[self.slug])

    @property
    def short(self) -> str:
        """What fits a column: the acronym where there is one, else the code."""
        return str(self.acronym) or self.code or str(self.name)


class Dialogue(models.Model):
    """A standing process between parties."""

    slug = models.SlugField(unique=True)
    name = I18nCharField(_("name"), max_length=300)
    acronym = I18nCharField(_("acronym"), max_length=100, blank=True, default="")
    about = I18nTextField(_("about"), blank=True, default="")
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    founded_precision = models.CharField(max_length=5, default="year")
    languages = models.JSONField(_("languages"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.URLField(_("source"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("dialogue")
        verbose_name_plural = _("dialogues")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("parties:dialogue", args=[self.slug])

    @property
    def short(self) -> str:
        return str(self.acronym) or str(self.name)


SILENCE_HOURS = 72
"""Where the rules of a body say nothing else: General Assembly decision 74/544."""


class Body(models.Model):
    """An organ of a dialogue. The dialogue's plenary is the root of its tree."""

    Kind = BodyKind

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="bodies")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="organs")
    slug = models.SlugField(unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    name = I18nCharField(_("name"), max_length=300)
    about = I18nTextField(_("about"), blank=True, default="")
    required_languages = models.JSONField(
        _("required languages"),
        default=list,
        blank=True,
        help_text=_("An instrument is not adopted before its text is equal in each of these."),
    )
    silence_hours = models.PositiveSmallIntegerField(
        _("hours of silence"),
        default=SILENCE_HOURS,
        help_text=_("A silence procedure lasts at least as long."),
    )
    source = models.URLField(_("source"), blank=True, max_length=500)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["dialogue", "parent_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=models.Q(parent=None),
                name="one_root_body_per_dialogue",
                violation_error_message=_("A dialogue has one plenary at the root of its bodies."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("parties:body", args=[self.slug])


class Membership(Term):
    """A party in a body, in a class, from a date to a date."""

    Role = MembershipRole

    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    party = models.ForeignKey(Party, models.PROTECT, related_name="memberships")
    role = models.CharField(_("class"), max_length=12, choices=Role)
    source = models.URLField(_("source"), blank=True, max_length=500)
    note = I18nCharField(_("note"), max_length=500, blank=True, default="")

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["body", "party__slug", "since"]
        constraints = [ends_after_it_starts("membership_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.party} · {self.body} · {self.get_role_display()}"


class Presidency(Term):
    """The party in the chair of a dialogue for a term."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="presidencies")
    party = models.ForeignKey(Party, models.PROTECT, related_name="presidencies")
    source = models.URLField(_("source"), blank=True, max_length=500)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("presidency")
        verbose_name_plural = _("presidencies")
        ordering = ["dialogue", "-since"]
        constraints = [ends_after_it_starts("presidency_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.party} · {self.dialogue}"


class SeatQuerySet(TermQuerySet):
    def of_secretariat(self, dialogue: Dialogue, on: date) -> SeatQuerySet:
        """Who is of the dialogue's secretariat that day: both the seat, and the class that gives
        its party the office in the seat's body, are current."""
        offices = Membership.objects.current(on).filter(
            role=Membership.Role.SECRETARIAT,
            body=models.OuterRef("body"),
            party=models.OuterRef("party"),
        )
        current = self.filter(pk__in=Seat.objects.current(on))
        return current.filter(models.Exists(offices), body__dialogue=dialogue)

    def visible_to(self, reader: Reader) -> SeatQuerySet:
        """Who sits where is known to the community, not to the public."""
        return self.all() if reader.is_seated else self.none()


class Seat(Term):
    """A person who acts for a party in a body, from a date to a date."""

    class Role(models.TextChoices):
        HEAD = "head", _("head")
        FOCAL_POINT = "focal_point", _("focal point")
        ALTERNATE = "alternate", _("alternate")
        OFFICER = "officer", _("officer")

    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    party = models.ForeignKey(Party, models.PROTECT, related_name="seats")
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    is_administrator = models.BooleanField(
        _("administrator"),
        default=False,
        help_text=_("Invites persons to this party's seats and ends their terms."),
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["party__slug", "body", "pk"]
        constraints = [ends_after_it_starts("seat_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.person} · {self.party} · {self.body}"


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> InvitationQuerySet:
        """The administrators of the inviting party."""
        return self.filter(party__in=reader.administered)

    def open(self, at: object) -> InvitationQuerySet:
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """A party's offer of a seat to the holder of an e-mail address; ends by itself."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="invitations")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=12, choices=Seat.Role)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    # None: the operator of the site, by a command.
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.email} · {self.party}"


class Theme(models.Model):
    """A node of the shared taxonomy; ``dialogue`` is empty for the global ones."""

    code = models.SlugField(_("code"), unique=True)
    dialogue = models.ForeignKey(
        Dialogue, models.PROTECT, null=True, blank=True, related_name="themes"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    name = I18nCharField(_("name"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    related = models.ManyToManyField(
        "self", blank=True, verbose_name=_("related themes"), help_text=_("the crosswalk")
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["dialogue_id", "position", "code"]

    def __str__(self) -> str:
        return str(self.name)


def presiding(dialogue: Dialogue, on: date) -> Party | None:
    """The party in the chair on a date; None where nobody is recorded."""
    term = dialogue.presidencies.current(on).select_related("party").order_by("-since").first()
    return term.party if term else None
