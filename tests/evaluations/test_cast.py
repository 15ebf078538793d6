import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Ballot, Invitation, Panel, Round
from evaluations.rules.codes import code_digest, fresh_code, normal
from journal.models import Entry


def marks(unit, other_unit, word="满意"):
    return {unit.code: {"": word}, other_unit.code: {"": "基本满意"}}


def test_a_unit_that_is_not_on_the_paper_is_refused(opened, slips):
    with pytest.raises(Refused, match="不在评议范围内"):
        rules.cast(slips[0].code, marks={"U999": {"": "满意"}})
    assert Invitation.objects.unused().count() == 4


def test_an_option_that_does_not_exist_is_refused(opened, slips, unit):
    with pytest.raises(Refused, match="没有“很好”这一选项"):
        rules.cast(slips[0].code, marks={unit.code: {"": "很好"}})


def test_a_blank_is_an_abstention(opened, slips, unit):
    rules.cast(slips[0].code, marks={})
    assert json.loads(Ballot.objects.get().body)["marks"][unit.code] == {"": "弃权"}


def test_casting_leaves_no_entry_in_the_journal(opened, slips, unit, other_unit):
    before = Entry.objects.count()
    rules.cast(slips[0].code, marks=marks(unit, other_unit))
    assert Entry.objects.count() == before


def test_the_order_of_filling_does_not_show(opened, slips, unit, other_unit):
    rules.cast(slips[0].code, marks=marks(unit, other_unit))
    rules.cast(slips[1].code, marks=dict(reversed(marks(unit, other_unit).items())))
    assert Ballot.objects.values("body").distinct().count() == 1


def test_peers_never_see_their_own_unit_and_their_slips_fall_apart(
    frozen, unit, other_unit, office
):
    peer = frozen.sides.get(code="PEER")
    handed = rules.hand_out(
        frozen, peer, count=1, units=[unit, other_unit], spares_own=True, by=office
    )
    rules.open(frozen, by=office)
    slip = next(row for row in handed if row.excluded == str(unit))
    assert [u.code for u in rules.paper(slip.code).units] == [other_unit.code]
    with pytest.raises(Refused, match="不在评议范围内"):
        rules.cast(slip.code, marks={unit.code: {"": "满意"}})
    rules.cast(slip.code, marks={other_unit.code: {"": "满意"}})
    assert Ballot.objects.get().body == '{"marks":{"U038":{"":"满意"}}}'


def test_a_void_ballot_is_taken_in_silence_and_says_nothing(opened, slips, unit, other_unit):
    opened.plan["rules"]["ballot_void"] = ["all_full"]
    Round.objects.filter(pk=opened.pk).update(plan=opened.plan, plan_digest="other")
    both = {unit.code: {"": "满意"}, other_unit.code: {"": "满意"}}
    rules.cast(slips[0].code, marks=both)
    assert Ballot.objects.get().body == '{"void":"all_full"}'


def test_a_ballot_costs_three_statements_and_its_transaction(
    opened, slips, unit, other_unit, django_assert_num_queries
):
    rules.cast(slips[0].code, marks=marks(unit, other_unit))
    with django_assert_num_queries(5):
        rules.cast(slips[1].code, marks=marks(unit, other_unit))


def test_a_code_read_before_the_end_is_not_taken_after_it(opened, slips, unit, office):
    sheet = rules.paper(slips[0].code)
    rules.end(opened, by=office)
    with pytest.raises(Refused, match="无效或已使用"):
        rules.cast(sheet, marks={unit.code: {"": "满意"}})
    assert not Ballot.objects.exists()


def test_a_code_survives_small_letters_blanks_and_lookalikes():
    code = fresh_code()
    assert code_digest(code) == code_digest(code.lower().replace("-", " "))
    assert normal(code.replace("0", "O").replace("1", "I")) == normal(code)


@pytest.mark.parametrize("at", range(15))
def test_one_wrong_sign_is_caught(at):
    signs = list(normal(fresh_code()))
    signs[at] = "7" if signs[at] != "7" else "8"
    with pytest.raises(Refused, match="输错的字符"):
        normal("".join(signs))


def in_threads(deed, count):
    """Run the deed in so many threads at once; return how many were not refused."""
    ready = threading.Barrier(count)

    def one(_):
        ready.wait()
        try:
            deed()
        except Refused:
            return 0
        else:
            return 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return sum(pool.map(one, range(count)))


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_cast_one_code_at_once_one_succeeds(opened, slips, unit, other_unit):
    done = in_threads(lambda: rules.cast(slips[0].code, marks=marks(unit, other_unit)), 20)
    assert (done, Ballot.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_the_same_code_would_be_cast_twice(opened, slips, up):
    both_looked = threading.Barrier(2)

    def careless():
        found = Invitation.objects.get(digest=code_digest(slips[0].code))
        both_looked.wait()
        if found.state == Invitation.State.UNUSED:
            Invitation.objects.filter(pk=found.pk).update(state=Invitation.State.SPENT)
            Ballot.objects.create(round=opened, side=up, body="{}")

    assert in_threads(careless, 2) == 2
    assert Ballot.objects.count() == 2


TELLING = {
    "at",
    "time",
    "date",
    "user",
    "person",
    "by",
    "ip",
    "address",
    "agent",
    "session",
    "code",
}


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Ballot, Invitation])
def test_no_column_leads_to_a_person_a_moment_or_each_other(model):
    columns = {field.column for field in model._meta.concrete_fields}
    parts = {part for column in columns for part in column.split("_")}
    assert not parts & TELLING
    kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
    assert not kinds & {"DateTimeField", "DateField", "AutoField", "BigAutoField"}
    targets = {f.related_model.__name__ for f in model._meta.concrete_fields if f.related_model}
    assert targets <= {"Round", "Side", "Unit", "Panel"}
    assert "Panel" not in targets or model is Invitation


def test_a_kind_of_ballot_names_units_and_nobody():
    fields = Panel._meta.get_fields()
    leads = {f.related_model.__name__ for f in fields if f.related_model}
    assert leads == {"Invitation", "Round", "Side", "Unit"}


@pytest.mark.django_db
def test_the_box_on_sqlite_keeps_no_hidden_row_number():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has hidden row numbers")
    for table in ("evaluations_ballot", "evaluations_invitation"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
            assert cursor.fetchone()[0].endswith("WITHOUT ROWID")


def test_nobody_votes_before_the_round_opens(frozen, slips, unit):
    with pytest.raises(Refused, match="尚未开始"):
        rules.cast(slips[0].code, marks={unit.code: {"": "满意"}})
