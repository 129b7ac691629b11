"""What formats call the parts of a page, in the words of the model: evidence for the decoder, never
proof.
"""

from __future__ import annotations

from collections.abc import Mapping

from press.model import Hint

# Labels of PaddleOCR, MinerU, dots.ocr, DeepSeek-OCR, PAGE, ALTO and METS, in lower case without
# blanks, hyphens and underscores.
_LABELS: Mapping[str, Hint] = {
    "doctitle": "title",
    "title": "heading",
    "paragraphtitle": "heading",
    "heading": "heading",
    "headline": "title",
    "sectionheader": "heading",
    "subheading": "subhead",
    "subtitle": "subtitle",
    "kicker": "kicker",
    "byline": "byline",
    "author": "byline",
    "text": "text",
    "paragraph": "text",
    "content": "text",
    "listitem": "text",
    "list": "text",
    "abstract": "text",
    "figuretitle": "caption",
    "figurecaption": "caption",
    "imagecaption": "caption",
    "imagefootnote": "caption",
    "visionfootnote": "caption",
    "charttitle": "caption",
    "tabletitle": "caption",
    "tablecaption": "caption",
    "caption": "caption",
    "credit": "credit",
    "header": "furniture",
    "footer": "furniture",
    "pageheader": "furniture",
    "pagefooter": "furniture",
    "pagenumber": "furniture",
    "number": "furniture",
    "asidetext": "furniture",
    "table": "table",
    "tablebody": "table",
    "image": "image",
    "figure": "image",
    "picture": "image",
    "chart": "image",
    "seal": "image",
    "headerimage": "image",
    "footerimage": "image",
    "formula": "formula",
    "equation": "formula",
    "interlineequation": "formula",
    "advert": "advert",
    "advertisement": "advert",
}


def hint_of(label: str | None) -> Hint | None:
    """The hint of a label; None for what says nothing.

    >>> hint_of("paragraph_title"), hint_of("Page-header"), hint_of("vertical_text")
    ('heading', 'furniture', None)
    """
    if not label:
        return None
    return _LABELS.get(label.lower().replace("_", "").replace("-", "").replace(" ", ""))
