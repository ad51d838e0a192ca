"""What is told of packs: where one lies, and that the answer to the mail may bring it back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from comity.notices.services import tell

from .models import Pack


def pack_made(pack: Pack, reply: tuple[str, str]) -> None:
    """Tell its maker where it lies. The mail carries no file: it is downloaded by who may."""
    tell(
        pack.made_by,
        subject=lambda: (
            _("A pack of %(dialogue)s to be filled") % {"dialogue": pack.dialogue.short}
        ),
        template="mandates/mail/pack.txt",
        context={"pack": pack},
        url=pack.get_absolute_url,
        reason=lambda: _("You receive this because you made the pack."),
        reply=reply,
    )
