"""Pressing every verb a duty is shown: each form filled in and sent, then the demo put back."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page

from roster.words import DEMO_PASSWORD
from tests.browser.walks import looks
from tests.browser.walks.crawl import Walk, kind_of
from tests.browser.walks.site import Site

LEFT_ALONE = {"/sign-in/", "/sign-out/", "/password/", "/security/"}
# Every form of the page that posts, once for each of its named buttons.
FORMS = """left => [...document.querySelectorAll('main form')].flatMap((form, at) => {
  const path = new URL(form.getAttribute('action') || location.href, location.href).pathname;
  if (form.method !== 'post' || left.includes(path) || form.closest('template')) return [];
  const all = [...form.querySelectorAll('button:not([type=button]):not([type=reset])')];
  all.push(...document.querySelectorAll(`button[form="${form.id || '?'}"]`));
  const named = all.filter(button => button.name);
  return (named.length ? named : all.slice(0, 1))
    .map(button => [at, all.indexOf(button), path, button.name ? button.name : '']);
})"""
# Fills it in as a person would, tells the page so, and returns the button to press.
FILL = """([at, which, told, name, day, later]) => {
  const form = [...document.querySelectorAll('main form')][at];
  const say = one => ['input', 'change'].forEach(kind =>
    one.dispatchEvent(new Event(kind, {bubbles: true})));
  const isLater = one => /due|until|new_|check_on|ends_on|next|claim/i.test(one.name);
  form.querySelectorAll('details').forEach(one => { one.open = true; });
  for (let one = form.closest('details'); one; one = one.parentElement.closest('details'))
    one.open = true;
  if (form.matches('[data-bulk]') || form.querySelector('[data-tick-count]')) {
    const tick = document.querySelector('[data-tick]:not(:disabled)');
    if (tick) { tick.checked = true; say(tick); }
  }
  for (const one of form.elements) {
    if (!one.name || one.disabled || one.type === 'hidden') continue;
    if (one.tagName === 'SELECT') {
      const open = [...one.options].filter(option => option.value && !option.disabled);
      if (!open.length || [...one.selectedOptions].some(option => option.value)) continue;
      if (one.tomselect) one.tomselect.setValue(open[0].value); else one.value = open[0].value;
    } else if (one.type === 'checkbox' || one.type === 'radio') {
      const group = [...form.elements].filter(other => other.name === one.name);
      const alone = one.type === 'checkbox' && group.length === 1;
      if (alone || one !== group[0] || group.some(other => other.checked)) continue;
      one.checked = true;
    } else if (one.type === 'file' || one.value) continue;
    else if (one._flatpickr) one._flatpickr.setDate(isLater(one) ? later : day, true);
    else if (one.type === 'number') one.value = one.min || '1';
    else if (one.inputMode === 'numeric') one.value = '1';
    else if (/phone/.test(one.name)) one.value = '0451-88886666';
    else if (/birth|born/.test(one.name)) one.value = '1984-10';
    else if (one.tagName === 'TEXTAREA') one.value = told;
    else if (one.type !== 'submit' && one.type !== 'button') one.value = name;
    say(one);
  }
  const all = [...form.querySelectorAll('button:not([type=button]):not([type=reset])')];
  all.push(...document.querySelectorAll(`button[form="${form.id || '?'}"]`));
  return all[which];
}"""
PAPERS = "main form input[type=file]"
REFUSED = """() => [...document.querySelectorAll('[role=alert],.invalid-feedback')]
  .map(one => one.innerText.trim()).filter(text => text).join(' ')"""
TOLD = "5月20日到3号窗口现场核查，2名工作人员在岗，12名办事群众均在15分钟内办结。"
NAME = "窗口作风核查"
PAPER = {"name": "核查.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}
SENTENCE = re.compile(r"[\u4e00-\u9fff]{2}[^a-z]*[。！？）]")


@dataclass
class Verbs:
    """What came of the forms one duty is shown: done, refused with a sentence, at fault."""

    page: Page
    site: Site
    walk: Walk
    days: tuple[str, str]
    done: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("dialog", lambda question: question.accept())

    def everywhere(self) -> None:
        """Press each kind of verb on the pages that were walked, until one was done."""
        self.site.keep()
        for path in self.walk.forms:
            self.page.goto(self.walk.address + path)
            for at, which, target, name in self.page.evaluate(FORMS, sorted(LEFT_ALONE)):
                kind = f"{kind_of(target)} {name}".strip()
                if kind not in self.done:
                    self.press(path, (at, which), kind)

    def press(self, path: str, spot: tuple[int, int], kind: str) -> None:
        """Fill one form in, press its button, judge the answer, put the demo back."""
        self.walk.noise.clear()
        self.page.goto(self.walk.address + path)
        given = [*spot, TOLD, NAME, *self.days]
        button = self.page.evaluate_handle(FILL, given).as_element()
        form = self.page.locator("main form").nth(spot[0])
        for paper in form.locator("input[type=file]").all():
            paper.set_input_files(PAPER)
        answers = []
        self.page.on("response", keep := self._sent(answers))
        try:
            button.click(timeout=20000)
            self.page.wait_for_load_state("load")
            self.page.wait_for_timeout(50)
            self._prove(answers)
        except Error as error:
            self.walk.note([f"按不下去：{str(error).splitlines()[0]}"], path, kind)
        self.page.remove_listener("response", keep)
        self._judge(path, kind, answers)

    def _prove(self, answers: list[int]) -> None:
        """Prove once more who sits here where the page asks for it, as a person does."""
        proof = self.page.locator("main form input[name=proof]")
        if proof.count():
            answers.clear()
            proof.fill(DEMO_PASSWORD)
            proof.press("Enter")
            self.page.wait_for_load_state("load")
            self.page.wait_for_timeout(50)

    def _sent(self, answers: list[int]):
        def keep(answer) -> None:
            if answer.request.method == "POST":
                answers.append(answer.status)

        return keep

    def _judge(self, path: str, kind: str, answers: list[int]) -> None:
        if not answers:
            self.walk.note([f"按了没有反应：{kind}"], path, kind)
            return
        noise = [one for one in self.walk.noise if not re.search("422|409", one)]
        told = self.page.evaluate(REFUSED) if answers[0] != 302 else ""
        if told:
            self.refused[kind] = told
            if not SENTENCE.search(told):
                noise.append(f"拒绝得不成句：{told[:60]}")
        else:
            self.done.add(kind)
            self.refused.pop(kind, None)
        self.walk.note([*noise, *looks.faults(self.page, set())], path, f"按 {kind} 之后")
        if answers[0] < 400:
            self.site.put_back()
