"""Meetings as calendars read them (RFC 5545): in files to subscribe to, and in mails."""

from .invitations import invitation_ics

__all__ = ["invitation_ics"]
