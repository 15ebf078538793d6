"""The command that tries a workbook: sample 7 to the last fraction, and refusals in sentences."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

SAMPLES = Path(__file__).parents[1] / "samples"
NAME = "7-三评议纸质票录入（2026年上半年）"


def differences(found, wanted, where=""):
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            if key not in found:
                yield f"{where}/{key} is missing"
            else:
                yield from differences(found[key], value, f"{where}/{key}")
    elif isinstance(wanted, list):
        if len(found) != len(wanted):
            yield f"{where}: {len(found)} rows, not {len(wanted)}"
        for at, (one, other) in enumerate(zip(found, wanted, strict=False)):
            yield from differences(one, other, f"{where}/{at}")
    elif found != wanted:
        yield f"{where}: {found!r}, not {wanted!r}"


@pytest.mark.django_db
def test_sample_seven_gives_exactly_its_expected_scores_and_ranks(capsys):
    call_command("score", str(SAMPLES / f"{NAME}.xlsx"), "--json")
    found = json.loads(capsys.readouterr().out)
    wanted = json.loads((SAMPLES / "expected" / f"{NAME}.json").read_text("utf-8"))
    assert list(differences(found, wanted)) == []


@pytest.mark.django_db
def test_every_standing_explains_itself_down_to_the_ticks(capsys):
    call_command("score", str(SAMPLES / f"{NAME}.xlsx"), "--json")
    first = json.loads(capsys.readouterr().out)["cohorts"][0]["units"][0]
    assert first["steps"][0].startswith("上级领导评：满意18票×100＋基本满意5票×80")
    assert any("满意率（不加权" in step for step in first["steps"])
    assert "列第1名，与另外1个并列" in " ".join(first["steps"])


@pytest.mark.django_db
def test_a_scheme_whose_weights_do_not_total_100_is_refused(tmp_path):
    sides = [
        {"code": "UP", "name": "上级", "weight": 30},
        {"code": "SERV", "name": "群众", "weight": 60},
    ]
    path = tmp_path / "方案.json"
    path.write_text(json.dumps({"schemes": [{"name": "试", "dimensions": sides}]}), "utf-8")
    with pytest.raises(CommandError, match="权重合计为90，应为100"):
        call_command("score", str(SAMPLES / f"{NAME}.xlsx"), "--scheme", str(path))


@pytest.mark.django_db
def test_an_unknown_scheme_is_answered_with_the_known_ones():
    with pytest.raises(CommandError, match="sanping_30_20_50"):
        call_command("score", str(SAMPLES / f"{NAME}.xlsx"), "--scheme", "没有的办法")


@pytest.mark.django_db
def test_a_workbook_without_counts_is_refused():
    with pytest.raises(CommandError, match="没有找到计票表"):
        call_command("score", str(SAMPLES / "6-领导干部和工作人员花名册.xlsx"))
