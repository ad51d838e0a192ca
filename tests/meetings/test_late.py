"""Documents that came after the day on which they were due say so, in words."""

from datetime import UTC, date, datetime

import pytest

from comity.documents.models import Revision
from comity.meetings.late import late_on
from tests import make

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 1)


@pytest.fixture
def meeting():
    return make.meeting(documents_due_on=DUE)


@pytest.fixture
def document(meeting):
    document = make.document(body=meeting.body)
    make.rendition(document)
    make.agenda_item(meeting=meeting).documents.add(document)
    return document


@pytest.mark.parametrize(
    ("made_at", "late"),
    [
        (datetime(2026, 2, 1, tzinfo=UTC), None),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), None),
        (datetime(2026, 3, 2, 12, tzinfo=UTC), date(2026, 3, 2)),
    ],
)
def test_the_due_day_itself_is_still_in_time(meeting, document, made_at, late):
    Revision.objects.update(made_at=made_at)
    assert late_on(document.current, meeting) == late


def test_what_was_in_time_is_late_once_it_is_revised_later(meeting, document):
    Revision.objects.update(made_at=datetime(2026, 2, 1, tzinfo=UTC))
    at = datetime(2026, 3, 9, 12, tzinfo=UTC)
    revision = Revision.objects.create(document=document, number=1, made_at=at)
    made = make.rendition(document, "es")
    made.revision = revision
    made.save()
    assert late_on(document.current, meeting) == at.date()


def test_without_a_due_day_nothing_is_late(document):
    assert late_on(document.current, make.meeting()) is None


def test_the_agenda_says_which_document_is_late(client, meeting, document):
    Revision.objects.update(made_at=datetime(2026, 3, 9, 12, tzinfo=UTC))
    page = " ".join(client.get(meeting.get_absolute_url()).content.decode().split())
    assert "<strong>late</strong>" in page
    meeting.documents_due_on = date(2026, 4, 1)
    meeting.save()
    assert "<strong>late</strong>" not in client.get(meeting.get_absolute_url()).content.decode()
