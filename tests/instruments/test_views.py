"""The pages: who sees what, what a failed form keeps, and how much they ask of the database."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from comity.documents.models import Document
from comity.instruments import services
from comity.instruments.models import Instrument
from comity.parties.ledger import Entry
from tests import make

from .test_importing import SPANISH, World
from .world import Review

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"instruments:{name}", args=args)


def draft() -> Review:
    return Review(
        {"es": "Solicitar a Belice un informe", "en": "Request a report from Belize"},
        {"es": "Dar gracias", "en": "Thank"},
    )


# Who sees what


@pytest.mark.parametrize("page", ["instrument", "review", "add_language", "adoption"])
def test_a_draft_is_a_page_that_does_not_exist_to_all_but_its_preparers(sign_in, page):
    review = draft()
    for person in (make.delegate(body=review.plenary), make.secretary(make.plenary())):
        assert sign_in(person).get(url(page, review.text.slug)).status_code == 404


def test_a_draft_is_in_no_list_of_strangers(client, sign_in):
    review = draft()
    assert "A declaration" not in client.get(url("instruments")).content.decode()
    member = sign_in(make.delegate(body=review.plenary))
    assert "A declaration" not in member.get(url("instruments")).content.decode()
    assert "A declaration" in sign_in(review.secretary).get(url("instruments")).content.decode()


def test_a_member_does_not_review_what_it_may_read(sign_in):
    review = draft()
    member = make.delegate(body=review.plenary)
    review.text.shared_at = make.NOW
    review.text.save()
    assert sign_in(member).get(url("instrument", review.text.slug)).status_code == 200
    assert sign_in(member).get(url("review", review.text.slug)).status_code == 404
    assert sign_in(member).get(url("adoption", review.text.slug)).status_code == 404
    key = review.clauses[0].pk
    assert sign_in(member).get(url("clause", review.text.slug, key)).status_code == 404


@pytest.mark.parametrize("page", ["instrument", "review", "add_language", "adoption"])
def test_a_red_draft_does_not_exist_for_the_secretariat_by_office(sign_in, page):
    review = draft()
    Instrument.objects.update(label="RED")
    address = url(page, review.text.slug)
    answers = [sign_in(one).get(address) for one in (review.secretary, review.colleague)]
    assert [answer.status_code for answer in answers] == [200, 404]


def test_only_a_secretariat_imports(client, sign_in):
    assert client.get(url("import")).status_code == 302
    assert sign_in(make.delegate()).get(url("import")).status_code == 422


def test_reading_a_watched_text_is_written_down(sign_in):
    text = make.instrument(label="AMBER+STRICT")
    sign_in(make.delegate(body=text.body)).get(url("instrument", text.slug))
    assert Entry.objects.get().act == "read"


def test_a_meeting_or_file_one_may_not_read_is_not_on_the_page(client):
    file = make.rendition(make.document(label="AMBER"), name="secret.txt")
    text = make.instrument(meeting=make.meeting("A closed meeting", label="AMBER"))
    text.versions.update(source=file)
    page = client.get(url("instrument", text.slug)).content.decode()
    assert "A closed meeting" not in page
    assert "secret.txt" not in page


@pytest.mark.parametrize("page", ["review", "add_language", "adoption", "clause"])
def test_reading_a_watched_draft_is_written_down_once(sign_in, page):
    review = draft()
    Instrument.objects.update(label="AMBER+STRICT")
    where = [review.text.slug] + ([review.clauses[0].pk] if page == "clause" else [])
    assert sign_in(review.secretary).get(url(page, *where)).status_code == 200
    entry = Entry.objects.get()
    assert (entry.act, entry.thing) == ("read", f"instruments.instrument:{review.text.pk}")


def test_a_refused_act_on_a_watched_draft_is_one_reading(sign_in):
    review = draft()
    Instrument.objects.update(label="AMBER+STRICT")
    data = {"do": f"join {review.clauses[1].pk}", "stamp": 7}
    assert sign_in(review.secretary).post(url("review", review.text.slug), data).status_code == 409
    assert Entry.objects.get().act == "read"


def test_no_list_says_the_title_of_a_text_whose_reading_is_written_down(sign_in):
    review = draft()
    make.instrument("The adopted one", body=review.plenary, label="AMBER+STRICT")
    Instrument.objects.update(label="AMBER+STRICT")
    client = sign_in(review.secretary)
    pages = [
        url("instruments"), review.plenary.get_absolute_url(),
        review.plenary.dialogue.get_absolute_url(),
    ]  # fmt: skip
    for address in pages:
        page = client.get(address).content.decode()
        assert "A text under TLP:AMBER+STRICT" in page
        assert "A declaration" not in page
        assert "The adopted one" not in page
    assert not Entry.objects.exists()


# Reading


def adopted(**fields) -> Instrument:
    text = make.instrument(**fields)
    text.versions.create(language="es", is_equal=True)
    make.clause(text, {"en": "Heading", "es": "Título"}, kind="heading", number="")
    make.clause(text, {"en": "Request a report", "es": "Solicitar un informe"})
    make.clause(text, {"en": "Only English"})
    return text


def test_a_text_is_headings_and_clauses_with_addresses_of_their_own(client):
    text = adopted()
    page = client.get(url("instrument", text.slug)).content.decode()
    for clause in text.clauses.all():
        assert f'id="c{clause.pk}"' in page
    assert f'<h2 id="c{text.clauses.first().pk}">Heading</h2>' in page


def test_a_clause_that_is_not_there_in_the_readers_language_says_which_it_is_in(client):
    text = adopted()
    with translation.override("es"):
        page = client.get(url("instrument", text.slug)).content.decode()
    assert "Solicitar un informe" in page
    assert '<div class="clause__text" lang="en">' in page


def test_two_languages_stand_side_by_side(client):
    text = adopted()
    page = client.get(url("instrument", text.slug) + "?with=es").content.decode()
    assert '<table class="pair">' in page
    assert "Request a report" in page
    assert "Solicitar un informe" in page


@pytest.mark.parametrize("query", ["?with=en", "?with=xx", "?in=zz&with=yy", "?in=es&with=es"])
def test_a_language_that_is_not_there_is_not_laid_beside(client, query):
    page = client.get(url("instrument", adopted().slug) + query)
    assert page.status_code == 200
    assert '<table class="pair">' not in page.content.decode()


def test_a_page_of_a_hundred_clauses_asks_little(sign_in, django_assert_max_num_queries):
    text = make.instrument()
    for count in range(100):
        make.clause(text, {"en": f"Clause {count}", "es": f"Cláusula {count}"})
    client = sign_in(make.delegate(body=text.body))
    with django_assert_max_num_queries(18):
        assert client.get(url("instrument", text.slug)).status_code == 200


def test_the_list_asks_the_same_for_one_text_and_for_fifty(sign_in, django_assert_max_num_queries):
    for _count in range(50):
        make.instrument()
    client = sign_in(make.delegate())
    with django_assert_max_num_queries(10):
        client.get(url("instruments"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=decision", {"Decision"}), ("?year=2009", {"Old"}),
        ("?year=abc", {"Decision", "Old"}),
        ("?kind=treaty", {"Decision", "Old"}), ("?page=99", {"Decision", "Old"}),
    ],
)  # fmt: skip
def test_the_list_is_filtered(client, query, found):
    make.instrument("Decision", kind="decision")
    make.instrument("Old", adopted_on=make.date(2009, 7, 1))
    page = client.get(url("instruments") + query)
    assert {str(one.title) for one in page.context["page"]} == found


# Importing


def typed(world: World, **fields) -> dict:
    file = SimpleUploadedFile("declaracion.md", SPANISH.encode())
    return {
        "file": file, "language": "es", "body": world.plenary.pk, "kind": "declaration",
        "title": "Declaración", "label": "AMBER",
    } | fields  # fmt: skip


def test_an_import_leads_to_the_review(sign_in):
    world = World()
    answer = sign_in(world.secretary).post(url("import"), typed(world, adopted_on="2009-07"))
    text = Instrument.objects.get()
    assert answer.url == url("review", text.slug)
    assert text.adopted_precision == "month"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"file": SimpleUploadedFile("a.pdf", b"<html>")}, "is not what its name says"),
        ({"file": SimpleUploadedFile("a.txt", b"  \n")}, "holds no paragraph"),
        ({"file": SimpleUploadedFile("a.docm", b"PK")}, "of a kind that is not read"),
        ({"adopted_on": "2026-02-31"}, "“2026-02-31” is not a date"),
        ({"adopted_on": "soon"}, "“soon” is not a date"),
        ({"body": "999"}, "not one of the available choices"),
        ({"label": "RED"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_imported_is_said_in_a_sentence_and_what_was_typed_stays(
    sign_in, fields, sentence
):
    world = World()
    for file in fields.values():
        if hasattr(file, "seek"):
            file.seek(0)
    answer = sign_in(world.secretary).post(url("import"), typed(world, **fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Declaración"' in page
    assert not Instrument.objects.exists()
    assert not Document.objects.exists()


def test_a_meeting_of_another_dialogue_is_not_where_the_text_came_from(sign_in):
    world = World()
    elsewhere = make.plenary()
    make.seat(world.secretary, of=make.party(), body=make.make_office(elsewhere), as_="secretariat")
    meeting = make.meeting(body=elsewhere)
    answer = sign_in(world.secretary).post(url("import"), typed(world, meeting=meeting.pk))
    assert answer.status_code == 422
    assert "of another dialogue" in answer.content.decode()


def test_a_file_above_the_limit_is_refused_in_the_readers_language(sign_in, settings):
    settings.UPLOAD_LIMIT = 2**20
    world = World()
    client = sign_in(world.secretary)
    with translation.override("en"):
        big = SimpleUploadedFile("big.txt", b"a" * (2**20 + 1))
        answer = client.post(url("import"), typed(world, file=big))
    assert answer.status_code == 422
    assert "big.txt is larger than 1 MB" in answer.content.decode()


# The review


def test_the_review_shows_the_source_beside_the_clauses_and_marks_what_suggests(sign_in):
    world = World()
    text = world.imports()
    page = sign_in(world.secretary).get(url("review", text.slug)).content.decode()
    assert "<mark>Belice</mark>" in page
    assert page.count("Agradecer a Guatemala su hospitalidad.") == 2
    assert "Belize" in page


def test_a_button_does_its_one_thing_and_comes_back_to_its_clause(sign_in):
    review = draft()
    client = sign_in(review.secretary)
    second = review.clauses[1].pk
    answer = client.post(url("review", review.text.slug), {"do": f"join {second}", "stamp": 0})
    assert answer.url.endswith(f"#c{review.clauses[0].pk}")
    assert len(review.now()) == 1


@pytest.mark.parametrize("verb", ["accept", "drop"])
def test_a_suggestion_is_decided_on_from_the_page(sign_in, verb):
    review = draft()
    suggestion = make.suggestion(review.clauses[0])
    sign_in(review.secretary).post(
        url("review", review.text.slug), {"do": f"{verb} {suggestion.pk}", "stamp": 0}
    )
    suggestion.refresh_from_db()
    assert suggestion.state == {"accept": "accepted", "drop": "dropped"}[verb]


@pytest.mark.parametrize("do", ["up", "down", "accept-all"])
def test_every_button_answers(sign_in, do):
    review = Review({"es": "A"}, {"es": "B", "en": "b"})
    make.suggestion(review.clauses[1])
    answer = sign_in(review.secretary).post(
        url("review", review.text.slug) + "?language=en",
        {"do": f"{do} {review.clauses[1].pk}", "stamp": 0},
    )
    assert answer.status_code == 302
    assert "language=en" in answer.url


@pytest.mark.parametrize("kind", ["clause", "preamble", "heading"])
def test_an_unplaced_paragraph_is_placed_by_a_button(sign_in, kind):
    review = draft()
    review.text.clauses.update(kind="paragraph")
    first = review.clauses[0]
    sign_in(review.secretary).post(
        url("review", review.text.slug), {"do": f"{kind} {first.pk}", "stamp": 0}
    )
    first.refresh_from_db()
    assert first.kind == kind


@pytest.mark.parametrize(
    "do",
    [
        "", "erase 1", "join x", "join", "join " + "9" * 5000, "accept 99999999", "equal fr",
        "equal \0", "equal", "join \0", "\0",
    ],
)  # fmt: skip
def test_a_button_that_is_not_on_the_page_does_nothing(sign_in, do):
    review = draft()
    answer = sign_in(review.secretary).post(url("review", review.text.slug), {"do": do, "stamp": 0})
    assert answer.status_code in (404, 409)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("do", ["up", "down", "join"])
@pytest.mark.parametrize("language", ["fr", "xx"])
def test_no_button_moves_words_in_a_language_that_is_not_there(sign_in, do, language):
    review = draft()
    answer = sign_in(review.secretary).post(
        url("review", review.text.slug) + f"?language={language}",
        {"do": f"{do} {review.clauses[1].pk}", "stamp": 0},
    )
    assert answer.status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize("page", ["adoption", "clause"])
@pytest.mark.parametrize("do", ["", "erase", "\0"])
def test_an_act_that_no_page_offers_is_not_there(sign_in, page, do):
    review = draft()
    where = [review.text.slug] + ([review.clauses[0].pk] if page == "clause" else [])
    answer = sign_in(review.secretary).post(url(page, *where), {"do": do, "stamp": 0})
    assert answer.status_code == 404
    assert not Entry.objects.exists()


def test_a_stale_page_is_told_so_and_shows_the_text_as_it_is(sign_in):
    review = draft()
    answer = sign_in(review.secretary).post(
        url("review", review.text.slug), {"do": f"join {review.clauses[1].pk}", "stamp": 7}
    )
    assert answer.status_code == 409
    assert "Somebody changed" in answer.content.decode()


def test_a_language_is_marked_as_equal_from_the_page(sign_in):
    review = draft()
    sign_in(review.secretary).post(
        url("review", review.text.slug) + "?language=en", {"do": "equal en", "stamp": 0}
    )
    assert review.is_equal("en")


def test_only_what_is_open_is_shown_when_asked(sign_in):
    review = draft()
    make.suggestion(review.clauses[0])
    page = sign_in(review.secretary).get(url("review", review.text.slug) + "?show=open")
    assert [row.clause for row in page.context["rows"]] == [review.clauses[0]]


def test_a_review_of_many_clauses_asks_little_and_weighs_little(
    sign_in, django_assert_max_num_queries
):
    words = "Solicitar a los países miembros que compartan datos de migración antes de fin de año. "
    review = Review(*(f"{words * 4}{count}" for count in range(80)))
    for clause in review.clauses:
        make.suggestion(clause, words="datos de migración")
        make.suggestion(clause, kind="addressee", value=f"body:{review.plenary.slug}")
    client = sign_in(review.secretary)
    with django_assert_max_num_queries(22):
        page = client.get(url("review", review.text.slug), headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < 40_000


DESCRIBED = {"do": "describe", "kind": "decision", "symbol": "CRM/1", "adopted_on": "2009-07"}


def test_the_titles_kind_and_date_are_corrected_in_the_review(sign_in):
    review = draft()
    page = url("review", review.text.slug)
    data = DESCRIBED | {"stamp": 0, "title_es": "Decisión uno", "title_en": "Decision one"}
    assert sign_in(review.secretary).post(page, data).status_code == 302
    review.text.refresh_from_db()
    assert review.text.title.data == {"en": "Decision one", "es": "Decisión uno"}
    assert (review.text.kind, review.text.adopted_precision) == ("decision", "month")
    assert Entry.objects.get().act == "instrument.described"


def test_a_meeting_that_the_editor_may_not_see_stays_with_the_text(sign_in):
    review = draft()
    hidden = make.meeting("A closed meeting", body=review.plenary, label="RED")
    review.text.meeting = hidden
    review.text.save()
    client, page = sign_in(review.secretary), url("review", review.text.slug)
    assert "A closed meeting" not in client.get(page).content.decode()
    assert client.post(page, DESCRIBED | {"stamp": 0, "meeting": ""}).status_code == 302
    review.text.refresh_from_db()
    assert review.text.meeting == hidden


def test_a_meeting_that_the_editor_sees_is_taken_out_by_the_editor(sign_in):
    review = draft()
    review.text.meeting = make.meeting(body=review.plenary)
    review.text.save()
    data = DESCRIBED | {"stamp": 0, "meeting": ""}
    sign_in(review.secretary).post(url("review", review.text.slug), data)
    review.text.refresh_from_db()
    assert review.text.meeting is None


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"adopted_on": "2009-02-30"}, 422, "“2009-02-30” is not a date"),
        ({"stamp": 9}, 409, "Your words are kept below"),
    ],
)
def test_what_is_wrongly_said_about_a_text_stays_in_the_form(sign_in, fields, status, sentence):
    review = draft()
    data = DESCRIBED | {"stamp": 0, "title_es": "Decisión uno"} | fields
    answer = sign_in(review.secretary).post(url("review", review.text.slug), data)
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert 'value="Decisión uno"' in page
    assert not Entry.objects.exists()


# One clause


def edit(review: Review, client, do: str, **fields):
    clause = review.clauses[0]
    data = {"do": do, "stamp": 0} | fields
    return client.post(url("clause", review.text.slug, clause.pk), data)


CORRECTED = {"number": "1.", "kind": "clause", "depth": "1", "verb": "request"}


def test_a_clause_is_corrected_on_its_page(sign_in):
    review = draft()
    answer = edit(
        review, sign_in(review.secretary), "correct",
        **CORRECTED, text_es="Pedir a Belice", text_en="Ask Belize",
    )  # fmt: skip
    assert answer.url.endswith(f"#c{review.clauses[0].pk}")
    assert review.words("es")[0] == "Pedir a Belice"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Solicitar a Belice || un informe", ["Solicitar a Belice", "un informe", "Dar gracias"]),
        (
            "Solicitar a  Belice\r\n||un informe",
            ["Solicitar a Belice", "un informe", "Dar gracias"],
        ),
    ],
)
def test_a_clause_is_split_where_the_bars_stand(sign_in, text, words):
    review = draft()
    kept = "Request a report from Belize"
    edit(review, sign_in(review.secretary), "split", place_es=text, place_en=kept)
    assert review.words("es") == words
    assert review.words("en") == [kept, "", "Thank"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Solicitar || un informe", "Only put ||"),
        ("Solicitar || a Belice || un informe", "only once"),
        ("Solicitar a Belice un informe", "No place is marked"),
        ("|| Solicitar a Belice un informe", "one part would be empty"),
    ],
)
def test_a_split_that_cannot_be_made_keeps_what_was_typed(sign_in, text, sentence):
    review = draft()
    answer = edit(
        review, sign_in(review.secretary), "split",
        place_es=text, place_en="Request a report from Belize",
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert text in page


def test_words_are_moved_to_a_chosen_clause(sign_in):
    review = draft()
    edit(review, sign_in(review.secretary), "align", language="en", to=review.clauses[1].pk)
    assert review.words("en") == ["", "Request a report from Belize\nThank"]


def test_an_addressee_a_date_and_a_theme_are_added_at_once(sign_in):
    review = draft()
    make.theme("gcm-1")
    fields = {"addressee": f"members:{review.plenary.slug}", "due": "2026-06", "theme": "gcm-1"}
    edit(review, sign_in(review.secretary), "suggest", **fields)
    assert set(review.clauses[0].suggestions.values_list("kind", "state")) == {
        ("addressee", "accepted"), ("due", "accepted"), ("theme", "accepted"),
    }  # fmt: skip


def test_a_party_of_several_bodies_is_offered_once_as_an_addressee(sign_in):
    review = draft()
    party = make.party("Belize", slug="blz")
    make.membership(party, review.plenary)
    make.membership(party, make.body(dialogue=review.plenary.dialogue))
    address = url("clause", review.text.slug, review.clauses[0].pk)
    page = sign_in(review.secretary).get(address).content.decode()
    assert page.count('value="party:blz"') == 1


def test_nothing_to_add_is_said(sign_in):
    review = draft()
    answer = edit(review, sign_in(review.secretary), "suggest")
    assert answer.status_code == 422


def test_the_words_of_the_slower_reviewer_are_kept_beside_the_text_as_it_is(sign_in):
    review = draft()
    services.correct(
        review.clauses[0], services.Correction(texts={"es": "De la colega"}), **review.as_colleague
    )
    client = sign_in(review.secretary)
    fields = CORRECTED | {"text_es": "Mis palabras", "text_en": "My words"}
    answer = edit(review, client, "correct", **fields)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Your words are kept below" in page
    assert "Mis palabras" in page
    assert "De la colega" in page
    assert review.words("es")[0] == "De la colega"
    again = edit(review, client, "correct", **fields | {"stamp": review.who["stamp"]})
    assert again.status_code == 302
    assert review.words("es")[0] == "Mis palabras"


def test_words_typed_into_a_clause_that_was_joined_away_come_back(sign_in):
    review = draft()
    services.join(review.clauses[1], **review.as_colleague)
    answer = sign_in(review.secretary).post(
        url("clause", review.text.slug, review.clauses[1].pk),
        CORRECTED | {"do": "correct", "stamp": 0, "text_es": "Mis palabras"},
    )
    assert answer.status_code == 409
    assert "Mis palabras" in answer.content.decode()


# Languages and adoption


def test_a_language_is_added_on_its_page(sign_in):
    world = World()
    text = world.imports()
    file = SimpleUploadedFile("d.txt", b"1. Request.\n\n2. Urge.\n\n3. Thank.")
    answer = sign_in(world.secretary).post(
        url("add_language", text.slug), {"language": "en", "file": file, "stamp": text.stamp}
    )
    assert answer.url == url("review", text.slug) + "?language=en"


def test_a_language_whose_file_cannot_be_read_is_not_added(sign_in):
    world = World()
    text = world.imports()
    file = SimpleUploadedFile("d.docx", b"PK")
    answer = sign_in(world.secretary).post(
        url("add_language", text.slug),
        {"language": "en", "file": file, "title": "Declaration", "stamp": text.stamp},
    )
    assert answer.status_code == 422
    assert 'value="Declaration"' in answer.content.decode()
    assert text.versions.count() == 1


def test_a_text_is_offered_and_adopted_from_its_page(sign_in):
    review = draft()
    page = url("adoption", review.text.slug)
    answer = sign_in(review.secretary).post(page, {"do": "offer", "stamp": 0})
    assert answer.status_code == 302
    assert "You offered this text yourself" in sign_in(review.secretary).get(page).content.decode()
    data = {"do": "adopt", "stamp": 1, "adopted_on": "2026-02", "symbol": "CRM/1"}
    assert sign_in(review.secretary).post(page, data).status_code == 422
    wrong = sign_in(review.colleague).post(page, data | {"adopted_on": "2026-13"})
    assert wrong.status_code == 422
    assert 'value="CRM/1"' in wrong.content.decode()
    assert sign_in(review.colleague).post(page, data).url == review.text.get_absolute_url()
    late = sign_in(review.colleague).post(page, data)
    assert late.status_code == 409
    assert "has already adopted" in late.content.decode()
    assert sign_in(review.colleague).get(page).status_code == 302


def test_an_offer_is_taken_back_from_its_page(sign_in):
    review = draft()
    page = url("adoption", review.text.slug)
    sign_in(review.secretary).post(page, {"do": "offer", "stamp": 0})
    answer = sign_in(review.secretary).post(page, {"do": "take_back"})
    assert answer.url == url("review", review.text.slug)
    assert not Instrument.objects.get().is_offered


@pytest.mark.parametrize("page", ["instrument", "review", "adoption", "add_language"])
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_every_page_answers_in_every_language(sign_in, page, language):
    review = draft()
    with translation.override(language):
        assert sign_in(review.secretary).get(url(page, review.text.slug)).status_code == 200
