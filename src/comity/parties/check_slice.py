#!/usr/bin/env python3
"""Check a party's slice of the ledger. Needs Python 3 and nothing else.

    python3 check.py slice.jsonl [HEAD]

Every line is one entry: its own ones with nonce and statement, those of others with the
digest alone. For each entry

    digest = sha256(nonce + statement as JSON: keys sorted, no spaces, UTF-8)
    hash   = sha256(hash of the entry before + digest)

and the first follows sixty-four zeros. HEAD is a hash that was published on some day: the
script says at which entry the slice passes through it.
"""

import hashlib
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check(lines, head=None):
    """Say the first thing that is wrong, or what holds: a sentence that begins with WRONG or OK."""
    before, number, own, passed = "0" * 64, 0, 0, 0
    for line in lines:
        number += 1
        try:
            entry = json.loads(line)
            wrong = fault(entry, number, before)
        except (ValueError, LookupError, TypeError):
            return "WRONG: entry %d cannot be read." % number
        if wrong:
            return "WRONG: " + wrong
        before = entry["hash"]
        own += "statement" in entry
        if before == head:
            passed = number
    if head and not passed:
        return "WRONG: the published head %s is not in this ledger." % head
    where = " It passes through the published head at entry %d." % passed if head else ""
    return "OK: %d entries hold, %d of them shown whole.%s Last hash: %s" % (
        number,
        own,
        where,
        before,
    )


def fault(entry, number, before):
    """What is wrong with one entry, or nothing."""
    if entry["number"] != number:
        return "entry %d is missing." % number
    if "statement" in entry:
        words = json.dumps(
            entry["statement"], sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        if sha256(entry["nonce"] + words) != entry["digest"]:
            return "the statement of entry %d was changed." % number
    if sha256(before + entry["digest"]) != entry["hash"]:
        return "entry %d does not follow from the one before it." % number
    return ""


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as file:
        answer = check(file, *sys.argv[2:])
    print(answer)
    sys.exit(0 if answer.startswith("OK") else 1)
