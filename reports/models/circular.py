"""Circulars with their frozen figures and the cross-checks made before release."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from campaigns.models import Campaign
from common.dictionaries import dictionary
from common.moves import Staged
from evaluations.models import Round
from roster.models import User


class CircularQuerySet(models.QuerySet["Circular"]):
    """Questions about circulars."""

    def visible_to(self, user: User) -> CircularQuerySet:
        """The office's side sees drafts; units see what is released; officers see nothing."""
        if user.is_officer:
            return self.none()
        if user.sees_all_units:
            return self
        return self.filter(status=Circular.Status.RELEASED) if user.unit_paths else self.none()

    def saying(self, words: str) -> CircularQuerySet:
        """Papers whose title, number or text holds every one of these words."""
        rows = self
        for word in words.split():
            rows = rows.filter(
                models.Q(title__icontains=word)
                | models.Q(full_text__icontains=word)
                | models.Q(full_number__icontains=word)
            )
        return rows


class Circular(Staged):
    """通报: a numbered paper whose text is written by people and whose figures are frozen."""

    class Kind(models.TextChoices):
        """Which paper it is."""

        RANKING = "ranking", "评议结果通报"
        PROGRESS = "progress", "整改进展通报"
        STAGE = "stage", "阶段小结"
        REPORT = "report", "情况报告"
        BRIEFING = "briefing", "工作简报"
        SUMMARY = "summary", "工作总结"
        SUPERVISION = "supervision", "督查通报"
        CASES = "cases", "典型问题通报"
        SPEECH = "speech", "讲话材料"
        LETTER = "letter", "督办提醒函"

    class Status(models.TextChoices):
        """Where the paper stands."""

        DRAFT = "draft", "草稿"
        APPROVED = "approved", "待签发"
        RELEASED = "released", "已印发"
        WITHDRAWN = "withdrawn", "已撤回"

    MOVES: ClassVar = {
        Status.DRAFT: {Status.APPROVED},
        Status.APPROVED: {Status.RELEASED, Status.DRAFT},
        Status.RELEASED: {Status.WITHDRAWN},
    }

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    kind = models.CharField("种类", max_length=20, choices=Kind.choices)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="circulars")
    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name="评议", null=True, blank=True, related_name="circulars"
    )
    title = models.CharField("标题", max_length=200)
    addressee = models.CharField("主送", max_length=200, default="各镇街党（工）委，区直各部门")
    sections = models.JSONField("各部分文字", default=list)
    annexes = models.JSONField("附表", default=list)
    copies = models.CharField("抄送", max_length=300, blank=True)
    as_of = models.DateField("数据截至")
    series = models.CharField("文号代字", max_length=20, default="作风办发")
    year = models.PositiveSmallIntegerField("年份", null=True)
    number = models.PositiveIntegerField("序号", null=True)
    full_number = models.CharField("文号", max_length=60, blank=True)
    full_text = models.TextField("成文全文", blank=True)
    reports_to = models.CharField("报", max_length=300, blank=True)
    sends_to = models.CharField("送", max_length=300, blank=True)
    prints = models.PositiveSmallIntegerField("印发份数", default=0)
    text_digest = models.CharField("成文摘要", max_length=64, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name="上期", null=True, related_name="+"
    )
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="拟稿", related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField("印发时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    created_at = models.DateTimeField("拟稿时间", auto_now_add=True)

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = "通报"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "series", "year", "number"], name="reports_number_once"
            ),
            models.CheckConstraint(
                name="reports_released_iff_numbered",
                condition=models.Q(status__in=["draft", "approved"], number=None)
                | models.Q(status__in=["released", "withdrawn"], number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The circular's own page."""
        return reverse("reports:circular", args=[self.pk])

    @property
    def is_frozen(self) -> bool:
        """Tell whether the figures are held: from approval on they are what the leader read."""
        return self.status != self.Status.DRAFT

    @property
    def layout(self) -> str:
        """Which official form: file, up, letter, brief or plain."""
        return str(dictionary("reports", "drafts")[self.kind].get("layout", "file"))

    @property
    def is_numbered(self) -> bool:
        """Tell whether this kind bears a number: a summary or a speech goes out without one."""
        return self.layout != "plain"

    @property
    def written_number(self) -> str:
        """文号, or 期号 of a briefing; an empty place while it has none, nothing for a speech."""
        return self.numbered(self.year or self.as_of.year, self.number or "　")

    def numbered(self, year: int, number: int | str) -> str:
        """The number as this kind of paper writes it."""
        if not self.is_numbered:
            return ""
        if self.kind == self.Kind.BRIEFING:
            return f"{year}年第{number}期"
        return f"{self.series}〔{year}〕{number}号"

    @property
    def called(self) -> str:
        """How a later paper refers to it: by its number, else by its day."""
        return self.full_number or f"{self.as_of.year}年{self.as_of.month}月{self.as_of.day}日"

    @property
    def earlier(self) -> Circular | None:
        """The last paper of this kind that went out; once frozen the one it was compared with."""
        if self.is_frozen:
            return self.previous
        rows = Circular.objects.filter(campaign=self.campaign_id, kind=self.kind)
        released = rows.filter(status=self.Status.RELEASED).exclude(pk=self.pk)
        return released.order_by("-released_at").first()


class Frozen(models.Model):
    """冻结的数字: what a figure said when the paper was released, and where its rows were."""

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="figures")
    code = models.CharField("代码", max_length=120)
    label = models.CharField("名称", max_length=120)
    definition = models.CharField("统计口径", max_length=300)
    text = models.TextField("数")
    unit = models.CharField("单位", max_length=10)
    pieces = models.JSONField("由来", default=list)
    query = models.TextField("取数办法", blank=True)
    rows = models.JSONField("明细编号", default=list)
    row_units = models.JSONField("明细单位", default=list)
    row_count = models.PositiveIntegerField("明细条数", null=True)
    digest = models.CharField("明细摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = "冻结数字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["circular", "code"], name="reports_figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text}"


class Reconciliation(models.Model):
    """勾稽结果: one identity as it stood at release; a broken one names who overrode it and why."""

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="reconciliations")
    code = models.CharField("代码", max_length=40)
    sentence = models.CharField("结果", max_length=300)
    is_ok = models.BooleanField("一致")
    units = models.JSONField("出错的单位", default=list)
    overridden_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("放行理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "勾稽结果"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sentence
