"""Mail that comes back: kept first, then handed to the room it is for, then answered.

An upper room says in its ``apps.py`` what becomes of replies of its kind::

    inbound.handle("pack", packs.by_mail)
"""

from .kinds import Answer, Attachment, Mail, handle

__all__ = ["Answer", "Attachment", "Mail", "handle"]
