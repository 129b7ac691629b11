"""The OpenSearch description, by which a browser offers the site's search beside its own."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from press.model.urls import Site

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
SHORT = 16  # characters that the specification allows a short name


def describe(site: Site) -> dict[str, bytes]:
    """``opensearch.xml``, for which the site's absolute address must be known; without it, nothing.

    >>> describe(Site(name="文库"))
    {}
    """
    if not site.address:
        return {}
    root = Tree.Element("OpenSearchDescription", xmlns=NAMESPACE)
    Tree.SubElement(root, "ShortName").text = site.name[:SHORT]
    Tree.SubElement(root, "Description").text = f"在{site.name}中检索全文"
    Tree.SubElement(root, "Language").text = "zh-CN"
    Tree.SubElement(root, "InputEncoding").text = "UTF-8"
    Tree.SubElement(
        root,
        "Url",
        type="text/html",
        method="get",
        template=f"{site.address}search/?q={{searchTerms}}",
    )
    Tree.SubElement(root, "Image", type="image/svg+xml").text = site.url("assets/favicon.svg")
    Tree.indent(root)
    return {"opensearch.xml": Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"}
