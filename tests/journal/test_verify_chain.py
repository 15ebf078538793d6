import journal.rules as rules
from journal.models import Entry


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
