"""Filling in and sending every form of a page, as a person without JavaScript would."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.timezone import localdate
from lxml import html

WRITTEN = "5月20日到3号窗口现场核查，2名工作人员在岗，12名办事群众均在15分钟内办结。"
SHORT = "窗口作风核查"
LATER = re.compile(r"due|until|new_|check_on|ends_on|next|claim", re.IGNORECASE)
LEFT_ALONE = {"/sign-in/", "/sign-out/", "/password/"}


@dataclass
class Pressed:
    """What came of the forms: those that were done, those refused with a sentence, the faults."""

    done: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def forms_of(address, page):
    """Every form of a page that posts, once for each of its buttons."""
    for form in html.fromstring(page).iter("form"):
        if form.get("method", "get").lower() != "post":
            continue
        whole = urlsplit(urljoin(address, form.get("action") or address))
        target = whole.path + (f"?{whole.query}" if whole.query else "")
        if whole.path in LEFT_ALONE:
            continue
        for button in buttons_of(form):
            yield target, filled(form, button)


def buttons_of(form):
    found = [one for one in form.iter("button") if one.get("type", "submit") == "submit"]
    named = [one for one in found if one.get("name")]
    return named or found[:1]


def filled(form, button):
    """What a person would send: choices made, texts written, dates that make sense."""
    data = {}
    for one in form.iter("input", "textarea", "select"):
        name = one.get("name")
        if name and one.get("disabled") is None and (value := value_of(one, form)) is not None:
            data.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    if button.get("name"):
        data.setdefault(button.get("name"), []).append(button.get("value", ""))
    return data


def value_of(one, form):
    if one.tag == "select":
        return chosen(one)
    if one.tag == "textarea":
        return (one.text or "").strip() or WRITTEN
    kind = one.get("type", "text")
    if kind in {"checkbox", "radio"}:
        return ticked(one, form)
    return one.get("value") or typed(kind, one)


def typed(kind, one):
    if kind == "date":
        later = LATER.search(one.get("name"))
        return (localdate() + timedelta(days=20 if later else 0)).isoformat()
    if kind == "number":
        return one.get("min") or "1"
    if kind == "file":
        return SimpleUploadedFile("核查.pdf", b"%PDF-1.4\n%%EOF", content_type="application/pdf")
    return "" if kind == "hidden" else SHORT


def chosen(select):
    options = [one for one in select.iter("option") if one.get("value", one.text)]
    picked = [one for one in options if one.get("selected") is not None] or options[:1]
    values = [one.get("value", one.text) for one in picked]
    return values if select.get("multiple") is not None else values[:1]


def ticked(one, form):
    """What is ticked already; of a group where nothing is, the first."""
    group = [other for other in form.iter("input") if other.get("name") == one.get("name")]
    if any(other.get("checked") is not None for other in group):
        return one.get("value", "on") if one.get("checked") is not None else None
    alone = one.get("type") == "checkbox" and len(group) == 1
    return one.get("value", "on") if one is group[0] and not alone else None


def press(client, address, page, kind_of, pressed):
    """Send each kind of form once, take it back, and keep what came of it."""
    for target, data in forms_of(address, page):
        buttons = "&".join(sorted(name for name in data if name in {"agreed", "step", "do"}))
        kind = f"{kind_of(target)} {buttons}".strip()
        if kind in pressed.done:
            continue
        with transaction.atomic():
            answer = client.post(target, data)
            transaction.set_rollback(True)
        keep(kind, f"{target}（来自 {address}）", answer, pressed)


def keep(kind, place, answer, pressed):
    if answer.status_code == 302 or not answer["Content-Type"].startswith("text/html"):
        pressed.done.add(kind)
        pressed.refused.pop(kind, None)
        return
    told = answer.content.decode()
    if answer.status_code >= 400 and answer.status_code not in {409, 422}:
        pressed.faults.append(f"{answer.status_code} {place}")
    elif sentence := refusal_in(told):
        pressed.refused[kind] = sentence
    elif "text/html" in answer["Content-Type"] and answer.context is not None:
        pressed.done.add(kind)


def refusal_in(page):
    """The sentence that tells why not, or nothing where the page went on."""
    tree = html.fromstring(page)
    words = " ".join(
        one.text_content()
        for one in tree.iter()
        if one.get("role") == "alert" or "invalid-feedback" in (one.get("class") or "")
    )
    return re.sub(r"\s+", " ", words).strip()
