"""What is said of every line by a code, in each language of the public: codes are few, so that a
line speaks six languages though its party wrote one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WAYS = {
    "call": _("Call"),
    "sms": _("Send an SMS"),
    "whatsapp": _("Write on WhatsApp"),
    "chat": _("Chat"),
}
SERVES = {
    "anyone": _("Anyone"),
    "migrants": _("Migrants and people on the move"),
    "children": _("Children and young people"),
    "women": _("Women"),
    "victims": _("Victims of trafficking"),
    "nationals": _("Our nationals abroad"),
    "families": _("Families looking for someone"),
}
SERVICES = {
    "advice": _("Advice and information"),
    "trafficking": _("Reports of trafficking and exploitation"),
    "rescue": _("Help in danger, at once"),
    "shelter": _("A safe place to stay"),
    "legal": _("Legal help"),
    "health": _("Health care"),
    "comfort": _("Somebody to talk to"),
    "missing": _("Search for missing people"),
    "consular": _("Help of the consulate"),
    "return": _("Help to return home"),
    "asylum": _("Asylum and refuge"),
}
STEPS = {
    "person": _("A person answers."),
    "machine": _("A recorded voice answers first. Choose your language."),
    "nameless": _("You do not have to say your name."),
    "papers": _("Nobody asks for your papers."),
    "secret": _("What you say stays between you and the line."),
    "interpreter": _("Ask for an interpreter in your language."),
    "callback": _("No credit left? Let it ring once: they call you back."),
    "police": _("The police is told only if you want it."),
    "recorded": _("The call may be recorded."),
}
CHOICES = {"serves": SERVES, "services": SERVICES, "steps": STEPS}
