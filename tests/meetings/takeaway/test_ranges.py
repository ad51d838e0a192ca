import pytest

from comity.meetings.takeaway.ranges import OutOfReach, asked_range, is_still


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=99-99", (99, 100)),
        ("bytes=90-1000", (90, 100)),
        ("bytes=-30", (70, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes = 5 - 6", (5, 7)),
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=20-10", None),
        ("bytes=0-9,20-29", None),
        ("items=0-9", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 50 + "-", None),
    ],
)
def test_a_range_is_read_as_the_norm_says(header, found):
    assert asked_range(header, 100) == found


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_that_is_not_there_is_out_of_reach(header):
    with pytest.raises(OutOfReach):
        asked_range(header, 100)


@pytest.mark.parametrize(
    ("if_range", "still"),
    [("", True), ('"a"', True), ('W/"a"', False), ('"b"', False),
     ("Mon, 02 Mar 2026 14:00:00 GMT", False)],
)  # fmt: skip
def test_a_part_is_sent_only_of_the_file_that_the_client_has(if_range, still):
    assert is_still(if_range, '"a"') is still
