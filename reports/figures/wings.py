"""Figures of unit tasks and ballots, and all figures that are counted from registers."""

from django.db.models import F, Q

from reports.figures import works
from reports.figures.afield import HEARD, HELD, SUPERVISED
from reports.figures.behind import Asked, Listed, Rows
from reports.figures.facts import Facts
from reports.figures.figure import Figure
from reports.figures.heard import ERRORS, MORE_HEARD
from reports.figures.making import together
from reports.figures.office import DEEDS, PLAN
from reports.figures.rounds import session_name

IN_TIME = Q(done_on__lte=F("task__due_on"))


def due_tasks(facts: Facts) -> Rows:
    """Tasks of every unit whose day has passed."""
    return works.TASKS.rows(facts).filter(pk__in=[task.pk for task in facts.due_tasks])


def _done(facts: Facts) -> Rows:
    rows = works.COMPLETIONS.rows(facts).filter(task__in=[task.pk for task in facts.due_tasks])
    return rows.filter(unit__participations__campaign=facts.campaign)


def done_on_time(facts: Facts) -> Rows:
    """Due tasks that a unit did by their day."""
    return _done(facts).filter(IN_TIME)


def done_late(facts: Facts) -> Rows:
    """Due tasks that a unit did after their day."""
    return _done(facts).exclude(IN_TIME)


def undone(facts: Facts) -> list[tuple[object, ...]]:
    """Every due task that a unit has not done: day, unit, task."""
    return [
        (task.due_on, unit.short, task.name, "未完成")
        for task in facts.due_tasks
        for unit in facts.units.values()
        if (task.pk, unit.pk) not in facts.task_grid
    ]


def _task(code: str, label: str, said: str, state: str, behind: Asked | Listed) -> Figure:
    return Figure(code, label, said, "项次", lambda facts: facts.task_states[state], behind=behind)


def _ballots(name: str, label: str, said: str) -> Figure:
    def lines(facts: Facts) -> list[tuple[object, ...]]:
        sessions = facts.round.sessions if facts.round else []
        return [
            ("", "", session_name(line, place), f"{int(line.get(name) or 0)}张")
            for place, line in enumerate(sessions, 1)
        ]

    return Figure(
        f"ballots_{name}",
        label,
        said,
        "张",
        lambda facts: facts.ballots[name] if facts.round else None,
        behind=Listed(lines, f"evaluations.Round sessions {name}", adds=True),
    )


TASKS: tuple[Figure, ...] = (
    Figure(
        "tasks_due",
        "到期任务",
        "期限已过的单位任务项数",
        "项",
        lambda facts: facts.task_states["tasks"],
        behind=Asked(works.TASKS, due_tasks),
    ),
    _task(
        "tasks_on_time",
        "按时完成任务",
        "到期任务中按时完成的单位项次",
        "on_time",
        Asked(works.COMPLETIONS, done_on_time),
    ),
    _task(
        "tasks_late",
        "逾期完成任务",
        "到期任务中逾期完成的单位项次",
        "late",
        Asked(works.COMPLETIONS, done_late),
    ),
    _task(
        "tasks_missing",
        "未完成任务",
        "到期任务中尚未完成的单位项次",
        "missing",
        Listed(undone, "campaigns.Task × roster.Unit without campaigns.Completion"),
    ),
)
BALLOTS: tuple[Figure, ...] = (
    _ballots("issued", "发出测评票", "最近一次已计票评议各场发出的票数"),
    _ballots("returned", "收回测评票", "最近一次已计票评议各场收回的票数"),
    _ballots("void", "无效测评票", "最近一次已计票评议的废票数"),
    _ballots("valid", "有效测评票", "最近一次已计票评议的有效票数"),
)
WINGS: tuple[Figure, ...] = together(
    [*DEEDS, *PLAN, *TASKS, *BALLOTS, *HEARD, *MORE_HEARD, *SUPERVISED, *ERRORS, *HELD]
)
