"""The five labels and their order."""

import itertools

import pytest

from comity.tlp import WATCHED, Label, narrowest


def test_the_labels_run_from_everyone_to_the_named():
    assert [label.words for label in Label] == [
        "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED",
    ]  # fmt: skip
    for wide, narrow in itertools.pairwise(Label):
        assert narrow.is_narrower_than(wide)
        assert not wide.is_narrower_than(narrow)


def test_a_copy_of_several_carries_the_narrowest():
    assert narrowest(Label.GREEN, Label.STRICT, Label.CLEAR) is Label.STRICT


@pytest.mark.parametrize("words", ["TLP:AMBER+STRICT", "amber+strict", " tlp:amber+strict "])
def test_a_label_is_read_in_any_case(words):
    assert Label.read(words) is Label.STRICT


@pytest.mark.parametrize("words", ["WHITE", "TLP: RED", "", "AMBER STRICT"])
def test_what_is_no_label_of_the_standard_is_refused(words):
    with pytest.raises(ValueError, match="Write one of TLP:CLEAR"):
        Label.read(words)


def test_the_two_narrowest_are_watched():
    assert {Label.STRICT, Label.RED} == WATCHED
