"""What readers call the rules that change the text."""

from __future__ import annotations

RULES = {
    "full-width": "全角字母、数字改为半角",
    "tex-subscript": "统一下标的写法",
    "unicode-subscript": "统一下标的写法",
    "html-entity": "网页代码改为字符",
    "html-heading": "网页标题改为标题",
    "html-script": "上标、下标的写法",
    "tex": "公式代码改为字符",
    "figure-line": "公式里单独成行的数字归位",
    "kangxi-radical": "部首字符改为汉字",
    "join-next": "接上断开的句子",
    "join-word-across": "接上断开的词",
    "join-number-across": "接上断开的数字",
    "join-open-mark": "接上没有说完的引文",
    "join-point-first": "接上断开的句子",
    "join-overlap": "接上断开的句子",
    "join-same-words": "接上断开的句子",
    "join-sidecar": "编辑决定",
    "join-seen-on-the-page": "接上断开的词（本版别处也有这个词）",
    "next": "接上断开的句子",
    "overlap": "去掉重复的字句",
    "split-item": "按“——”分段",
    "stray-text": "移走误入的文字",
    "sidecar": "编辑决定",
}


def rule_words(rule: str) -> str:
    """The words for a rule; what people decided in a sidecar is one kind, a rule without words
    keeps its name.

    >>> rule_words("overlap"), rule_words("sidecar-replace"), rule_words("new-rule")
    ('去掉重复的字句', '编辑决定', 'new-rule')
    """
    return RULES.get(rule) or RULES.get(rule.partition("-")[0]) or rule
