"""The pages: who finds which, and that every task works without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from comity.delegations.codes import code_of
from comity.delegations.models import Arrangement, CheckIn, Convocation, Delegate, Delegation
from comity.delegations.services import arranging
from comity.parties.models import Entry
from tests import make
from tests.delegations.world import Table
from tests.entering import entered


def at(name: str, *args: object) -> str:
    return reverse(f"delegations:{name}", args=args)


@pytest.fixture
def secretary(table: Table) -> Client:
    return entered(table.secretary)


@pytest.fixture
def focal_point(table: Table) -> Client:
    return entered(table.focal_point)


def page(client: Client, address: str, **data: object) -> str:
    answer = client.get(address, data)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(client: Client, address: str, status: int = 302, **data: object) -> str:
    answer = client.post(address, data)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_the_secretariat_calls_invites_and_sees_how_far_each_is(table: Table, secretary: Client):
    slug = table.meeting.slug
    assert "Nobody is invited yet" in page(secretary, at("delegations", slug))
    day = (table.starts - timedelta(days=10)).isoformat()
    sent(
        secretary, at("call", slug),
        answer_by=day, nominate_by=day, quota_member="4", erase_after="30",
    )  # fmt: skip
    kept = Convocation.objects.get()
    assert (kept.quotas, kept.nominate_by) == ({"member": 4}, table.starts - timedelta(days=10))
    form = page(secretary, at("invite", slug))
    assert "Belize (member)" in form
    assert "An observer" not in form
    assert "Observers are not offered" in form
    sent(secretary, at("invite", slug), parties=[table.party.pk])
    assert "has not answered" in page(secretary, at("delegations", slug))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"erase_after": "400"}, "365"),
        ({"erase_after": "30", "quota_member": "-1"}, "greater than or equal to 0"),
        ({"erase_after": "30", "answer_by": "2090-01-01"}, "The meeting is over by then"),
        (
            {"erase_after": "30", "answer_by": "2026-12-20", "nominate_by": "2026-12-01"},
            "Nominations end before the answers",
        ),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    table: Table, secretary: Client, typed: dict, words: str
):
    answer = sent(secretary, at("call", table.meeting.slug), 422, **typed)
    assert words in answer
    assert f'value="{typed["erase_after"]}"' in answer


def test_a_party_answers_nominates_and_submits(table: Table, focal_point: Client):
    it = table.delegation(answer="")
    assert "Do you come?" in page(focal_point, it.get_absolute_url())
    sent(focal_point, at("answer", it.pk), answer="coming")
    sent(
        focal_point, at("nominate", it.pk),
        name="Ana Solís", role="head", function="Director", languages=["es", "en"],
        email="ana@example.org",
    )  # fmt: skip
    sent(focal_point, at("submit", it.pk))
    one = Delegate.objects.get()
    assert (one.state, one.languages) == ("submitted", ["es", "en"])
    shown = page(focal_point, it.get_absolute_url())
    assert "ana@example.org" in shown


def test_a_double_is_shown_and_confirmed_or_corrected(table: Table, focal_point: Client):
    it = table.delegation()
    make.nominee(it, "Ana Solís", function="Director", state="prepared")
    typed = {"name": "SOLIS, Ana", "role": "adviser", "function": "Kept"}
    asked = sent(focal_point, at("nominate", it.pk), 422, **typed)
    assert "Is this the same person?" in asked
    assert "Director" in asked
    assert 'name="is_another"' in asked
    assert "Kept" in asked
    sent(focal_point, at("nominate", it.pk), **typed, is_another="on")
    assert Delegate.objects.count() == 2


def test_the_quota_is_refused_with_a_sentence_and_what_was_typed(table: Table, focal_point: Client):
    it = table.delegation(quota=0)
    asked = sent(focal_point, at("nominate", it.pk), 422, name="Ana Solís", role="adviser")
    assert "sends 0 delegates at most" in asked
    assert "Ana Solís" in asked


def test_the_secretariat_approves_some_and_returns_the_others(
    table: Table, secretary: Client, focal_point: Client
):
    it = table.delegation(submitted_by=table.focal_point)
    ana = make.nominee(it, "Ana Solís", state="submitted", role="head")
    make.nominee(it, "Luis Ríos", state="submitted")
    sent(secretary, at("judge", it.pk), act="approve", delegate=[ana.pk])
    shown = sent(secretary, at("judge", it.pk), 422, act="return", comment="")
    assert "Say what Belize is to change" in shown
    sent(secretary, at("judge", it.pk), act="return", comment="Which ministry?")
    assert "Which ministry?" in page(focal_point, it.get_absolute_url())
    assert sorted(one.state for one in it.delegates.all()) == ["approved", "returned"]


def test_a_delegate_of_another_delegation_is_not_judged_with_it(table: Table, secretary: Client):
    it, other = table.delegation(), make.nominee(make.delegation(), state="submitted")
    sent(secretary, at("judge", it.pk), 404, act="approve", delegate=[other.pk])
    sent(secretary, at("judge", it.pk), 409, act="approve", delegate=["9" * 40])


def test_the_secretariat_is_shown_who_may_be_nominated_twice(table: Table, secretary: Client):
    other, _person = table.member("Honduras")
    make.nominee(table.delegation(other), "Ana Solís")
    it = table.delegation()
    make.nominee(it, "SOLÍS, Ana", state="submitted", role="head")
    assert "Perhaps nominated twice" in page(secretary, it.get_absolute_url())


@pytest.mark.parametrize("who", ["officer", "member", "observer"])
def test_others_do_not_nominate_here(table: Table, who: str):
    it = table.delegation()
    person = table.member()[1] if who == "member" else getattr(table, who)
    client = entered(person)
    for name in ("answer", "submit", "begin"):
        sent(client, at(name, it.pk), 404)
    assert client.get(at("nominate", it.pk)).status_code == 404
    expected = 200 if who == "officer" else 404
    assert client.get(it.get_absolute_url()).status_code == expected


def test_mails_of_delegates_are_read_by_party_and_secretariat_alone(
    table: Table, secretary: Client
):
    it = table.delegation()
    make.nominee(it, email="ana@example.org")
    assert "ana@example.org" in page(secretary, it.get_absolute_url())
    host = entered(table.of_host)
    assert "ana@example.org" not in page(host, it.get_absolute_url())
    for client in (secretary, host):
        assert "ana@example.org" not in page(client, at("participants", table.meeting.slug))


def test_the_party_writes_arrangements_without_reading_them(table: Table, focal_point: Client):
    one = make.nominee(table.delegation())
    sent(focal_point, at("arrangement", one.pk), diet="no nuts", access="a ramp")
    assert Arrangement.objects.get().diet == "no nuts"
    shown = page(focal_point, at("arrangement", one.pk))
    assert "What you write now takes its place" in shown
    assert "no nuts" not in shown
    assert "a ramp" not in shown


def test_logistics_reads_them_and_the_reading_is_in_the_ledger(table: Table):
    one = make.nominee(table.delegation())
    make.arrangement(one, diet="no nuts", note="=1+1")
    host = entered(table.of_host)
    address = at("arrangements", table.meeting.slug)
    assert host.get(address).status_code == 404
    table.name_logistics()
    assert "no nuts" in page(host, address)
    assert Entry.objects.get(act="arrangements.read").facts == {"delegates": [one.pk]}
    assert "'=1+1" in page(host, at("arrangements_file", table.meeting.slug, "csv"))
    assert entered(table.secretary).get(address).status_code == 404


def test_a_link_reads_back_what_its_own_delegate_wrote(table: Table, client: Client):
    one = make.nominee(table.delegation(), email="ana@example.org")
    url = arranging.send_link(one, by=table.focal_point, at=table.at)
    address = "/" + url.split("/", 3)[3]
    sent(client, address, 200, diet="no nuts", visa="help")
    answer = client.get(address)
    assert "no nuts" in answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]
    sent(client, address, 422, visa="perhaps")
    one.withdrawn_at = table.at
    one.save()
    assert client.get(address).status_code == 410


def test_an_address_of_no_form_is_not_found_and_then_not_tried_for_ever(client: Client, db):
    codes = [client.get(at("arrangement_link", "x" * 43)).status_code for _try in range(31)]
    assert (codes[0], codes[-1]) == (404, 429)


def test_a_desk_without_javascript_checks_in_by_button_and_by_code(table: Table):
    it = table.delegation()
    one, other = make.nominee(it, "Ana Solís"), make.nominee(it, "Luis Ríos")
    host, address = entered(table.of_host), at("check_in", table.meeting.slug)
    assert "Ana Solís" in page(host, address)
    sent(host, address, delegate=one.pk)
    sent(host, address, code=code_of(other.pk, 1), desk="Door B")
    assert CheckIn.objects.get(delegate=other).desk == "Door B"
    assert "2 of 2 delegates are checked in" in page(host, address)
    sent(host, address, code="nonsense")
    assert "no badge of this meeting" in page(host, address)


def test_what_a_desk_kept_is_taken_later_with_its_own_time(table: Table, secretary: Client):
    one = make.nominee(table.delegation())
    body = {"desk": "A", "seen": [
        {"key": "0" * 32, "delegate": str(one.pk), "at": "2026-03-02T14:00:00.000Z"},
        {"key": "1" * 32, "code": "nonsense", "at": "yesterday"},
    ]}  # fmt: skip
    answer = secretary.post(
        at("check_in", table.meeting.slug), json.dumps(body), content_type="application/json"
    )
    first, second = answer.json()["outcomes"]
    assert first["delegate"] == one.pk
    assert "refusal" in second
    row = CheckIn.objects.get()
    assert row.said_at is not None
    assert row.said_at.isoformat() == "2026-03-02T14:00:00+00:00"


@pytest.mark.parametrize(
    "body",
    ["[]", "{}", '{"seen": 3}', '{"seen": [3]}', '{"seen": [{"key": "short"}]}', "\x00", "{",
     '{"seen": {"a": 1}}'],
)  # fmt: skip
def test_what_no_desk_sends_is_refused_whole(table: Table, secretary: Client, body: str):
    answer = secretary.post(
        at("check_in", table.meeting.slug), body, content_type="application/json"
    )
    assert answer.status_code == 400
    assert not CheckIn.objects.exists()


def test_signing_out_asks_the_browser_to_forget_the_list(table: Table, secretary: Client):
    before = entered(table.of_host)
    assert "Clear-Site-Data" not in before.post(reverse("account_logout")).headers
    page(secretary, at("check_in", table.meeting.slug))
    answer = secretary.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_the_worker_of_a_desk_reaches_no_other_page(table: Table, secretary: Client):
    address = at("check_in_worker", table.meeting.slug)
    answer = secretary.get(address)
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
    assert address.startswith(at("check_in", table.meeting.slug))
    assert entered(table.focal_point).get(address).status_code == 404


def test_the_page_of_a_meeting_says_the_next_step(table: Table, sign_in: Callable):
    it = table.delegation(answer="")
    meeting = table.meeting.get_absolute_url()
    assert "Answer the invitation" in page(entered(table.focal_point), meeting)
    assert "Answer the invitation" not in page(entered(table.officer), meeting)
    assert "1 has not answered" in page(entered(table.secretary), meeting)
    assert "Who comes" not in page(entered(table.member()[1]), meeting)
    it.answer = "coming"
    it.save()
    make.nominee(it, state="submitted", role="head")
    assert "1 delegation waits for approval" in page(entered(table.secretary), meeting)


def test_the_public_page_of_a_meeting_says_nothing_of_who_comes(db, client: Client):
    table = Table("CLEAR")
    make.nominee(table.delegation(), "Ana Solís")
    shown = page(client, table.meeting.get_absolute_url())
    assert "Who comes" not in shown
    assert client.get(at("participants", table.meeting.slug)).status_code == 302


def test_desks_say_what_is_due_and_what_waits(table: Table):
    table.convocation.answer_by = table.starts - timedelta(days=45)
    table.convocation.save()
    table.delegation(answer="")
    due = page(entered(table.focal_point), reverse("parties:desk"))
    assert "Answer the invitation" in due
    assert "overdue" in due
    other, _person = table.member("Honduras")
    submitted = table.delegation(other, submitted_at=table.at)
    make.nominee(submitted, state="submitted", role="head")
    waits = page(entered(table.secretary), reverse("parties:desk"))
    assert "Delegation of Honduras, submitted" in waits


def test_begin_offers_the_party_s_own_earlier_delegations(table: Table, focal_point: Client):
    it = table.delegation()
    before = make.delegation(make.meeting("XIV", body=table.body, label="AMBER"), party=table.party)
    make.nominee(before, "Ana Solís", role="head")
    foreign = make.delegation(make.meeting("Foreign", body=table.body, label="AMBER"))
    make.nominee(foreign)
    shown = page(focal_point, it.get_absolute_url())
    assert "XIV (2026)" in shown
    assert "Foreign" not in shown
    sent(focal_point, at("begin", it.pk), earlier=foreign.pk)
    assert not Delegation.objects.get(pk=it.pk).delegates.exists()
    sent(focal_point, at("begin", it.pk), earlier=before.pk)
    assert it.delegates.get().name == "Ana Solís"
