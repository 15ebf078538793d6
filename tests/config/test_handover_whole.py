"""No table and no row of a campaign is forgotten when it is handed over."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.timezone import localdate

from campaigns.models import Campaign
from config import handover
from config.demo import district
from config.handover.tables import LEFT_OUT, OF_CAMPAIGN, STAYS, WHOLE, rows_of, tables
from roster.models import User
from tests.config.test_handover import empty_the_house

JOINING = {"issues.Likeness"}  # of issues in two campaigns; it goes along with neither


def own_models():
    """Every table of our own apps."""
    root = Path(settings.BASE_DIR)
    ours = [one for one in apps.get_app_configs() if Path(one.path).parent == root]
    return {model._meta.label for one in ours for model in one.get_models()}


def test_every_table_is_packed_or_named_with_the_reason_why_it_stays(campaign):
    packed = {label for label, _ in tables(campaign)}
    forgotten = own_models() - packed - LEFT_OUT.keys() - STAYS.keys()
    assert forgotten == set()
    assert not packed & (LEFT_OUT.keys() | STAYS.keys())
    assert own_models() >= LEFT_OUT.keys() | STAYS.keys()


@pytest.mark.slow
def test_every_row_of_the_demo_goes_along_and_comes_back(db, tmp_path):
    """004-47: loading compares rows and digests table by table."""
    district.make("small", seed=3, today=localdate(), say=lambda _: None)
    assert stray_rows() == {}
    office = User.objects.get(username="office")
    campaign = Campaign.objects.filter(circulars__isnull=False).first()
    before = {label: rows.count() for label, rows in tables(campaign)}
    path = tmp_path / "demo.zip"
    with path.open("wb") as file:
        handover.pack(campaign, file, by=office, today=localdate())
    assert handover.verify(path)[1] == []
    for label in LEFT_OUT:
        rows = apps.get_model(label)._base_manager.all()
        rows._raw_delete(rows.db)
    empty_the_house(campaign)
    again = handover.load(path)
    assert {label: rows.count() for label, rows in tables(again)} == before
    assert len([label for label, count in before.items() if count]) > 60


def stray_rows():
    """Rows of business tables that lead to no campaign and would be left behind unseen."""
    models = [model for app in OF_CAMPAIGN for model in apps.get_app_config(app).get_models()]
    told = [one for one in models if one._meta.label not in {*LEFT_OUT, *WHOLE, *JOINING}]
    campaigns = list(Campaign.objects.all())
    counts = {
        one._meta.label: (
            one._base_manager.count(),
            sum(rows_of(one, c).count() for c in campaigns),
        )
        for one in told
    }
    return {label: pair for label, pair in counts.items() if pair[0] != pair[1]}
