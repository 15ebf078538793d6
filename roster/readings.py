"""Reading what rosters say about people: names, months, telephone numbers."""

import re
from datetime import date
from typing import Final

from common.numerals import in_digits
from common.workbook.formats import moment_of
from common.workbook.grid import Cell
from common.workbook.text import BRACKETED, squeeze, visible

DOUBLE_SURNAMES: Final = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 "
    "澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 "
    "司空 令狐 呼延 轩辕 拓跋 百里 东郭 西门 羊舌 梁丘 左丘 敖拉 鄂温 "
)
SINGLE_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范"
    "彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜"
    "顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾"
    "路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷"
    "车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸"
    "籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温"
    "别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔"
    "隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑"
    "亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟言福苑仝原母青代冼覃尧降来苟闪修么"
    "庹付信兰战郄谌展初矫由才隋鹿生呼火门区卿呙朴奕图扎"
)
SURNAMES: Final = frozenset(SINGLE_SURNAMES) | frozenset(DOUBLE_SURNAMES.split())

MOBILE: Final = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
LOOSE_MOBILE: Final = re.compile(r"(?<!\d)(1[3-9]\d)[-\s]?\d{4}[-\s]?(\d{4})(?!\d)")
IDENTITY: Final = re.compile(r"(?<![\dA-Za-z])(\d{6})\d{8}(\d{3}[\dXx])(?![\dA-Za-z])")
LONG_DIGITS: Final = re.compile(r"(?<!\d)(\d{3,4}-?)?(\d{3})\d{2,4}(\d{2})(?!\d)")
MONTH: Final = re.compile(r"^(\d{4})[年./-]?(\d{1,2})(?:月|[./-]|$)")
SHORT_YEAR: Final = re.compile(r"^([4-9]\d)[年./-](\d{1,2})月?$")
COMPACT: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
BESIDE_NAME: Final = re.compile(
    r"(?<=\S)[（(](男|女|[\u4e00-\u9fff]{1,4}族|借调|挂职|兼任?|退休|已?调离|返聘|聘用|党员)[)）]\s*$"
)
OLDEST, NEWEST = 1900, 2100


def given_name(text: str) -> str:
    """A name without the blanks and invisible characters it was padded with."""
    text = BESIDE_NAME.sub("", text)
    return re.sub(r"[•‧∙⋅・．]", "·", re.sub(r"\s+", "", visible(text)))


def month(cell: Cell) -> str | None:
    """The month a cell names, as YYYY-MM; the number 1984.1 is October, for it was 1984.10."""
    if cell.moment is not None:
        return f"{cell.moment:%Y-%m}"
    text = in_digits(BRACKETED.sub("", squeeze(cell.text))).rstrip("生")
    if _lost_a_zero(cell, text):
        text += "0"
    text = SHORT_YEAR.sub(r"19\1.\2", text)
    found = COMPACT.match(text) or MONTH.match(text)
    if found and (said := _month(int(found[1]), int(found[2]))):
        return said
    if re.fullmatch(r"\d{5}(\.0)?", text) and (moment := moment_of(float(text))):
        return f"{moment:%Y-%m}"
    return None


def _lost_a_zero(cell: Cell, text: str) -> bool:
    """A stored number such as 1984.1 whose format no longer shows the last zero."""
    return cell.number is not None and re.fullmatch(r"\d{4}\.1", text) is not None


def _month(year: int, number: int) -> str | None:
    if not OLDEST <= year <= NEWEST or not 1 <= number <= 12:
        return None
    return date(year, number, 1).strftime("%Y-%m")


def masked_phone(text: str) -> str | None:
    """A telephone number with its middle hidden; a masked one stays as it is."""
    plain = re.sub(r"[\s-]", "", squeeze(text))
    if not plain:
        return None
    if "*" in plain or "×" in plain:
        return plain
    return LONG_DIGITS.sub(_hidden, MOBILE.sub(r"\1****\2", plain))


def _hidden(found: re.Match[str]) -> str:
    text = found.group()
    return text[:3] + "*" * (len(text) - 5) + text[-2:]


def personal_data(text: str) -> list[str]:
    """The telephone and identity numbers a free text gives away, each with its middle hidden."""
    plain = visible(text)
    mobiles = [f"{found[1]}****{found[2]}" for found in LOOSE_MOBILE.finditer(plain)]
    identities = [f"{found[1]}********{found[2]}" for found in IDENTITY.finditer(plain)]
    return mobiles + identities


def without_personal_data(text: str) -> str:
    """The text with every telephone and identity number hidden in the middle."""
    return LOOSE_MOBILE.sub(r"\1****\2", IDENTITY.sub(r"\1********\2", text))


HEADS: Final = re.compile(
    r"^(?!.*副).*(局长|主任|部长|镇长|乡长|书记|主席|经理|院长|检察长|馆长|大队长)$|^党组书记|^党委书记"
)
INSIDE: Final = re.compile(r"(科|股|室|所|站|队|中心|大厅|窗口).{0,4}(长|主任|负责人|书记)$")
DEPUTIES: Final = re.compile(
    r"副|党组成员|党委委员|党工委委员|组织委员|纪委书记|总.{0,4}师|调研员|组长"
)


def post_level(title: str) -> str:
    """How high a post stands in its unit, told from its title: head, deputy, middle or staff."""
    words = squeeze(title)
    if INSIDE.search(words) and "党组" not in words and "党委" not in words:
        return "middle"
    if HEADS.search(words) or "党组书记" in words:
        return "head"
    if DEPUTIES.search(words):
        return "deputy"
    return "staff"
