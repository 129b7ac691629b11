"""The press: from the text of printed newspaper pages to the Markdown of a website.

One way only: ``seeds → Page → Block → Article → (Tags, Links) → sheaves of files → docs/``. Verbs are stages, nouns are
vocabulary. A module imports only from those before it in this list::

    errors       a user's mistake
    dates        how far a date is known
    model        the vocabulary
    addresses    where each page of the site lies
    characters   what a character may be, and its one notation
    sentences    where a sentence ends; figures: reported numbers with unit and sentence
    headings     what lists say of an article; packed: articles that are fetched one by one
    words        the words of the language; cuts: what runs across the end of a column
    lexicon      many words found in one pass
    marked       YAML with the line of every value
    sidecar      seeds/NAME.yml: what people know and decide
    tables       seeds/tables/*.yml: themes, names, terms
    read         bytes → Page
    segment/     Page → Blocks → drafts of articles
    repair       drafts → Articles: joins, splits, duplicates
    tag          Articles → Tags and passages
    link         Articles → mentions of names, uses of terms
    phrases      wordings that a few articles share
    bonds        what an article can have in common with others; ties: how much two have, and what of it readers are told
    memory       what a build finds out, piece by piece; processes: work side by side
    relate       Archive → related articles, with reasons
    readings     seeds → Archive, pages that are as they were from memory
    sheaf        files that are made together, and what they are a function of
    check        what must hold of docs/
    export       Archive → open data, feeds, machine-readable forms
    index        Archive → the search index
    render       Archive → Markdown
    trees        trees of files; write: files → docs/, whole or not at all
    before       what earlier builds made, and what of it lies in docs/ as it was
    making       sheaves → files: kept where nothing changed, else made
"""
