"""The press: from the text of printed newspaper pages to the Markdown of a website.

One way only: ``seeds → Page → Block → Article → (tags, links) → files → docs/``. A room imports
only from rooms above it in this list, and from ``engine``, which knows nothing of the press::

    model/      the vocabulary: frozen values, and the address of each page of the site
    text/       what any stage may ask about Chinese text: characters, sentences, words, dates
    packed      an archive's articles as bytes, unpacked where they are looked at
    read/       seeds, sidecars and tables → Page
    ingest/     PDF, pictures and issues of libraries → seeds, once, when a page is added
    layout/     lines with boxes → lines in reading order
    segment/    Page → blocks with roles → articles as they stand on the page
    repair/     articles mended: joins, continuations, duplicates, notices
    annotate/   themes, names, terms and related articles, with reasons
    export/     Archive → open data, feeds, machine-readable forms
    index/      Archive → the search index
    render/     Archive → Markdown pages
    pipeline    the stages put together, page by page, with what is kept of them
"""
