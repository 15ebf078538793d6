import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Scheme


@pytest.mark.django_db
def test_the_eleven_schemes_are_installed_once():
    Scheme.objects.all().delete()
    assert rules.install_schemes() == 11
    assert rules.install_schemes() == 0
    for scheme in Scheme.objects.all():
        assert rules.read_plan(scheme.content).schemes


def test_a_scheme_that_the_office_changed_stays(schemes, office):
    content = {"schemes": [{"name": "自定", "dimensions": [{"name": "群众", "weight": 100}]}]}
    rules.keep_scheme(code="single_106", name="自定", content=content, by=office)
    rules.install_schemes()
    assert Scheme.objects.get(code="single_106").name == "自定"


def test_a_scheme_that_cannot_be_counted_is_refused(schemes, office):
    content = {"schemes": [{"name": "错", "dimensions": [{"name": "群众", "weight": 90}]}]}
    with pytest.raises(Refused, match="权重合计为90，应为100"):
        rules.keep_scheme(code="x", name="错", content=content, by=office)


def test_a_stranger_cannot_keep_a_scheme(schemes, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.keep_scheme(code="x", name="假", content={}, by=stranger)
