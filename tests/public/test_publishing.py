"""What the public reads was written by one person and published by another."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import Page

from comity.notices.models import Message
from comity.parties.models import Entry
from comity.public.editors import is_editor
from comity.public.models import HomePage, NewsPage
from comity.public.services import open_site, publish_page, take_back, write_version
from comity.public.services.editing import (
    NotAnEditorOfPages,
    NothingToPublish,
    WroteItThemselves,
    stamp_of,
    writers_of,
)
from comity.public.services.news import NotALanguageOfTheSite, NotFitForAPage
from comity.refusals import Conflict
from tests import make
from tests.public.test_pictures import picture_of

pytestmark = pytest.mark.django_db


def test_another_editor_publishes_what_one_wrote(client):
    writer, second = make.editor(), make.editor()
    note = make.news("Agreed in public", by=writer)
    publish_page(note, by=second, at=make.NOW)
    assert "Agreed in public" in client.get(note.url).content.decode()
    assert Entry.objects.get(act="page.published").by == second


def test_nobody_publishes_what_they_wrote_themselves():
    writer = make.editor()
    note = make.news(by=writer)
    with pytest.raises(WroteItThemselves, match="Ask another editor"):
        publish_page(note, by=writer, at=make.NOW)
    assert not NewsPage.objects.get().live


def test_who_changed_a_word_of_a_draft_is_one_of_its_writers():
    note, second = make.news(by=make.editor()), make.editor()
    note.title = "Another title"
    note.save_revision(user=second)
    with pytest.raises(WroteItThemselves):
        publish_page(note, by=second, at=make.NOW)


def test_who_wrote_an_earlier_published_version_may_publish_the_next():
    first, second = make.editor(), make.editor()
    note = make.news(by=first)
    publish_page(note, by=second, at=make.NOW)
    note = NewsPage.objects.get()
    note.title = "Corrected"
    note.save_revision(user=second)
    publish_page(note, by=first, at=make.NOW)
    assert NewsPage.objects.get().title == "Corrected"


def test_only_editors_publish_write_versions_and_take_back():
    note, stranger = make.news(), make.person()
    for act in (
        lambda: publish_page(note, by=stranger, at=make.NOW),
        lambda: take_back(note, by=stranger, at=make.NOW),
        lambda: write_version(note, "es", {}, by=stranger, at=make.NOW),
    ):
        with pytest.raises(NotAnEditorOfPages):
            act()


def test_what_is_published_already_is_not_published_again():
    note = make.news(live=True)
    with pytest.raises(NothingToPublish):
        publish_page(note, by=make.editor(), at=make.NOW)


def test_a_draft_with_a_script_is_not_published_whoever_wrote_it():
    note = make.news(by=make.editor())
    note.body = "<p onclick='x'>Words</p>"
    note.save_revision(user=make.editor(), clean=False)
    with pytest.raises(NotFitForAPage, match="onclick="):
        publish_page(note, by=make.editor(), at=make.NOW)
    assert not NewsPage.objects.get().live


@pytest.mark.parametrize("is_operator", [False, True])
def test_the_editor_of_wagtail_offers_nobody_to_publish(sign_in, is_operator):
    editor = make.editor()
    editor.is_superuser = is_operator
    editor.save()
    note = make.news(by=make.editor())
    data = {
        "title": "By force", "slug": note.slug, "body": '{"blocks": [], "entityMap": {}}',
        "pictures-TOTAL_FORMS": 0, "pictures-INITIAL_FORMS": 0, "action-publish": "1",
        "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
    }  # fmt: skip
    client = sign_in(editor)
    assert "action-publish" not in client.get(f"/desk/pages/{note.pk}/edit/").content.decode()
    client.post(f"/desk/pages/{note.pk}/edit/", data)
    assert not NewsPage.objects.get().live
    index = note.get_parent()
    data |= {"slug": "another"}
    client.post(f"/desk/pages/add/public/newspage/{index.pk}/", data)
    assert not NewsPage.objects.filter(live=True).exists()


def test_an_editor_takes_a_page_back_alone(client):
    note = make.news(live=True)
    take_back(note, by=make.editor(), at=make.NOW)
    assert client.get(note.url).status_code == 404
    assert Entry.objects.filter(act="page.taken_back").exists()


def test_a_version_is_a_draft_beside_its_original():
    note, editor = make.news("A note", live=True), make.editor()
    draft = write_version(note, "es", {"title": "Una nota"}, by=editor, at=make.NOW)
    assert (draft.language, draft.live, draft.title) == ("es", False, "Una nota")
    assert draft.translation_key == note.translation_key
    again = write_version(note, "es", {"title": "La nota"}, by=editor, at=make.NOW)
    assert (again.pk, again.title) == (draft.pk, "La nota")
    with pytest.raises(NotALanguageOfTheSite):
        write_version(note, "ht", {}, by=editor, at=make.NOW)


def unread(note, by):
    """The note with a picture and words of somebody, which nobody else has read yet."""
    draft = note.get_latest_revision_as_object()
    draft.title = "Unread"
    draft.pictures = [picture_of(draft)]
    draft.save_revision(user=by)
    return NewsPage.objects.get(pk=note.pk)


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("as_the_desk_gives_it", [False, True])
def test_who_wrote_what_is_unread_of_a_page_wrote_it_in_its_new_version(live, as_the_desk_gives_it):
    writer, translator = make.editor("A writer"), make.editor("A translator")
    note = unread(make.news(live=live), writer)
    source = note.get_latest_revision_as_object() if as_the_desk_gives_it else note
    draft = write_version(source, "es", {"title": "Una"}, by=translator, at=make.NOW)
    assert [one.text for one in draft.pictures.all()] == ["Delegates at a table"]
    assert writers_of(Page.objects.get(pk=draft.pk)) == [translator, writer]
    for one in (writer, translator):
        with pytest.raises(WroteItThemselves):
            publish_page(draft, by=one, at=make.NOW)
    publish_page(draft, by=make.editor(), at=make.NOW)
    version = NewsPage.objects.get(pk=draft.pk)
    assert (version.title, version.live, version.pictures.count()) == ("Una", True, 1)


def test_two_editors_publish_the_original_first_and_then_its_version():
    writer, translator = make.editor("A writer"), make.editor("A translator")
    note = unread(make.news(live=False), writer)
    draft = write_version(note, "es", {"title": "Una"}, by=translator, at=make.NOW)
    with pytest.raises(WroteItThemselves):
        publish_page(draft, by=writer, at=make.NOW)
    publish_page(note, by=translator, at=make.NOW)
    publish_page(draft, by=writer, at=make.NOW)
    assert NewsPage.objects.get(pk=draft.pk).live


def test_who_wrote_a_page_that_was_read_may_publish_the_version_of_another():
    writer, translator = make.editor(), make.editor()
    note = unread(make.news(), writer)
    publish_page(note, by=translator, at=make.NOW)
    note = NewsPage.objects.get(pk=note.pk)
    draft = write_version(note, "es", {"title": "Una"}, by=translator, at=make.NOW)
    publish_page(draft, by=writer, at=make.NOW)
    assert NewsPage.objects.get(pk=draft.pk).live


def test_a_version_that_is_there_takes_nothing_from_a_newer_draft_of_its_original():
    writer, translator = make.editor(), make.editor()
    note = make.news(live=True)
    write_version(note, "es", {"title": "Una"}, by=translator, at=make.NOW)
    note = unread(note, writer)
    draft = write_version(note, "es", {"title": "Otra"}, by=translator, at=make.NOW)
    assert not draft.pictures.exists()
    publish_page(draft, by=writer, at=make.NOW)


def test_the_press_list_is_told_once_when_a_note_is_first_published():
    make.press_reader("en@example.org")
    make.press_reader("es@example.org", language="es")
    make.press_reader("waits@example.org", confirmed_at=None)
    note = make.news("Told", by=make.editor())
    publish_page(note, by=make.editor(), at=make.NOW)
    note = NewsPage.objects.get()
    note.lead = "Corrected"
    note.save_revision(user=make.editor())
    publish_page(note, by=make.editor(), at=make.NOW)
    assert [mail.to for mail in Message.objects.all()] == [["en@example.org"]]
    assert note.url in Message.objects.get().text


def test_a_reader_of_two_lists_gets_one_mail():
    dialogue = make.plenary().dialogue
    make.press_reader("a@example.org")
    make.press_reader("a@example.org", dialogue=dialogue)
    make.press_reader("other@example.org", dialogue=make.plenary().dialogue)
    note = make.news(dialogue=dialogue, by=make.editor())
    publish_page(note, by=make.editor(), at=make.NOW)
    assert [mail.to for mail in Message.objects.all()] == [["a@example.org"]]


def test_the_first_pages_stay_as_their_editors_wrote_them():
    home = open_site()
    HomePage.objects.filter(pk=home.pk).update(lead="Ours")
    count = Page.objects.count()
    open_site()
    assert HomePage.objects.get(pk=home.pk).lead == "Ours"
    assert Page.objects.count() == count


@pytest.mark.parametrize("language", ["en", "pt"])
def test_an_editor_sees_a_draft_as_the_public_would(sign_in, language):
    note = make.news("Seen before it is out", language, by=make.editor())
    client = sign_in(make.editor())
    assert client.get(f"/desk/pages/{note.pk}/edit/").status_code == 200
    answer = client.get(f"/desk/pages/{note.pk}/view_draft/")
    assert answer.status_code == 200
    assert "Seen before it is out" in answer.content.decode()
    assert client.get(f"/desk/pages/add/public/newspage/{note.get_parent().pk}/").status_code == 200
    client.logout()
    assert client.get(note.url, follow=True).status_code == 404


def test_the_command_of_the_operator_names_and_ends_an_editor():
    person = make.person()
    call_command("let_edit", person.email)
    assert is_editor(type(person).objects.get(pk=person.pk))
    call_command("let_edit", person.email, "--stop")
    assert not is_editor(type(person).objects.get(pk=person.pk))
    with pytest.raises(CommandError, match="Invite them first"):
        call_command("let_edit", "nobody@example.org")


def test_who_writes_over_the_published_words_is_one_of_their_writers():
    """Wagtail's editor may keep a draft in the place of the newest revision, even a public one."""
    first, second = make.editor(), make.editor()
    note = make.news(by=first)
    publish_page(note, by=second, at=make.NOW)
    note = NewsPage.objects.get()
    note.title = "Unread"
    note.save_revision(user=first, overwrite_revision=note.latest_revision)
    with pytest.raises(WroteItThemselves):
        publish_page(note, by=first, at=make.NOW)
    assert NewsPage.objects.get().title == "A note"


def test_what_was_changed_after_it_was_read_is_not_published():
    writer, second = make.editor(), make.editor()
    note = make.news(by=writer)
    seen = stamp_of(note)
    note.title = "Other words"
    note.save_revision(user=writer, overwrite_revision=note.latest_revision)
    with pytest.raises(Conflict, match="changed after you opened it"):
        publish_page(NewsPage.objects.get(), by=second, at=make.NOW, seen=seen)
    publish_page(note, by=second, at=make.NOW, seen=stamp_of(NewsPage.objects.get()))


def test_no_page_appears_by_itself_at_an_hour():
    assert NewsPage.settings_panels == []
    assert settings.WAGTAIL_AUTOSAVE_INTERVAL == 0
