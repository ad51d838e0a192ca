"""Word files with marked changes go out and come back with the same changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.clauses import Unreadable
from comity.clauses.tracked import (
    Amendment,
    Hand,
    Known,
    from_comparison,
    open_tracked,
    read_changes,
    write_tracked,
)
from tests.clauses.make_docx import repack
from tests.clauses.tracked import (
    AT,
    BELIZE,
    SIGNED,
    Clause,
    W,
    all_accepted,
    all_rejected,
    clauses,
    edited,
    found,
    known,
    paper,
    paragraph,
    put,
    read,
    replace_run,
    run,
    struck,
    written,
    xml,
)

ASK = "We ask all states to report every year on the return of children."
THANK = "We thank the Government of Honduras for its hospitality."
NOTE = "We note the report of the Secretariat on trafficking in persons."
DATA = "We agree to share data on flows through the focal points."
TEXT = clauses(ASK, THANK, NOTE, DATA)

VOCABULARY = [
    "we",
    "ask",
    "all",
    "states",
    "to",
    "report",
    "of",
    "data",
    ",",
    ";",
    "\n",
    "(",
    "“so”",
]
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=9)
WORDS = WORDS.map(" ".join).map(str.strip).filter(bool)


def printed(text: list[Clause]) -> list[str]:
    return [f"{one.number}\t{one.text}" if one.number else one.text for one in text]


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[list[Clause], list[Clause]]:
    first = [
        Clause(str(at), draw(st.sampled_from(["", f"{at}."])), draw(WORDS), depth=at % 3 + 1)
        for at in range(1, draw(st.integers(1, 7)))
    ]
    kept = [one for one in draw(st.permutations(first)) if draw(st.booleans())]
    kept = [replace(one, text=draw(WORDS)) if draw(st.booleans()) else one for one in kept]
    new = [Clause(str(at), "", draw(WORDS)) for at in range(50, 50 + draw(st.integers(0, 2)))]
    second = draw(st.permutations([*kept, *new]))
    renumbered = draw(st.booleans())
    return first, [
        replace(one, number=f"{at}.") if renumbered else one for at, one in enumerate(second, 2)
    ]


@given(two_versions())
def test_all_changes_accepted_give_the_second_version_and_all_rejected_the_first(texts):
    first, second = texts
    data = write_tracked(paper(from_comparison(first, second, BELIZE, "From %(number)s.")))
    assert all_accepted(data) == printed(second)
    assert all_rejected(data) == printed(first)


@st.composite
def amended(draw: st.DrawFn) -> tuple[list[Clause], list[Amendment]]:
    """What one party wants otherwise in some clauses of a text; what it adds speaks of else."""
    text = clauses(*draw(st.lists(WORDS, min_size=1, max_size=6)))
    wanted = []
    for one in text:
        kind = draw(st.sampled_from(["", "", "replace", "delete"]))
        if kind:
            words = f"{one.text} {draw(st.sampled_from(['urgently', 'in peace', 'today']))}"
            wanted.append(Amendment(kind, one.key, words if kind == "replace" else "", BELIZE))
        if kind != "delete" and draw(st.booleans()):
            new = draw(st.sampled_from(["Los ministros deciden.", "Las viceministras acuerdan."]))
            wanted.append(Amendment("insert", one.key, new, BELIZE))
    return text, wanted


@given(amended())
def test_what_was_written_into_a_file_is_read_out_of_it(case):
    text, wanted = case
    result = read(written(text, wanted), text)
    assert found(result) == [(one.kind, one.key, one.text) for one in wanted]
    assert not result.unplaced
    assert all(one.is_tracked and not one.has_changed for one in result.changes)
    assert all((one.author, one.at) == ("Belize", "2026-03-02T14:00:00") for one in result.changes)


def test_two_hundred_marked_changes_all_find_their_clause():
    text = clauses(
        *(f"Clause {at} asks for data on the matter numbered {at}." for at in range(240))
    )
    wanted = [
        Amendment("replace", one.key, one.text.replace("asks", "urges").replace("matter", "case"),
                  BELIZE)
        for one in text[:100]
    ]  # fmt: skip
    result = read(written(text, wanted), text)
    assert found(result) == [("replace", one.key, one.text) for one in wanted]
    assert result.marked == 400


def test_two_hands_in_one_clause_are_both_marked():
    guatemala = Hand("Guatemala", AT)
    data = written(
        TEXT,
        [
            Amendment("replace", "10", ASK.replace("ask", "urge"), BELIZE, "As in 2019."),
            Amendment("replace", "10", ASK.replace("every year", "twice a year"), guatemala),
            Amendment("replace", "10", ASK.replace("ask all", "invite some"), guatemala),
        ],
    )
    assert all_rejected(data) == printed(TEXT)
    both = ASK.replace("ask", "urge").replace("every year", "twice a year")
    assert all_accepted(data)[:2] == [f"1.\t{both}", f"\t{ASK.replace('ask all', 'invite some')}"]
    assert [(c.key, c.words, c.author) for c in read(data, TEXT).comments] == [
        ("10", "As in 2019.", "Belize")
    ]


def test_what_a_file_left_with_is_not_read_again():
    proposal = Amendment("replace", "10", ASK.replace("ask", "urge"), BELIZE)
    data = written(TEXT, [proposal, Amendment("insert", "40", "We meet again.", BELIZE)])
    data = edited(data, lambda root: replace_run(root, "hospitality", put("warm welcome")))

    def verdict(hand):
        return "reject" if hand.author == "Belize" else None

    result = read_changes(open_tracked(data, "t.docx", verdict), known(TEXT))
    assert [(one.kind, one.key, one.author) for one in result.changes] == [("replace", "20", "Ana")]


def test_on_a_comparison_of_revisions_changes_are_of_the_later_one():
    later = [replace(TEXT[0], text=ASK.replace("ask", "urge")), *TEXT[1:]]
    hand = Hand("Revision 2", AT)
    data = write_tracked(paper(from_comparison(TEXT, later, hand, "")))
    data = edited(data, lambda root: replace_run(root, " all states", put(" member states")))
    result = read_changes(
        open_tracked(data, "t.docx", lambda one: "accept" if one.author == "Revision 2" else None),
        known(later),
    )
    (change,) = result.changes
    assert change.before == later[0].text
    assert "urge member states" in change.after.replace("  ", " ")


# Odd files


def changed(words: str, source: str) -> bytes:
    return edited(written(TEXT), lambda root: replace_run(root, words, source))


H = "hospitality"
IN_STEPS = "".join(f'<w:r w:rsidR="00A{at}"><w:t>{c}</w:t></w:r>' for at, c in enumerate(H))
FIELD = (
    "<w:proofErr w:type='spellStart'/>"
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>hospitality</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SIGNS = "<w:r><w:noBreakHyphen/><w:br/><w:t>so</w:t></w:r>"
NESTED = {
    "replaced": (struck(H) + put("welcome"), "welcome"),
    "struck again by another": (
        f"<w:ins {SIGNED}>{run('warm ')}{struck('great ')}</w:ins>{run(H)}",
        "warm hospitality",
    ),
    "put into what is struck": (
        f"<w:del {SIGNED}><w:r><w:delText>{H}</w:delText></w:r>{put('x')}</w:del>{put('care')}",
        "care",
    ),
    "run by run": (IN_STEPS + put(" and care"), "hospitality and care"),
    "before a field": (put("kind ") + FIELD, "kind hospitality"),
    "in a link": (
        f"<w:hyperlink>{run(H)}</w:hyperlink><w:smartTag>{put(' again')}</w:smartTag>",
        "hospitality again",
    ),
    "in a content control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run(H)}{put('!')}</w:sdtContent></w:sdt>",
        "hospitality!",
    ),
    "signs": (f"{run(H)}<w:ins {SIGNED}>{SIGNS}</w:ins>", "hospitality-\nso"),
}


@pytest.mark.parametrize(("source", "after"), NESTED.values(), ids=NESTED)
def test_a_change_is_read_however_it_is_nested(source: str, after: str):
    result = read(changed(H, source), TEXT)
    assert found(result) == [("replace", "20", THANK.replace(H, after))]
    assert (result.changes[0].author, result.changes[0].is_tracked) == ("Ana", True)


def test_other_quotes_dashes_and_spaces_are_no_change():
    text = clauses('We "note" the co-operation of \u00abStates\u00bb - all of them.')
    data = written(text)
    data = edited(
        data,
        lambda root: _say(root, "We", "We “note” the co‑operation of “States” – all of\u00a0them."),
    )
    assert read(data, text).is_empty


def _say(root, words: str, instead: str) -> None:
    """Type over a paragraph without a mark."""
    node = paragraph(root, words)
    texts = [t for t in node.iter(f"{W}t") if words in (t.text or "")]
    texts[0].text = instead


def test_formatting_is_no_change():
    bold = f"<w:b/><w:rPrChange {SIGNED}><w:rPr/></w:rPrChange>"
    bold = f"<w:r><w:rPr>{bold}</w:rPr><w:t>hospitality</w:t></w:r>"
    assert read(changed("hospitality", bold), TEXT).is_empty


def test_two_clauses_joined_are_one_that_changed_and_one_that_went():
    def join(root):
        node = paragraph(root, "We thank")
        node.find(f"{W}pPr").append(xml(f"<w:rPr><w:del {SIGNED}/></w:rPr>"))

    result = read(edited(written(TEXT), join), TEXT)
    kinds = {(one.kind, one.key, one.way) for one in result.changes}
    assert kinds == {("replace", "20", "joined"), ("delete", "30", "joined")}
    kept = next(one for one in result.changes if one.kind == "replace")
    assert THANK in kept.after
    assert "We note the report" in kept.after


def test_a_clause_split_in_two_is_one_that_changed_and_a_new_one():
    def split(root):
        node = paragraph(root, "We ask")
        target = next(t for t in node.iter(f"{W}t") if "We ask" in t.text)
        first, second = target.text.split(" on the return")
        target.text = first
        node.find(f"{W}pPr").append(xml(f"<w:rPr><w:ins {SIGNED}/></w:rPr>"))
        node.addnext(xml(f"<w:p>{run('on the return' + second)}</w:p>"))

    result = read(edited(written(TEXT), split), TEXT)
    assert [(one.kind, one.key, one.after, one.way) for one in result.changes] == [
        ("replace", "10", "We ask all states to report every year", "split"),
        ("insert", "10", "on the return of children.", "split"),
    ]


@pytest.mark.parametrize("way", ["as Word moves", "as people move"])
def test_a_paragraph_that_moved_is_one_change(way: str):
    tags = ("moveFrom", "moveTo") if way == "as Word moves" else ("del", "ins")

    def move(root):
        node = paragraph(root, "We ask")
        words = "".join(t.text for t in node.iter(f"{W}t"))
        for child in list(node)[1:]:
            node.remove(child)
        for tag, where in zip(tags, (node, paragraph(root, "We note")), strict=True):
            letters = "delText" if tag == "del" else "t"
            new = xml(
                f"<w:p><w:pPr><w:rPr><w:{tag} {SIGNED}/></w:rPr></w:pPr>"
                f"<w:{tag} {SIGNED}><w:r><w:{letters}>1.</w:{letters}><w:tab/>"
                f"<w:{letters}>{words[2:]}</w:{letters}></w:r></w:{tag}></w:p>"
            )
            where.addnext(new)
        node.getparent().remove(node)

    result = read(edited(written(TEXT), move), TEXT)
    (change,) = result.changes
    assert (change.kind, change.key, change.goes_after, change.after) == ("move", "10", "30", ASK)


def test_a_new_paragraph_keeps_the_number_it_was_given():
    new = xml(
        f"<w:p><w:pPr><w:rPr><w:ins {SIGNED}/></w:rPr></w:pPr>"
        f"<w:ins {SIGNED}><w:r><w:t>2 bis.</w:t><w:tab/><w:t>We welcome it.</w:t></w:r></w:ins>"
        "</w:p>"
    )
    data = edited(written(TEXT), lambda root: paragraph(root, "We thank").addnext(new))
    assert found(read(data, TEXT)) == [("insert", "20", "2 bis. We welcome it.")]


def test_a_paragraph_typed_into_the_last_line_of_the_file_is_a_new_one():
    def type_there(root):
        last = list(root.iter(f"{W}p"))[-1]
        last.append(xml(put("We meet again.")))

    assert found(read(edited(written(TEXT), type_there), TEXT)) == [
        ("insert", "40", "We meet again.")
    ]


# Without a mark


def test_words_typed_straight_into_a_clause_are_found_by_comparing():
    data = edited(written(TEXT), lambda root: _say(root, "hospitality", "We thank Honduras."))
    (change,) = read(data, TEXT).changes
    assert (change.key, change.before, change.after) == ("20", THANK, "We thank Honduras.")
    assert not change.is_tracked


def test_a_clause_cut_out_and_one_typed_in_without_a_mark_are_found():
    def cut(root):
        paragraph(root, "We note").getparent().remove(paragraph(root, "We note"))
        paragraph(root, "We thank").addnext(xml(f"<w:p>{run('Los ministros deciden.')}</w:p>"))

    result = read(edited(written(TEXT), cut), TEXT)
    assert sorted(found(result)) == [
        ("delete", "30", ""), ("insert", "20", "Los ministros deciden."),
    ]  # fmt: skip
    assert not any(one.is_tracked for one in result.changes)


def test_a_clause_carried_elsewhere_without_a_mark_is_a_move():
    def carry(root):
        node = paragraph(root, "We ask")
        paragraph(root, "We note").addnext(node)

    (change,) = read(edited(written(TEXT), carry), TEXT).changes
    assert (change.kind, change.key, change.goes_after) == ("move", "10", "30")
    assert not change.is_tracked


def test_a_part_of_the_text_sent_back_strikes_nothing_out():
    def cut(root):
        for words in ("We thank", "We note", "We agree"):
            paragraph(root, words).getparent().remove(paragraph(root, words))

    result = read(edited(written(TEXT), cut), TEXT)
    assert not result.changes
    assert [(one.reason, one.before) for one in result.unplaced] == [("many_missing", "3")]


@pytest.mark.parametrize("mark", ["bookmarks", "bookmarks and properties"])
def test_clauses_are_found_without_their_bookmarks(mark: str):
    data = changed("hospitality", struck("hospitality") + put("welcome"))

    def strip(root):
        for node in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            node.getparent().remove(node)

    data = edited(data, strip)
    if mark != "bookmarks":
        data = repack(data, {"docProps/custom.xml": "<Properties/>"})
    result = read(data, TEXT)
    assert found(result) == [("replace", "20", THANK.replace("hospitality", "welcome"))]
    assert result.placed == 4


def test_a_clause_is_found_by_its_number_where_nothing_else_is_left():
    other = "We thank, with all our heart, our kind host for the hospitality shown to us."
    data = edited(written(TEXT), lambda root: _say(root, "We thank", other))

    def strip(root):
        for node in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            node.getparent().remove(node)

    assert found(read(edited(data, strip), TEXT)) == [("replace", "20", other)]


# Against a text that went on


def test_a_change_to_a_clause_that_has_changed_since_is_shown_against_what_it_was_written_for():
    data = changed("hospitality", struck("hospitality") + put("welcome"))
    now = [TEXT[0], replace(TEXT[1], text="We thank our host."), *TEXT[2:]]
    (change,) = read(data, now).changes
    assert (change.has_changed, change.before) == (True, THANK)
    assert change.after == THANK.replace("hospitality", "welcome")


def test_a_change_to_a_clause_that_is_gone_is_not_lost():
    data = changed("hospitality", struck("hospitality") + put("welcome"))
    (change,) = read(data, [TEXT[0], *TEXT[2:]]).changes
    assert (change.has_changed, change.key, change.before) == (True, "20", THANK)


def test_what_the_text_says_already_is_not_proposed_again():
    after = THANK.replace("hospitality", "welcome")
    data = changed("hospitality", struck("hospitality") + put("welcome"))
    result = read(data, [TEXT[0], replace(TEXT[1], text=after), *TEXT[2:]])
    assert not result.changes
    assert [one.reason for one in result.unplaced] == ["already"]


def test_clauses_that_were_added_since_are_not_struck_out():
    data = changed("hospitality", struck("hospitality") + put("welcome"))
    now = [*TEXT, Clause("90", "5.", "We meet again next year in Belize.")]
    assert found(read(data, now)) == [("replace", "20", THANK.replace("hospitality", "welcome"))]


# What has no clause


def test_changes_where_no_clause_stands_are_told_with_the_reason():
    table = xml(f"<w:tbl><w:tr><w:tc><w:p>{run('A row ')}{put('more')}</w:p></w:tc></w:tr></w:tbl>")
    box = xml(
        f"<w:r><w:pict><w:txbxContent><w:p>{put('In a box.')}</w:p></w:txbxContent></w:pict></w:r>"
    )

    def change(root):
        paragraph(root, "We agree").addnext(table)
        paragraph(root, "We note").append(box)

    data = edited(written(TEXT), change)
    data = edited(data, lambda root: root[0].append(xml(put("Draft"))), part="header1")
    reasons = {(one.reason, one.after) for one in read(data, TEXT).unplaced}
    assert ("table", "A row more") in reasons
    assert ("box", "In a box.") in reasons
    assert any(reason == "header" and words.endswith("Draft") for reason, words in reasons)


def test_a_changed_title_is_told_and_not_proposed():
    data = edited(written(TEXT), lambda root: replace_run(root, "declaration", put("great text")))
    result = read(data, TEXT)
    assert not result.changes
    assert [(one.reason, one.after) for one in result.unplaced] == [("outside", "A great text")]


def test_a_number_that_was_changed_is_told_and_not_proposed():
    def renumber(root):
        run_ = next(r for r in root.iter(f"{W}r") if "".join(r.itertext()) == "2.")
        run_.remove(run_[0])
        for node in list(xml(f"<w:p>{struck('2.')}{put('5.')}</w:p>")):
            run_.addprevious(node)

    result = read(edited(written(TEXT), renumber), TEXT)
    assert not result.changes
    assert [(one.reason, one.before, one.after) for one in result.unplaced] == [
        ("number", "2.", "5.")
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04" + b"x" * 200, "broken"),
        (b"%PDF-1.7 is no Word file", "not_what_it_says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not_what_it_says"),
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes, code: str):
    with pytest.raises(Unreadable) as refused:
        open_tracked(data, "text.docx")
    assert refused.value.code == code


def test_a_text_without_clauses_reads_nothing():
    assert read_changes(open_tracked(written(TEXT), "t.docx"), []).changes == ()
    assert not read(written([]), TEXT).changes
    assert isinstance(known(TEXT)[0], Known)
