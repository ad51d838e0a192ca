"""The menu: one list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PUBLIC = [
    (_("News"), "public:news"),
    (_("Dialogues"), "parties:dialogues"),
    (_("Parties"), "parties:parties"),
    (_("Meetings"), "meetings:meetings"),
    (_("Texts"), "instruments:instruments"),
    (_("Follow-up"), "mandates:matrix"),
]
SIGNED_IN = [(_("My desk"), "parties:desk"), *PUBLIC]
FOOTER = [
    (_("Helplines"), "help_files:enter"),
    (_("Documents"), "documents:documents"),
    (_("Ledger"), "parties:ledger"),
]
