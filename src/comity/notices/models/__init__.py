"""Telling people: mails and what becomes of them, what a person chose, and mail that comes in."""

from .following import Follow, FollowQuerySet
from .inbound import Inbound, InboundQuerySet
from .mailboxes import Mailbox, MailboxQuerySet
from .messages import Message, MessageQuerySet, Told
from .preferences import Preference, PreferenceQuerySet

__all__ = [
    "Follow",
    "FollowQuerySet",
    "Inbound",
    "InboundQuerySet",
    "Mailbox",
    "MailboxQuerySet",
    "Message",
    "MessageQuerySet",
    "Preference",
    "PreferenceQuerySet",
    "Told",
]
