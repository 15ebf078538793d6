"""A printed draw can be repeated for years: the arithmetic of the lots never changes."""

from common.lots import drawn, lot

POOL = [f"GZ-{number:03d}" for number in range(1, 8)]


def test_the_lot_is_the_hash_anybody_can_compute():
    # printf '8351:GZ-001' | sha256sum
    assert lot("8351", "GZ-001").startswith("e9d537d0ced0c59b")
    assert lot("8351", 7) == lot("8351", "7")


def test_the_same_seed_and_names_give_the_same_draw_in_any_order():
    assert (
        drawn("8351", POOL, 3) == drawn("8351", reversed(POOL), 3) == ["GZ-004", "GZ-002", "GZ-005"]
    )
    assert drawn("8351", [3, 1, 2], 2) == [int(name) for name in drawn("8351", ["1", "2", "3"], 2)]
