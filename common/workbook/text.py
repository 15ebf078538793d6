"""Text as people type it into cells, brought to one form before it is compared."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

INVISIBLE: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
BLANKS: Final = re.compile(r"\s+")
BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
BRACKET_MARKS: Final = re.compile(r"[()\[\]{}【】〔〕《》<>]")
END_MARKS: Final = ":：*.。、※★☆"
FRONT_MARKS: Final = re.compile(
    r"^(?:[★☆※*#●◆■▲▪□◇]+"
    r"|\d{1,2}[.、)]?(?=[\u4e00-\u9fff]{2})(?![年月日季级个件条次岁届])"
    r"|[一二三四五六七八九十]+、)+"
)

TRADITIONAL: Final = (
    "單問題類別體現責領導實際標準時間處辦務進狀態範圍員職稱號碼電話聯繫備註說內來據證審驗銷滿"
    "業廳區縣鎮鄉黨組織統戰巖監紀檢發財資農衛計環術會學習長書記級幹風氣漢優結論報檔種總項從個"
    "為對應關於與無開門車馬東華藝協稅國網軟團婦殘廣視傳軍變動產線條輔寫舊見觀點樓層貿設橋樑溝"
    "館園場鐵綠圖絡訊運輸養護險貧勞錄續縮減較遠邊緊張強調讓認識課試訴訟渾擔當爲虛飾脫離閉葉勢"
    "堅戶專賬帳請劃畫權擇規評議訪詢熱諾訂約談執煙樣濟營隊劉陳龍鄭趙孫吳許鄧馮蕭韓羅楊蔣賀盧錢"
    "譚閻顧龔鄒湯竇嚴顏敎"
)
SIMPLIFIED: Final = (
    "单问题类别体现责领导实际标准时间处办务进状态范围员职称号码电话联系备注说内来据证审验销满"
    "业厅区县镇乡党组织统战岩监纪检发财资农卫计环术会学习长书记级干风气汉优结论报档种总项从个"
    "为对应关于与无开门车马东华艺协税国网软团妇残广视传军变动产线条辅写旧见观点楼层贸设桥梁沟"
    "馆园场铁绿图络讯运输养护险贫劳录续缩减较远边紧张强调让认识课试诉讼浑担当为虚饰脱离闭叶势"
    "坚户专账账请划画权择规评议访询热诺订约谈执烟样济营队刘陈龙郑赵孙吴许邓冯萧韩罗杨蒋贺卢钱"
    "谭阎顾龚邹汤窦严颜教"
)
TO_SIMPLIFIED: Final = str.maketrans(TRADITIONAL, SIMPLIFIED)


def visible(text: str) -> str:
    """The text without characters nobody can see, its blanks kept."""
    return INVISIBLE.sub("", text).replace("\u00a0", " ").replace("_x000D_", "")


def tidy(text: str) -> str:
    """The text as it is stored: nothing invisible, one kind of line end, no blanks at the ends."""
    return visible(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def half_width(text: str) -> str:
    """Full-width letters, digits, brackets and commas as half-width ones."""
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The text for comparing: simplified, half width, without any blank."""
    return BLANKS.sub("", half_width(visible(text)).translate(TO_SIMPLIFIED))


def heading_key(text: str) -> str:
    """A heading for comparing: no blanks, line ends, colons, bracket marks or numbering."""
    return FRONT_MARKS.sub("", BRACKET_MARKS.sub("", squeeze(text)).strip(END_MARKS))


def without_brackets(text: str) -> str:
    """A heading for comparing after its bracketed remark is dropped."""
    return heading_key(BRACKETED.sub("", squeeze(text)))


def bracketed(text: str) -> list[str]:
    """What stands inside the brackets of a heading, for comparing."""
    return [heading_key(found) for found in BRACKETED.findall(squeeze(text))]
