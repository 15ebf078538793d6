"""The parts: what the template tags draw."""

from types import SimpleNamespace

from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from common import charts, colours


class Filters(forms.Form):
    q = forms.CharField(label="搜索", required=False)
    status = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("closed", "已销号")]
    )


def draw(source, path="/", **values):
    request = RequestFactory().get(path)
    return Template(source).render(Context({"request": request, **values}))


def test_what_is_filtered_stands_in_chips_that_take_it_back():
    form = Filters({"status": "closed", "q": ""})
    page = draw("{% filter_bar form %}", "/?status=closed&sort=due_on&after=x", form=form)
    assert "状态：已销号" in page
    assert 'href="?sort=due_on"' in page


def test_the_export_takes_exactly_the_same_conditions():
    page = draw(
        "{% filter_bar form export='/export/' %}", "/?status=closed&after=x", form=Filters()
    )
    assert 'href="/export/?status=closed"' in page


def test_a_heading_turns_the_order_round():
    assert 'href="?sort=-due_on"' in draw('{% th "时限" sort="due_on" %}', "/?sort=due_on")
    assert 'aria-sort="descending"' in draw('{% th "时限" sort="due_on" %}', "/?sort=-due_on")


def test_a_verb_is_drawn_only_when_it_is_granted():
    source = '{% verb "close" "销号" "/close/" %}'
    assert "销号" in draw(source, can={"close"})
    assert "销号" not in draw(source, can=set())


def test_a_status_is_always_a_word_and_never_only_a_colour():
    row = SimpleNamespace(status="overdue", get_status_display=lambda: "逾期")
    page = draw("{% status row %}", row=row)
    assert "逾期" in page
    assert f"state-{colours.tone('overdue')}" in page


def test_text_of_people_is_escaped_inside_a_panel():
    page = draw("{% panel title=word %}{{ word }}{% endpanel %}", word="<script>")
    assert "<script>" not in page


def test_a_funnel_says_the_share_of_its_first_step():
    rows = [{"label": "查摆", "value": 200}, {"label": "销号", "value": 50}]
    assert charts.funnel(rows, head=["环节", "件数"])["rows"][1]["text"] == "50（25%）"


def test_a_chart_carries_its_table_for_paper_and_readers():
    data = charts.heat(["教育局"], ["推诿"], {(0, 0): {"value": 3, "url": "/x"}}, corner="单位")
    page = draw('{% chart "map" data %}', data=data)
    assert '<a href="/x">3</a>' in page


class Found(forms.Form):
    kind = forms.ChoiceField(label="类型", choices=[("", "---------"), ("a", "机关")])


def test_nothing_chosen_yet_is_said_in_words_not_dashes():
    page = draw("{% fields form %}", form=Found())
    assert "请选择" in page
    assert "-----" not in page
