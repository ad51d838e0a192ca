"""Whatever is moved wherever: the agenda keeps its items, each once, and has three levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.meetings import tree
from comity.meetings.tree import DEEPEST, WAYS, IntoItself, TooDeep

KEYS = list(range(1, 9))

steps = st.tuples(st.just("step"), st.sampled_from(KEYS), st.sampled_from(WAYS))
drops = st.tuples(
    st.just("drop"),
    st.sampled_from(KEYS),
    st.sampled_from([None, *KEYS]),
    st.sampled_from([None, *KEYS]),
)
moves = st.lists(st.one_of(steps, drops), max_size=40)


def flat():
    return tree.tree_of((key, None) for key in KEYS)


def moved(before, move):
    try:
        if move[0] == "step":
            return tree.move(before, *move[1:])
        return tree.place(before, *move[1:])
    except (TooDeep, IntoItself):
        return before


def sound(one):
    lines = list(tree.walk(one))
    assert sorted(key for key, _parent, _level in lines) == KEYS
    assert all(level <= DEEPEST for _key, _parent, level in lines)
    assert sorted(key for parts in one.values() for key in parts) == KEYS
    return lines


@given(moves)
def test_any_moves_leave_the_same_items_each_once_without_a_circle_and_three_deep(moves):
    one = flat()
    for move in moves:
        one = moved(one, move)
        sound(one)


@given(moves, st.sampled_from(KEYS), st.sampled_from(WAYS))
def test_a_step_is_offered_where_it_changes_something(moves, key, way):
    one = flat()
    for move in moves:
        one = moved(one, move)
    changes = list(tree.walk(moved(one, ("step", key, way)))) != list(tree.walk(one))
    assert changes == (way in tree.steps(one)[key])


@given(moves, st.sampled_from(KEYS))
def test_a_step_back_undoes_a_step(moves, key):
    one = flat()
    for move in moves:
        one = moved(one, move)
    if "down" in tree.steps(one)[key]:
        there_and_back = tree.move(tree.move(one, key, "down"), key, "up")
        assert list(tree.walk(there_and_back)) == list(tree.walk(one))


@given(moves)
def test_the_reading_order_with_parents_is_the_whole_tree(moves):
    one = flat()
    for move in moves:
        one = moved(one, move)
    again = tree.tree_of((key, parent) for key, parent, _level in tree.walk(one))
    assert list(tree.walk(again)) == list(tree.walk(one))


#  1      2      5
#         3
#         4
TREE = {None: [1, 2, 5], 2: [3, 4]}


@pytest.mark.parametrize(
    ("key", "way", "order"),
    [
        (1, "up", "1 2(3 4) 5"),
        (1, "down", "2(3 4) 1 5"),
        (2, "up", "2(3 4) 1 5"),
        (5, "down", "1 2(3 4) 5"),
        (5, "in", "1 2(3 4 5)"),
        (1, "in", "1 2(3 4) 5"),
        (2, "in", "1(2(3 4)) 5"),
        (3, "out", "1 2(4) 3 5"),
        (4, "up", "1 2(4 3) 5"),
        (3, "up", "1 2(3 4) 5"),
        (4, "in", "1 2(3(4)) 5"),
        (5, "out", "1 2(3 4) 5"),
    ],
)
def test_a_step_takes_an_item_with_its_parts_one_place(key, way, order):
    assert drawn(tree.move(TREE, key, way)) == order


def drawn(one, of=None):
    return " ".join(f"{key}({drawn(one, key)})" if one.get(key) else f"{key}" for key in one[of])


def test_a_step_passes_over_what_is_not_shown():
    assert drawn(tree.move(TREE, 5, "up", shown={1, 5})) == "5 1 2(3 4)"
    assert drawn(tree.move(TREE, 1, "down", shown={1, 5})) == "2(3 4) 5 1"


@pytest.mark.parametrize(
    ("key", "parent", "refusal"),
    [(2, 3, IntoItself), (2, 2, IntoItself), (2, 6, TooDeep), (1, 7, TooDeep)],
)
def test_where_an_item_cannot_lie(key, parent, refusal):
    deep = {None: [1, 2, 5], 2: [3, 4], 5: [6], 6: [7]}
    with pytest.raises(refusal):
        tree.place(deep, key, parent)


def test_a_part_whose_item_is_not_shown_stands_by_itself():
    assert drawn(tree.tree_of([(1, None), (3, 2), (4, 3)])) == "1 3(4)"
