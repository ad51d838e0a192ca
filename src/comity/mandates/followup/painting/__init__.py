"""The forms a paper is painted in."""
