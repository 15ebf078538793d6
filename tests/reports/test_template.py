"""Own Word templates: fields that are known are filled, unknown ones are named and refused."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate, now

import reports.rules as rules
from common.refusal import Refused
from evaluations.models import Round, Scheme
from reports.drafts.ranks import RANKING_NAMES, ranking_phrases
from reports.figures import Facts, every_value
from reports.models import Template
from tests import builders


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def blank(*lines, table=()):
    """A small .docx; a line given as a tuple is cut into runs the way Word cuts them."""
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for run in line if isinstance(line, tuple) else (line,):
            paragraph.add_run(run)
    for text in table:
        document.add_table(1, 1).cell(0, 0).text = text
    document.sections[0].header.paragraphs[0].text = "{发文机关}文件"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def upload(content, name="模板.docx"):
    return SimpleUploadedFile(name, content)


def keep(campaign, office, content, kind=""):
    return rules.keep_template(
        campaign, name="区委办红头", kind=kind, file=upload(content), by=office
    )


def read(content):
    document = docx.Document(io.BytesIO(content))
    texts = [one.text for one in document.paragraphs]
    texts += [cell.text for table in document.tables for cell in table._cells]
    return "\n".join([*texts, document.sections[0].header.paragraphs[0].text])


def test_a_paper_is_written_into_the_own_template(campaign, unit, office, sign_in, today):
    builders.make_ledger_issue(campaign, unit)
    content = blank(("台账", "{台账", "问题}", "件"), "{正文}", table=["{整改率}%"])
    row = keep(campaign, office, content)
    paper = rules.compose(campaign, kind="progress", by=office, today=today)
    client = sign_in(office)
    page = client.get(paper.get_absolute_url()).content.decode()
    address = reverse("reports:filled", args=[paper.pk, row.pk])
    assert address in page
    told = read(client.get(address).content)
    assert "台账1件" in told
    assert "一、总体进展\n" in told
    assert "0.0%" in told
    assert f"{campaign.office_name}文件" in told
    assert "{" not in told


def test_unknown_fields_are_refused_by_name(campaign, office):
    content = blank("{台账问题}", "{台帐问题数}", "{批示情况}")
    with pytest.raises(Refused, match=r"\{台帐问题数\}、\{批示情况\}没有对应的内容"):
        keep(campaign, office, content)
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a word file", "不是Word文档"),
        (b"PK\x03\x04 broken", "不是Word文档"),
        (b"x" * (5 * 1024 * 1024 + 1), "超过5兆"),
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence(campaign, office, content, said):
    with pytest.raises(Refused, match=said):
        keep(campaign, office, content)


def test_a_template_without_fields_or_twice_the_same_is_refused(campaign, office):
    document = io.BytesIO()
    docx.Document().save(document)
    with pytest.raises(Refused, match="没有字段"):
        keep(campaign, office, document.getvalue())
    content = blank("{标题}")
    keep(campaign, office, content)
    with pytest.raises(Refused, match="已经收过"):
        keep(campaign, office, content)


def test_a_number_the_frozen_paper_never_held_is_named(campaign, office, leader, sign_in, today):
    paper = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(paper, by=leader, today=today)
    paper.figures.filter(label="走访").delete()
    row = keep(campaign, office, blank("走访{走访}次"))
    answer = sign_in(office).get(reverse("reports:filled", args=[paper.pk, row.pk]), follow=True)
    assert "要的{走访}这份文稿里没有" in answer.content.decode()


def test_the_page_takes_a_template_and_ends_it(campaign, office, sign_in):
    client = sign_in(office)
    given = {"name": "红头", "kind": "progress", "file": upload(blank("{不认识}"))}
    page = client.post(reverse("reports:templates"), given).content.decode()
    assert "{不认识}没有对应的内容" in page
    assert 'value="红头"' in page
    client.post(reverse("reports:templates"), {**given, "file": upload(blank("{标题}"))})
    row = Template.objects.get()
    assert client.get(reverse("reports:template_file", args=[row.pk])).status_code == 200
    client.post(reverse("reports:drop_template", args=[row.pk]))
    row.refresh_from_db()
    assert not row.is_enabled
    with pytest.raises(Refused, match="已经停用"):
        rules.drop_template(row, by=office)


def test_a_stranger_neither_keeps_nor_ends_a_template(campaign, office, stranger, sign_in):
    row = keep(campaign, office, blank("{标题}"))
    with pytest.raises(Refused):
        keep(campaign, stranger, blank("{主送}"))
    with pytest.raises(Refused):
        rules.drop_template(row, by=stranger)
    client = sign_in(stranger)
    assert client.get(reverse("reports:templates")).status_code == 404
    assert client.get(reverse("reports:template_file", args=[row.pk])).status_code == 404
    assert client.post(reverse("reports:drop_template", args=[row.pk])).status_code == 404


def test_the_names_about_a_round_are_those_that_a_paper_says(ranked_round):
    numbers = every_value(Facts(ranked_round.campaign, localdate()))
    assert {one.label for one in ranking_phrases(ranked_round, numbers)} == set(RANKING_NAMES)


@pytest.fixture
def ranked_round(campaign):
    scheme = Scheme.objects.create(code="t", name="测试办法", content={})
    return Round.objects.create(
        campaign=campaign, scheme=scheme, name="三评议", status="approved", tallied_at=now()
    )
