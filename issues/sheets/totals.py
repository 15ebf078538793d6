"""Counting the issues of a ledger, and comparing with the totals printed in it."""

import re
from collections.abc import Iterable
from typing import Final

from common.workbook.report import Remark, Row
from common.workbook.rows import Kind, Line, Table
from common.workbook.text import squeeze
from issues.sheets import sentences

COUNT: Final = re.compile(r"(\d+)")


def count(rows: Iterable[Row]) -> Row:
    """Issues and closed issues by unit and altogether."""
    by_unit: dict[str, dict[str, int]] = {}
    for row in rows:
        unit = by_unit.setdefault(row["unit_code"], {"issues": 0, "closed": 0})
        unit["issues"] += 1
        unit["closed"] += row["status"] == "closed"
    every = {name: sum(unit[name] for unit in by_unit.values()) for name in ("issues", "closed")}
    return {"by_unit": by_unit, "all": every}


def mismatches(table: Table, lines: list[Line], rows: list[Row]) -> list[Remark]:
    """A remark for every printed total that differs from the rows above it, or from all below."""
    remarks: list[Remark] = []
    since = 0
    for line in lines:
        if line.kind is Kind.SUBTOTAL:
            counted = [row for row in rows if since < row["row"] < line.row]
            remarks += _compared(table, line.row, counted)
            since = line.row
        elif line.kind is Kind.TOTAL:
            above = [row for row in rows if row["row"] < line.row]
            remarks += _compared(table, line.row, above or rows)
    return remarks


def _compared(table: Table, row: int, counted: list[Row]) -> list[Remark]:
    closed = sum(one["status"] == "closed" for one in counted)
    faults = []
    for name, own, what in (("issue", len(counted), "问题数"), ("status", closed, "已完成数")):
        printed = COUNT.search(squeeze(table.cell(row, name).text))
        if printed and int(printed[1]) != own:
            faults.append(f"表中{what}为{printed[1]}，按明细应为{own}")
    if not faults:
        return []
    said = "；".join(faults)
    sentence = sentences.remark(row, "total_mismatch", {"value": said})
    return [Remark(table.sheet.name, row, "total_mismatch", sentence, said)]
