"""The agenda as a tree, and what a move makes of it. Pure: keys in, keys out.

A tree is each parent's parts in their order; ``None`` is the agenda itself. Every function gives
a new tree with the same keys, each once, and no item within itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

DEEPEST = 3
"""Levels: items, their parts, and the parts of those."""

Way = Literal["up", "down", "in", "out"]
WAYS: tuple[Way, ...] = ("up", "down", "in", "out")

Tree = dict[int | None, list[int]]
Line = tuple[int, int | None, int]
"""Key, parent, level."""


class TooDeep(Exception):
    """The item, or what is part of it, would lie below the third level."""


class IntoItself(Exception):
    """An item cannot become a part of itself, nor of what is part of it."""


def tree_of(rows: Iterable[tuple[int, int | None]]) -> Tree:
    """From (key, parent) in reading order. A part whose parent is not there stands by itself."""
    pairs = list(rows)
    known = {key for key, _parent in pairs}
    tree: Tree = {None: []}
    for key, parent in pairs:
        tree.setdefault(parent if parent in known else None, []).append(key)
    return tree


def walk(tree: Tree, of: int | None = None, level: int = 1) -> Iterator[Line]:
    """As the agenda is read: an item, then its parts."""
    for key in tree.get(of, ()):
        yield key, of, level
        yield from walk(tree, key, level + 1)


def parent_of(tree: Tree, key: int) -> int | None:
    return next(parent for parent, parts in tree.items() if key in parts)


def level_of(tree: Tree, key: int | None) -> int:
    """1 for an item of the agenda itself; 0 for the agenda."""
    level = 0
    while key is not None:
        key, level = parent_of(tree, key), level + 1
    return level


def below(tree: Tree, key: int) -> list[int]:
    """The parts of an item and theirs, in reading order."""
    return [one for one, _parent, _level in walk(tree, key)]


def place(tree: Tree, key: int, parent: int | None, before: int | None = None) -> Tree:
    """Make ``key``, with its parts, a part of ``parent``: before another part of it, else last.
    Before itself it stays.

    Raises:
        IntoItself, TooDeep.
    """
    if key == before:
        return tree
    if parent is not None and (parent == key or parent in below(tree, key)):
        raise IntoItself
    height = max((level for _key, _parent, level in walk(tree, key)), default=0)
    if level_of(tree, parent) + 1 + height > DEEPEST:
        raise TooDeep
    moved = {of: [one for one in parts if one != key] for of, parts in tree.items()}
    parts = moved.setdefault(parent, [])
    parts.insert(parts.index(before) if before in parts else len(parts), key)
    return moved


def move(tree: Tree, key: int, way: Way, shown: Collection[int] | None = None) -> Tree:
    """One step up or down among its neighbours, into the one above, or out behind its parent.

    Where there is nothing in that direction the item stays. Neighbours are those ``shown`` (all,
    unless said), so that a step is a step to the person who takes it.

    Raises:
        TooDeep.
    """
    parent = parent_of(tree, key)
    parts = [one for one in tree[parent] if one == key or shown is None or one in shown]
    here = parts.index(key)
    if way == "out":
        return tree if parent is None else _behind(tree, key, parent)
    if way == "down":
        return _behind(tree, key, parts[here + 1]) if here + 1 < len(parts) else tree
    if here == 0:
        return tree
    if way == "up":
        return place(tree, key, parent, before=parts[here - 1])
    return place(tree, key, parts[here - 1])


def _behind(tree: Tree, key: int, other: int) -> Tree:
    parent = parent_of(tree, other)
    parts = [one for one in tree[parent] if one != key]
    following = parts[parts.index(other) + 1 :]
    return place(tree, key, parent, before=following[0] if following else None)


def steps(tree: Tree) -> dict[int, list[Way]]:
    """The steps that change something, for each item: a button that does nothing is not shown."""
    found: dict[int, list[Way]] = {}
    for key, parent, level in walk(tree):
        parts = tree[parent]
        height = max((below for _key, _parent, below in walk(tree, key)), default=0)
        can = {
            "up": key != parts[0],
            "down": key != parts[-1],
            "in": key != parts[0] and level + 1 + height <= DEEPEST,
            "out": parent is not None,
        }
        found[key] = [way for way in WAYS if can[way]]
    return found
