"""A digest tells what is new on the person's desk since the last one, once, in the morning."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.notices.digests import send_digests, sending, sharing
from comity.notices.digests.computing import Span
from comity.notices.digests.slots import last_slots
from comity.notices.models import Message, Preference
from comity.notices.preferring import choose_rhythm
from comity.notices.services import follow
from comity.parties.models import Person
from comity.parties.services import relabel
from comity.tlp import Label
from tests import make

pytestmark = pytest.mark.django_db

SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.SMTP = {}
    settings.EMAIL_BACKEND = "comity.notices.backend.OutboxBackend"


@pytest.fixture
def body():
    return make.body("A network")


def reader_of(body, rhythm="daily", since=SUNDAY, **fields):
    person = make.person(**fields)
    make.seat(person, body=body)
    make.preference(person, rhythm, digested_at=since)
    return person


def news(body, title="Guidelines", at=SUNDAY + timedelta(hours=3), **fields):
    return make.document(title, body=body, shared_at=at, **{"label": "AMBER"} | fields)


def test_what_changed_since_the_last_digest_is_told_in_the_persons_language(body):
    person = reader_of(body, name="Ana Méndez", language="es")
    document = news(body, {"en": "Guidelines", "es": "Directrices <1>"})
    news(body, "Old things", at=SUNDAY - DAY)
    assert send_digests(at=MONDAY) == 1
    mail = Message.objects.get()
    assert (mail.to, mail.kind, mail.person) == ([person.email], "news", person)
    assert "Directrices <1>" in mail.text
    assert f"/es{document.get_absolute_url().removeprefix('/en')}" in mail.text
    assert "Directrices &lt;1&gt;" in mail.html
    assert '<html lang="es">' in mail.html
    assert "Old things" not in mail.text + mail.html


def test_where_nothing_is_new_there_is_no_mail(body):
    reader_of(body)
    news(body, at=SUNDAY - DAY)
    assert send_digests(at=MONDAY) == 0
    assert not Message.objects.exists()


def test_a_digest_is_stopped_by_one_click_and_says_why_it_came(body):
    reader_of(body)
    news(body)
    send_digests(at=MONDAY)
    mail = Message.objects.get()
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail.headers["List-Unsubscribe"].strip("<>")
    assert address in mail.text
    assert address in mail.html
    assert "You receive this every working day" in mail.text
    assert "You receive this every working day" in mail.html


def test_what_was_narrowed_meanwhile_is_not_told(body):
    reader = reader_of(body)
    owner = make.delegate(body=body)
    document = news(body, "A secret", owner=owner.seats.get().party, author=owner)
    relabel(document, label=Label.RED, with_observers=False, by=owner, at=SUNDAY)
    send_digests(at=MONDAY)
    assert not Message.objects.filter(person=reader).exists()


def test_whose_seat_has_ended_is_told_nothing_of_it(body):
    person = reader_of(body)
    person.seats.update(until=date(2026, 3, 1))
    news(body)
    assert send_digests(at=MONDAY) == 0


def test_the_title_of_what_is_watched_stays_on_the_page(body):
    reader_of(body)
    make.document("Quetzal", body=body, label="AMBER+STRICT", shared_at=MONDAY - DAY / 4)
    assert send_digests(at=MONDAY) == 1
    mail = Message.objects.get()
    assert "Quetzal" not in mail.text + mail.html
    assert "TLP:AMBER+STRICT" in mail.text


@pytest.mark.parametrize(
    ("rhythm", "at", "is_sent"),
    [
        ("daily", MONDAY, True),
        ("daily", MONDAY - timedelta(hours=1), False),
        ("at_once", MONDAY, True),
        ("weekly", MONDAY, True),
        ("weekly", MONDAY - timedelta(hours=1), False),
        ("never", MONDAY, False),
    ],
)
def test_digests_leave_on_mornings_of_the_rhythm(body, rhythm, at, is_sent):
    reader_of(body, rhythm)
    news(body)
    assert send_digests(at=at) == is_sent


def test_a_weekly_digest_waits_for_monday(body):
    reader_of(body, "weekly", since=MONDAY)
    news(body, at=MONDAY + DAY)
    assert send_digests(at=MONDAY + 6 * DAY) == 0
    assert send_digests(at=MONDAY + 7 * DAY) == 1


def test_what_happened_while_the_site_was_down_is_told_when_it_is_back(body):
    reader_of(body, "weekly")
    news(body)
    assert send_digests(at=MONDAY + 3 * DAY) == 1


def test_the_morning_is_the_secretariats(body, settings):
    settings.TIME_ZONE = "America/Costa_Rica"
    noon = datetime(2026, 3, 3, 12, 30, tzinfo=UTC)
    here = ZoneInfo("America/Costa_Rica")
    assert last_slots(noon)["daily"] == datetime(2026, 3, 3, 6, tzinfo=here)
    assert last_slots(noon - timedelta(hours=1))["daily"] == datetime(2026, 3, 2, 6, tzinfo=here)


def test_who_is_new_is_told_from_then_on(body):
    make.seat(body=body)
    news(body)
    assert send_digests(at=MONDAY) == 0
    news(body, "Later", at=MONDAY + DAY / 2)
    assert send_digests(at=TUESDAY) == 1


def test_who_wants_digests_again_is_not_told_the_past(body):
    person = reader_of(body, "never")
    news(body)
    choose_rhythm(person, Preference.Rhythm.DAILY, at=MONDAY)
    assert send_digests(at=TUESDAY) == 0


def test_who_may_not_sign_in_any_more_gets_none(body):
    reader_of(body, is_active=False)
    news(body)
    assert send_digests(at=MONDAY) == 0


def test_a_due_day_that_comes_near_is_told_once_and_again_when_it_has_passed(body):
    party = make.party()
    person = make.person()
    make.seat(person, of=party, body=body)
    make.preference(person, digested_at=SUNDAY - 40 * DAY)
    due = date(2026, 3, 17)
    mandate = make.mandate("Report it", body=body, label="AMBER", due_on=due, shared_at=SUNDAY)
    make.assignment(mandate, party=party)
    mandate.shared_at -= 60 * DAY
    mandate.save()
    told = [
        day.date()
        for day in (MONDAY + number * DAY for number in range(-10, 21))
        if send_digests(at=day)
    ]
    assert told == [date(2026, 3, 3), date(2026, 3, 18)]
    assert "overdue" in Message.objects.first().text


def test_a_long_digest_says_how_much_more_there_is(body):
    reader_of(body)
    for number in range(20):
        news(body, f"Guidelines {number}")
    send_digests(at=MONDAY)
    mail = Message.objects.get()
    assert mail.subject == "Your digest: 20 entries"
    assert "and 5 more on your desk" in mail.text


def test_two_processes_send_one_digest(body, monkeypatch):
    reader_of(body)
    news(body)
    real, met = sending._letters, []

    def overtaken(same, at):
        letters = real(same, at)
        if not met:
            met.append(same)
            send_digests(at=at)
        return letters

    monkeypatch.setattr(sending, "_letters", overtaken)
    send_digests(at=MONDAY)
    assert Message.objects.count() == 1


def test_an_act_of_sending_that_fails_tells_it_the_next_time(body, monkeypatch):
    reader_of(body)
    news(body)

    def full(*args, **options):
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(sending, "queue_all", full)
        with pytest.raises(OSError, match="full"):
            send_digests(at=MONDAY)
    assert send_digests(at=MONDAY) == 1


@pytest.fixture
def reader_by_rhythm(body):
    return {rhythm: reader_of(body, rhythm) for rhythm in ("daily", "weekly")}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 60 * 24 * 10), max_size=8))
def test_no_span_of_time_is_ever_in_two_digests(reader_by_rhythm, minutes):
    Preference.objects.update(digested_at=SUNDAY)
    spans: dict[str, list[Span]] = {"daily": [], "weekly": []}

    def note(same, at):
        for one in same:
            spans[one.rhythm].append(Span(one.digested_at, at))
        return [(one, None) for one in same]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sending, "_letters", note)
        for minute in minutes:  # the clocks of several processes need not agree
            send_digests(at=SUNDAY + timedelta(minutes=minute))
    for rhythm, found in spans.items():
        for before, after in pairwise(found):
            assert before.since < before.at <= after.since < after.at
            assert last_slots(before.at)[rhythm] < last_slots(after.at)[rhythm]


def _alike(*persons):
    rows = Preference.objects.filter(person__in=persons).select_related("person").order_by("pk")
    groups = sharing.alike(rows, MONDAY.date())
    return sorted(sorted(one.person_id for one in group) for group in groups)


def _pair(body):
    """Two persons of one party, whom nothing tells apart."""
    party = make.party()
    return [reader_in(body, party), reader_in(body, party)]


def reader_in(body, party):
    person = make.person()
    make.seat(person, of=party, body=body)
    make.preference(person, digested_at=SUNDAY)
    return person


def test_a_desk_is_worked_out_once_for_those_whom_nothing_tells_apart(body, monkeypatch):
    one, other = _pair(body)
    news(body)
    worked = []
    real = sending.digest_of
    monkeypatch.setattr(sending, "digest_of", lambda *given: worked.append(given) or real(*given))
    assert send_digests(at=MONDAY) == 2
    assert len(worked) == 1
    to_one, to_other = (Message.objects.get(person=person) for person in (one, other))
    assert f"Dear {one.name}," in to_one.text
    assert f"Dear {other.name}," in to_other.text
    assert to_one.headers["List-Unsubscribe"] != to_other.headers["List-Unsubscribe"]


def _follows(person, body):
    follow(person, make.body("Another network", dialogue=body.dialogue))


APART = {
    "another language": lambda person, body: (
        type(person).objects.filter(pk=person.pk).update(language="fr")
    ),
    "another last digest": lambda person, body: Preference.objects.filter(person=person).update(
        digested_at=SUNDAY - DAY
    ),
    "another role": lambda person, body: person.seats.update(role="officer"),
    "an administrator": lambda person, body: person.seats.update(is_administrator=True),
    "an ended seat": lambda person, body: person.seats.update(until=date(2026, 3, 1)),
    "another party": lambda person, body: person.seats.update(party=make.party()),
    "a second seat": lambda person, body: make.seat(person, of=person.seats.get().party),
    "follows": _follows,
    "wrote": lambda person, body: news(body, label="RED", author=person),
    "is named": lambda person, body: news(body, label="RED").recipients.add(person),
}


@pytest.mark.parametrize("difference", APART.values(), ids=APART.keys())
def test_whoever_differs_has_a_desk_of_their_own(body, difference):
    one, other = _pair(body)
    assert _alike(one, other) == [[one.pk, other.pk]]
    difference(other, body)
    assert _alike(one, other) == [[one.pk], [other.pk]]


def test_what_names_one_person_is_told_to_that_person_alone(body):
    _one, other = _pair(body)
    secret = make.document("Quetzal", body=body, label="RED", shared_at=SUNDAY + DAY / 4)
    secret.recipients.add(other)
    assert send_digests(at=MONDAY) == 1
    assert Message.objects.get().person == other


def test_every_column_that_names_a_person_keeps_digests_apart_or_is_known_not_to():
    named = {model._meta.label for model, _name in sharing._references()}
    known = sharing.COMPARED | sharing.SHOWN_TO_NOBODY_ELSE
    everything = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.related_model is Person
    }
    assert named == everything - known
    assert known <= everything
