import journal.rules as rules
from common.national import sm3
from journal.models import Entry
from journal.rules import chaining


def test_a_changed_entry_is_found_at_its_place(unit, office):
    for number in range(5):
        rules.write(unit, "更名", by=office, note=f"第{number}次")
    assert rules.chain() == 5
    assert rules.verify_chain() == []
    rules.lift_guard()
    Entry.objects.filter(seq=3).update(note="改过")
    assert rules.verify_chain() == [3]


def test_a_deleted_entry_is_found(unit, office):
    for _ in range(3):
        rules.write(unit, "更名", by=office)
    rules.chain()
    rules.lift_guard()
    Entry.objects.filter(seq=2).delete()
    assert rules.verify_chain() == [2]


def test_a_journal_goes_over_to_sm3_and_back_and_still_holds(unit, office, settings):
    for number, national in enumerate([False, True, True, False]):
        settings.JOURNAL_SM3 = national
        rules.write(unit, "更名", by=office, note=f"第{number}次")
        rules.mark_checkpoint()
    assert rules.verify_journal() == []
    points = rules.export_checkpoints()
    assert [point["algorithm"] for point in points] == ["sha256", "sm3", "sm3", "sha256"]
    outside = [{**point} for point in points]
    assert rules.verify_journal(outside) == []
    outside[1]["algorithm"] = "sha256"
    assert any("签名不对" in fault for fault in rules.verify_journal(outside))


def test_a_link_under_sm3_is_sm3_and_a_change_is_found_there_too(unit, office, settings):
    settings.JOURNAL_SM3 = True
    for number in range(5):
        rules.write(unit, "更名", by=office, note=f"第{number}次")
    rules.chain()
    first = Entry.objects.get(seq=1)
    said = chaining._said(1, chaining.GENESIS, [getattr(first, n) for n in chaining.CONTENT])
    assert first.digest == sm3(said).hex()
    rules.lift_guard()
    Entry.objects.filter(seq=3).update(note="改过")
    assert rules.verify_chain() == [3]


def test_a_checkpoint_made_before_algorithms_were_named_still_counts(unit, office):
    rules.write(unit, "更名", by=office)
    rules.mark_checkpoint()
    (point,) = rules.export_checkpoints()
    del point["algorithm"]
    assert rules.verify_journal([point]) == []
