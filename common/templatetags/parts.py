"""The parts pages are built of; each draws templates/parts/<name>.html from explicit inputs."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.context import Context
from django.template.loader import get_template, render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe

from common import colours

register = template.Library()
DASHES = "---------"


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return get_template(f"icons/{name}.svg").render().strip()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw a decorative icon inline: {% icon "home" %}; words beside it carry the meaning."""
    svg = _drawing(name).replace("<svg ", f'<svg class="icon {css}" aria-hidden="true" ', 1)
    return mark_safe(svg)  # noqa: S308 # nosec - our own vendored drawing


@register.simple_tag(takes_context=True)
def page_name(context: Context) -> str:
    """Say the page's {% block title %} once more, as its heading."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block("title")
    return str(block.nodelist.render(context)).strip()


@register.simple_tag(takes_context=True)
def page_help(context: Context) -> str:
    """Draw the help of this very page, templates/help/<app>/<page>.html, if it is written."""
    match = getattr(_request(context), "resolver_match", None)
    if match is None:
        return ""
    place = f"help/{match.namespace or 'config'}/{match.url_name}.html"
    return render_to_string("parts/page_help.html", {"place": place}) if _exists(place) else ""


@lru_cache(maxsize=512)
def _exists(place: str) -> bool:
    try:
        get_template(place)
    except TemplateDoesNotExist:
        return False
    return True


@register.simple_block_tag
def panel(content: str, title: str = "", **more: Any) -> str:
    """Box its body: {% panel title="整改台账" hint="" link="" link_text="" flush=1 id="" %}."""
    return render_to_string("parts/panel.html", {"body": content, "title": title, **more})


@register.simple_block_tag
def more(content: str) -> str:
    """Fold seldom verbs under one button: {% more %}{% verb … %}{% endmore %}; one stands open."""
    deeds = content.count("<a ") + content.count("<button")
    return render_to_string("parts/more.html", {"deeds": content}) if deeds > 1 else content


@register.inclusion_tag("parts/badge.html")
def badge(text: object, tone: str = "grey") -> dict[str, object]:
    """A word in a tone: {% badge "亮红牌" "red" %}."""
    return {"text": text, "tone": tone}


@register.inclusion_tag("parts/badge.html")
def status(row: Any, field: str = "status") -> dict[str, object]:
    """The status of a row, its word in its tone: {% status issue %}."""
    text = getattr(row, f"get_{field}_display")()
    return {"text": text, "tone": colours.tone(getattr(row, field))}


@register.inclusion_tag("parts/figure.html")
def figure(label: str, number: object, url: str = "", **more: Any) -> dict[str, Any]:
    """A number that leads to its rows: {% figure "逾期" 7 url unit="件" hint="…" tone="red" %}."""
    return {"label": label, "number": number, "url": url, **more}


@register.inclusion_tag("parts/progress.html")
def progress(
    value: float, total: float = 100, label: str = "", tone: str = ""
) -> dict[str, object]:
    """A bar and its words: {% progress done total "已完成" %}; tone="red" where more is worse."""
    share = round(100 * value / total) if total else 0
    return {"value": value, "total": total or 1, "share": share, "label": label, "tone": tone}


@register.inclusion_tag("parts/bar_list.html")
def bar_list(rows: Iterable[Mapping[str, Any]], tone: str = "red") -> dict[str, object]:
    """Bars that print: rows of {"label", "value", "url"?, "text"?}; zero is the left edge."""
    listed = [dict(row) for row in rows]
    largest = max((float(row["value"]) for row in listed), default=0) or 1
    for row in listed:
        row["width"] = round(100 * float(row["value"]) / largest, 1)
    return {"rows": listed, "tone": tone}


@register.inclusion_tag("parts/facts.html")
def facts(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Names and values of one row: pairs of (label, value)."""
    return {"pairs": pairs}


@register.inclusion_tag("parts/empty.html")
def empty(text: str, url: str = "", action: str = "", hint: str = "") -> dict[str, str]:
    """What to say instead of an empty table, with the first action."""
    return {"text": text, "url": url, "action": action, "hint": hint}


@register.inclusion_tag("parts/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, object]:
    """Journal entries of a row, newest first."""
    return {"entries": entries}


@register.inclusion_tag("parts/todo.html")
def todo(
    rows: Iterable[Mapping[str, Any]], none: str = "没有需要处理的事项。"
) -> dict[str, object]:
    """Lines of work: rows of {"text", "url", "hint"?, "due_on"?, "word"?, "tone"?}."""
    return {"rows": list(rows), "none": none}


@register.inclusion_tag("parts/help.html")
def help_text(text: str, title: str = "填写说明") -> dict[str, str]:
    """A folded explanation: {% help_text "…" %}."""
    return {"text": text, "title": title}


@register.inclusion_tag("parts/dropzone.html")
def dropzone(field: forms.BoundField) -> dict[str, object]:
    """A file field one may drop a file on; plain file input without JavaScript."""
    return {"field": field, "accept": field.field.widget.attrs.get("accept", "")}


@register.inclusion_tag("parts/errors.html")
def errors(form: forms.BaseForm) -> dict[str, object]:
    """The summary above a refused form, each line a link to its field."""
    return {"form": form}


@register.inclusion_tag("parts/fields.html")
def fields(form: forms.BaseForm) -> dict[str, object]:
    """Error summary and all fields of a form, drawn the house way (no <form> around)."""
    for field in form.fields.values():
        _name_blank(field)
    return {"form": form}


@register.inclusion_tag("parts/verb.html", takes_context=True)
def verb(context: Context, name: str, text: str, url: str, **more: Any) -> dict[str, Any]:
    """A button if `name` is in `can`: {% verb "close" "销号" url primary=1 danger=1 post=1 %}."""
    allowed = name in (context.get("can") or ())
    return {
        "name": name,
        "text": text,
        "url": url,
        "allowed": allowed,
        **more,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("parts/th.html", takes_context=True)
def th(context: Context, label: str, sort: str = "", css: str = "") -> dict[str, str]:
    """A column heading; `sort` makes it a link that orders: {% th "时限" sort="due_on" %}."""
    now = _request(context).GET.get("sort", "")
    ways = {sort: ("ascending", f"-{sort}"), f"-{sort}": ("descending", sort)}
    aria, target = ways.get(now, ("", sort)) if sort else ("", "")
    link = _link(context, sort=target, after=None) if sort else ""
    return {"label": label, "link": link, "aria": aria, "css": css}


@register.inclusion_tag("parts/pager.html", takes_context=True)
def pager(context: Context, page: Any) -> dict[str, object]:
    """Lead on through a keyset page; the mark travels as ?after=."""
    return {
        "page": page,
        "first": _link(context, after=None),
        "onward": _link(context, after=page.next) if page.next else "",
    }


@register.inclusion_tag("parts/filter_bar.html", takes_context=True)
def filter_bar(
    context: Context, form: forms.BaseForm, export: str = "", total: object = None
) -> dict[str, object]:
    """A GET form of filters, chips of what is set, and the export of exactly this result."""
    query = _request(context).GET.copy()
    for spent in ("after", "page"):
        query.pop(spent, None)
    encoded = query.urlencode()
    return {
        "form": form,
        "chips": _chips(context, form),
        "clear": _request(context).path,
        "export": f"{export}?{encoded}" if export and encoded else export,
        "total": total,
        "sort": query.get("sort", ""),
    }


@register.inclusion_tag("parts/chart.html")
def chart(name: str, data: Mapping[str, Any], title: str = "", reading: str = "") -> dict[str, Any]:
    """A chart with its reading and its table: {% chart "flow" data title="…" reading="…" %}."""
    return {
        "name": name,
        "data": data,
        "title": title,
        "reading": reading,
        "size": data.get("size", "medium"),
    }


def _name_blank(field: forms.Field) -> None:
    """Say 请选择 where Django draws dashes."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = "请选择" if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, forms.ChoiceField):
        drawn = list(field.widget.choices)
        field.choices = [(value, "请选择" if label == DASHES else label) for value, label in drawn]


def _request(context: Context) -> HttpRequest:
    request: HttpRequest = context["request"]
    return request


def _link(context: Context, **changes: str | None) -> str:
    query = _request(context).GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value:
            query[key] = value
    return f"?{query.urlencode()}"


def _chips(context: Context, form: forms.BaseForm) -> list[dict[str, str]]:
    if not form.is_bound:
        return []
    chips = []
    for field in form:
        text = _said(field)
        if text:
            chips.append(
                {
                    "label": str(field.label),
                    "text": text,
                    "url": _link(context, **{field.html_name: None, "after": None}),
                }
            )
    return chips


def _said(field: forms.BoundField) -> str:
    """What a filter is set to, in the words of its choices."""
    values: Sequence[Any] = field.data if isinstance(field.data, list) else [field.data]
    words = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    return "、".join(words.get(str(value), str(value)) for value in values if value)
