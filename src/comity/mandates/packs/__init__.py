"""Packs: one Word or Excel file with everything a party owes, filled without a connection.

``asked`` is what a pack holds, as values; ``excel`` and ``word`` write it, ``from_excel`` and
``from_word`` find its cells again in a file that a person filled, and ``reading`` says what was
filled and what is wrong. None of these asks the database; ``services.packs`` does.
"""
