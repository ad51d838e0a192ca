"""The files that prove what a report says."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from i18nfield.strings import LazyI18nString

from comity.documents import services as documents
from comity.documents.files import Upload
from comity.documents.models import Document
from comity.parties import ledger
from comity.parties.models import Person

from ..models import Report
from .holding import held_by_writer


@transaction.atomic
def add_evidence(report: Report, upload: Upload, *, by: Person, at: datetime) -> Document:
    """Attach a file to a report in hand; it is checked by what it contains, not by its name.

    Args:
        upload: A file that ``documents`` looked at.

    Raises:
        MandateClosed, NotTheAddressee, InOtherHands, WithTheSecretariat.
    """
    report, party = held_by_writer(report, by=by, at=at)
    document = documents.add_document(
        title=LazyI18nString({report.language: upload.name}),
        body=report.body,
        owner=report.owner,
        by=by,
        at=at,
        label=report.label,
        with_observers=report.with_observers,
        files={report.language: upload},
    )
    report.evidence.add(document)
    ledger.write(
        "report.evidence_added",
        report,
        by=by,
        at=at,
        party=party,
        facts={"document": document.pk},
    )
    return document


@transaction.atomic
def remove_evidence(report: Report, document: Document, *, by: Person, at: datetime) -> None:
    """Take a file off a report in hand. The file stays its party's own, shared with nobody.

    Raises:
        MandateClosed, NotTheAddressee, InOtherHands, WithTheSecretariat.
    """
    report, party = held_by_writer(report, by=by, at=at)
    report.evidence.remove(document)
    document = Document.objects.select_for_update().get(pk=document.pk)
    document.offered_at = None
    document.save()
    ledger.write(
        "report.evidence_removed",
        report,
        by=by,
        at=at,
        party=party,
        facts={"document": document.pk},
    )
