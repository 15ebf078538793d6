import journal.rules as rules
from journal.models import Entry


def test_a_deed_to_many_rows_is_noted_once_a_row(unit, other_unit, office):
    rules.write_all([(unit, {"n": 1}), (other_unit, {"n": 2})], "核对", by=office)
    entry = Entry.objects.about(other_unit).get(verb="核对")
    assert (entry.actor_name, entry.title) == ("办公室周明", "区卫生健康局")
    assert entry.details == {"n": 2}
    assert rules.chain() and rules.verify_chain() == []
