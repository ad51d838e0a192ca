"""The kinds of parties and bodies, and the classes of members: words that the public reads, too."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyKind(TextChoices):
    STATE = "state", _("state")
    TERRITORY = "territory", _("territory")
    INSTITUTION = "institution", _("institution")
    PARLIAMENT = "parliament", _("parliament")
    NETWORK = "network", _("civil-society network")


class BodyKind(TextChoices):
    PLENARY = "plenary", _("plenary")
    CONSULTATION = "consultation", _("consultation group")
    SECRETARIAT = "secretariat", _("secretariat")
    NETWORK = "network", _("network")
    WORKING_GROUP = "working_group", _("working group")
    COMMITTEE = "committee", _("committee")


class MembershipRole(TextChoices):
    MEMBER = "member", _("member")
    ASSOCIATE = "associate", _("associate")
    OBSERVER = "observer", _("observer")
    SECRETARIAT = "secretariat", _("secretariat")
