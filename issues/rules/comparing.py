"""Looking for texts that were copied; the machine suggests, a person decides and is remembered."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from issues import policy, screening
from issues.models import Issue, Likeness, Measure
from issues.words import Part, Reach, Sameness
from roster.models import User

BATCH = 1000
CLOSEST = 3
NOTED = "雷同比对"
Key = tuple[int, int, str]


def find_copies(campaign: Campaign) -> int:
    """雷同比对: compare all lists of the campaign with one another and with earlier years.

    Pairs a person has judged stay as they are; unjudged ones that no longer read alike go.
    Return how many pairs stand.
    """
    issues = {issue.pk: issue for issue in _compared(campaign)}
    found: dict[Key, Likeness] = {}
    for part, texts in ((Part.TEXT, _texts(issues)), (Part.MEASURE, _measures(issues))):
        for pair in _closest(screening.near_copies(texts)):
            row = _likeness(campaign, issues, pair, part)
            if row is not None:
                found[row.first_id, row.second_id, part] = row
    return _keep(campaign, found)


def _compared(campaign: Campaign) -> Iterator[Issue]:
    """The issues of this campaign and of those that began before it, the words included."""
    rows = Issue.objects.standing().filter(campaign__starts_on__lte=campaign.starts_on)
    wanted = ("campaign", "unit", "issue_list", "text", "example")
    return rows.exclude(text="").only(*wanted).order_by("pk").iterator(chunk_size=2000)


def _texts(issues: dict[int, Issue]) -> Iterator[screening.Text]:
    for pk, issue in issues.items():
        yield screening.Text(str(pk), f"{issue.text}。{issue.example}", str(issue.unit_id))


def _measures(issues: dict[int, Issue]) -> Iterator[screening.Text]:
    said: dict[int, list[str]] = {}
    rows = Measure.objects.filter(issue__campaign__in={row.campaign_id for row in issues.values()})
    for pk, text in rows.order_by("issue", "number").values_list("issue", "text").iterator():
        said.setdefault(pk, []).append(text)
    for pk, texts in said.items():
        if pk in issues:
            yield screening.Text(str(pk), "；".join(texts), str(issues[pk].unit_id))


def _closest(pairs: Iterable[screening.Pair]) -> Iterator[screening.Pair]:
    """Of a text that everybody copied a few pairs are enough: the closest ones come first."""
    met: Counter[str] = Counter()
    for pair in pairs:
        if min(met[pair.a], met[pair.b]) < CLOSEST:
            met.update((pair.a, pair.b))
            yield pair


def _likeness(
    campaign: Campaign, issues: dict[int, Issue], pair: screening.Pair, part: str
) -> Likeness | None:
    first, second = (issues[pk] for pk in sorted((int(pair.a), int(pair.b))))
    if campaign.pk not in {first.campaign_id, second.campaign_id}:
        return None
    return Likeness(
        campaign=campaign,
        first=first,
        second=second,
        part=part,
        reach=_reach(first, second),
        similarity=round(100 * pair.similarity),
    )


def _reach(first: Issue, second: Issue) -> str:
    if first.campaign_id != second.campaign_id:
        return Reach.YEARS
    if first.unit_id != second.unit_id:
        return Reach.UNITS
    same_list = first.issue_list_id and first.issue_list_id == second.issue_list_id
    return Reach.OWN if same_list else Reach.CADRES


@transaction.atomic
def _keep(campaign: Campaign, found: dict[Key, Likeness]) -> int:
    """Store the new pairs and drop the unjudged ones that are none any more."""
    rows = Likeness.objects.of(campaign)
    kept: set[Key] = set()
    gone: list[int] = []
    for pk, first, second, part, verdict in rows.values_list(
        "pk", "first", "second", "part", "verdict"
    ):
        key = (first, second, part)
        if key in found or verdict != Sameness.WAITING:
            kept.add(key)
        else:
            gone.append(pk)
    for at in range(0, len(gone), BATCH):
        rows.filter(pk__in=gone[at : at + BATCH]).delete()
    new = [row for key, row in found.items() if key not in kept]
    Likeness.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    if new or gone:
        said = f"新增{len(new)}对，消除{len(gone)}对，现有{rows.count()}对疑似雷同。"
        journal.write(campaign, NOTED, by=None, note=said)
    return rows.count()


@transaction.atomic
def judge_copy(row: Likeness, *, by: User, verdict: str, note: str = "") -> None:
    """判定雷同: a person says whether one text was copied; it may be judged anew later."""
    policy.require_judge(by, row)
    if verdict not in {Sameness.COPIED, Sameness.DIFFERENT}:
        raise Refused("请选择“雷同”或“不是雷同”。")
    stamps = {"verdict": verdict, "note": note, "by": by, "judged_at": now()}
    Likeness.objects.filter(pk=row.pk).update(**stamps)
    journal.write(row.second, "判定雷同", by=by, note=f"{row}：{Sameness(verdict).label}。{note}")
