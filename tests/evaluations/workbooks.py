"""Counting workbooks in the layouts that offices use, written from one neutral form.

`votes[unit][side]` is a mapping of labels to counts, a list of marks, or {item: mapping}.
"""

from openpyxl import Workbook

LABELS = ["满意", "基本满意", "不满意", "不了解"]
LOOSE = ["弃权", "行作废"]
SIDES = {"UP": "上级领导评", "PEER": "同级部门评", "SERV": "服务对象评"}


def sheet_per_side(votes, cohorts, path, labels=LABELS, sides=SIDES, register=None):
    book = Workbook()
    book.remove(book.active)
    if register:
        sheet = book.create_sheet("发放回收")
        sheet.append(["评议票发放回收登记表"])
        sheet.append(["序号", "评议主体", "评议范围", "发出", "收回", "其中整票无效", "有效"])
        for number, row in enumerate(register, 1):
            sheet.append([number, *row])
    for code, name in sides.items():
        sheet = book.create_sheet(name)
        sheet.append([f"{name}计票表"])
        sheet.append(
            [
                "序号",
                "类别",
                "单位名称",
                "总体评价",
                *[None] * (len(labels) - 1),
                "弃权（空白）",
                "行作废",
                "合计",
            ]
        )
        sheet.append([None, None, None, *labels])
        last = 3 + len(labels)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last + 3)
        sheet.merge_cells(start_row=2, start_column=4, end_row=2, end_column=last)
        for column in (1, 2, 3, last + 1, last + 2, last + 3):
            sheet.merge_cells(start_row=2, start_column=column, end_row=3, end_column=column)
        for number, unit in enumerate(votes, 1):
            counts = votes[unit][code]
            line = [counts.get(label, 0) for label in [*labels, *LOOSE]]
            sheet.append([number, cohorts[unit], unit, *line, sum(line)])
        sheet.append(["计票人：          监票人："])
    book.save(path)


def wide(votes, cohorts, path, labels=LABELS, sides=SIDES, changes=None):
    book = Workbook()
    sheet = book.active
    sheet.title = "汇总"
    width = len(labels) + 2
    extra = ["加分", "扣分", "亮牌情况"] if changes else []
    sheet.append(["三方评议计票汇总表"])
    head = ["序号", "单位", "类别"]
    for name in sides.values():
        head += [name, *[None] * (width - 1)]
    sheet.append(head + extra)
    sheet.append([None, None, None, *([*labels, *LOOSE] * len(sides))])
    for at in range(len(sides)):
        left = 4 + at * width
        sheet.merge_cells(start_row=2, start_column=left, end_row=2, end_column=left + width - 1)
    for column in (1, 2, 3):
        sheet.merge_cells(start_row=2, start_column=column, end_row=3, end_column=column)
    for number, unit in enumerate(votes, 1):
        row = [number, unit, cohorts[unit]]
        for code in sides:
            row += [votes[unit][code].get(label, 0) for label in [*labels, *LOOSE]]
        if changes:
            row += list(changes.get(unit, (None, None, None)))
        sheet.append(row)
    sheet.append(["合计"])
    book.save(path)


def narrow(votes, cohorts, path, labels=LABELS, sides=SIDES):
    book = Workbook()
    sheet = book.active
    sheet.append(["类别", "单位名称", "评议主体", "选项", "票数"])
    for unit in votes:
        for code, name in sides.items():
            for label in [*labels, *LOOSE]:
                count = votes[unit][code].get(label, 0)
                if count:
                    sheet.append([cohorts[unit], unit, name, label, count])
    book.save(path)


def summary(votes, cohorts, path, labels=LABELS, sides=SIDES):
    book = Workbook()
    sheet = book.active
    sheet.title = "民主测评汇总表"
    sheet.append(["民主测评汇总表"])
    pairs = [heading for label in labels for heading in (f"{label}票数", f"{label}率")]
    sheet.append(["项目", None, None, "民主测评情况", *[None] * (len(pairs) - 1)])
    sheet.append(["领导班子", None, None, *pairs])
    sheet.append(["类别", "单位", "评议主体"])
    sheet.merge_cells("A1:K1")
    sheet.merge_cells("A2:C2")
    sheet.merge_cells("A3:C3")
    sheet.merge_cells(start_row=2, start_column=4, end_row=2, end_column=3 + len(pairs))
    for column in range(4, 4 + len(pairs)):
        sheet.merge_cells(start_row=3, start_column=column, end_row=4, end_column=column)
    for unit in votes:
        top = sheet.max_row + 1
        for name in sides:
            counts = votes[unit][name]
            total = sum(counts.values()) or 1
            figures = []
            for label in labels:
                figures += [counts.get(label, 0), f"{counts.get(label, 0) * 100 / total:.2f}%"]
            first = sheet.max_row + 1 == top
            sheet.append(
                [cohorts[unit] if first else None, unit if first else None, sides[name], *figures]
            )
        for column in (1, 2):
            sheet.merge_cells(
                start_row=top, start_column=column, end_row=sheet.max_row, end_column=column
            )
    sheet.append(["发出表数：          收回表数：          回收率："])
    book.save(path)


def percent(votes, cohorts, path, sides=SIDES):
    """One sheet a side, units down, raters across; with a mean and a place beside them."""
    book = Workbook()
    book.remove(book.active)
    for code, name in sides.items():
        sheet = book.create_sheet(f"{name}打分表")
        raters = max(len(row[code]) for row in votes.values())
        sheet.append([f"{name}打分表（百分制）"])
        sheet.append(
            [
                "序号",
                "类别",
                "单位名称",
                *[f"评委{n}" for n in range(1, raters + 1)],
                "平均分",
                "名次",
            ]
        )
        for number, unit in enumerate(votes, 1):
            marks = votes[unit][code]
            given = [float(mark) if mark is not None else None for mark in marks]
            known = [mark for mark in given if mark is not None] or [0]
            sheet.append([number, cohorts[unit], unit, *given, sum(known) / len(known), number])
    book.save(path)


def percent_turned(votes, cohorts, path, sides=SIDES):
    """One sheet a side and cohort, raters down, units across."""
    book = Workbook()
    book.remove(book.active)
    for cohort in dict.fromkeys(cohorts.values()):
        for code, name in sides.items():
            units = [unit for unit in votes if cohorts[unit] == cohort]
            sheet = book.create_sheet(f"{cohort[:2]}-{name}")
            sheet.append([f"{name}打分表"])
            sheet.append(["评委", *units])
            sheet.append(["类别", *[cohort] * len(units)])
            for at in range(max(len(votes[unit][code]) for unit in units)):
                sheet.append([f"{at + 1}号", *[float(votes[unit][code][at]) for unit in units]])
    book.save(path)


def percent_narrow(votes, cohorts, path, sides=SIDES):
    book = Workbook()
    sheet = book.active
    sheet.append(["评委", "评议主体", "类别", "被评单位", "打分"])
    for code, name in sides.items():
        for unit in votes:
            for at, mark in enumerate(votes[unit][code]):
                if mark is not None:
                    sheet.append([f"{code}-{at + 1}", name, cohorts[unit], unit, float(mark)])
    book.save(path)


def items(votes, cohorts, path, names, labels=LABELS, sides=SIDES):
    """Several items on one ballot: a group of boxes for each."""
    book = Workbook()
    book.remove(book.active)
    for code, name in sides.items():
        sheet = book.create_sheet(name)
        sheet.append([f"{name}计票表"])
        head = ["序号", "类别", "单位名称"]
        for item in names:
            head += [item, *[None] * (len(labels) - 1)]
        sheet.append(head)
        sheet.append([None, None, None, *(labels * len(names))])
        sheet.merge_cells(
            start_row=1, start_column=1, end_row=1, end_column=3 + len(labels) * len(names)
        )
        for at in range(len(names)):
            left = 4 + at * len(labels)
            sheet.merge_cells(
                start_row=2, start_column=left, end_row=2, end_column=left + len(labels) - 1
            )
        for column in (1, 2, 3):
            sheet.merge_cells(start_row=2, start_column=column, end_row=3, end_column=column)
        for number, unit in enumerate(votes, 1):
            row = [number, cohorts[unit], unit]
            for item in names:
                row += [votes[unit][code][item].get(label, 0) for label in labels]
            sheet.append(row)
    book.save(path)


def scores(votes, cohorts, path, sides=SIDES):
    """Side scores that were worked out elsewhere."""
    book = Workbook()
    sheet = book.active
    sheet.append(["类别", "单位", *[f"{name[:-1]}得分" for name in sides.values()]])
    for unit in votes:
        sheet.append([cohorts[unit], unit, *[float(votes[unit][code][0]) for code in sides]])
    book.save(path)


def ballots(votes, cohorts, path, sides=SIDES):
    """Single ballots with words in the cells: raters down, units across, one sheet a side."""
    book = Workbook()
    book.remove(book.active)
    for code, name in sides.items():
        sheet = book.create_sheet(name)
        sheet.append(["票号", *votes])
        columns = {
            unit: [label for label, count in votes[unit][code].items() for _ in range(count)]
            for unit in votes
        }
        for at in range(max(len(column) for column in columns.values())):
            cells = [column[at] if at < len(column) else None for column in columns.values()]
            sheet.append([f"{at + 1:03d}", *[None if cell == "弃权" else cell for cell in cells]])
    book.save(path)
