"""计票记录: what was handed out, came back and was void, and who stands for the count."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate, localtime

from common.papers import Paper, written_date
from evaluations.models import Round, Signature
from evaluations.rules.validity import Account

HEAD = ("评议方", "发出", "收回", "整票无效", "有效", "行作废", "未用", "作废码")
WIDTHS = (2.6, 1.2, 1.2, 1.9, 1.2, 1.5, 1.2, 1.5)
SIGNING = 11  # millimetres to sign in
SIGNERS = ("监票人", "身份", "签名", "日期")


def record_paper(
    round_: Round, rows: Sequence[Account], signed: Sequence[Signature], needed: int
) -> bytes:
    """The record as it is signed and filed."""
    paper = Paper(f"{round_}计票记录")
    paper.title(f"{round_}计票记录")
    paper.text(_opening(round_))
    paper.first(1, "票数清点")
    paper.table(HEAD, [*map(_line, rows), _sums(rows)], WIDTHS, (0,))
    paper.text(_balance(rows))
    paper.first(2, "无效票")
    paper.text(_void(rows))
    paper.first(3, "核对摘要")
    paper.text("下列摘要（SHA-256）由系统在冻结、封存和计票时算出；改动一处，重算即不相同。")
    paper.table(("内容", "摘要"), _digests(round_), (1.2, 8.8))
    paper.first(4, "签名")
    paper.text(f"本记录须有{needed}名以上监票人签名，签名只对上列结果摘要有效。")
    paper.table(SIGNERS, _signers(signed, needed), (1.6, 2.6, 2.6, 3.4), least=SIGNING)
    paper.signature(round_.campaign.office_name, _day(round_))
    return paper.content()


def _day(round_: Round) -> date:
    return localtime(round_.tallied_at).date() if round_.tallied_at else localdate()


def _opening(round_: Round) -> str:
    when = f"于{written_date(_day(round_))}计票" if round_.tallied_at else "尚未计票"
    people = "、".join(str(one) for one in (round_.sealed_first_by, round_.sealed_second_by) if one)
    sealed = f"选票由{people}共同封存。" if people else ""
    return f"{round_}按《{round_.scheme}》进行，{when}，由系统按冻结的办法自动计算。{sealed}"


def _line(row: Account) -> list[str]:
    figures = (row.issued, row.returned, row.void, row.valid, row.rows_void)
    return [str(row.side), *map(str, (*figures, row.unused, row.withdrawn))]


def _balance(rows: Sequence[Account]) -> str:
    uneven = [str(row.side) for row in rows if not row.balances]
    if uneven:
        return f"{'、'.join(uneven)}的发出数与收回、未用、作废之和不符，须由监票人查明。"
    return "发出数等于收回数、未用数与作废码数之和，账实相符。"


def _void(rows: Sequence[Account]) -> str:
    said = [f"{row.side}：{row.reasons_said}。" for row in rows if row.reasons]
    said += [f"{row.side}：{text}。" for row in rows for text in row.sessions]
    return "\n".join(said) or "没有整票或整场无效的情况。"


def _sums(rows: Sequence[Account]) -> list[str]:
    lines = [list(map(int, _line(row)[1:])) for row in rows]
    return ["合计", *(str(sum(column)) for column in zip(*lines, strict=True))]


def _digests(round_: Round) -> list[list[str]]:
    named = {
        "办法": round_.plan_digest,
        "测评码": round_.codes_digest,
        "选票": round_.leaves_digest,
        "结果": round_.result_digest,
    }
    return [[name, _grouped(digest)] for name, digest in named.items() if digest]


def _grouped(digest: str) -> str:
    """Eight signs at a time, two lines of four groups, so that people can compare them."""
    groups = [digest[place : place + 8] for place in range(0, len(digest), 8)]
    return "\n".join(" ".join(groups[place : place + 4]) for place in range(0, len(groups), 4))


def _signers(signed: Sequence[Signature], needed: int) -> list[list[str]]:
    lines = [
        [
            one.name,
            one.identity,
            "已在系统签名" if one.signer_id else "",
            written_date(localtime(one.signed_at).date()),
        ]
        for one in signed
    ]
    return lines + [["", "", "", ""]] * max(0, needed - len(lines))
