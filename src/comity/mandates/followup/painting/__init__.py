"""The forms a paper is painted in. Nothing is imported here: typesetting starts without Django."""
