"""The desk: a maintainer's commands around the press, each a module that ``scripts/build.py``
calls.

The desk may use the press; the press knows nothing of the desk::

    site         docs/ → site/ with MkDocs, only what changed
    serve        the site in a browser, made again after every change
    add          new pages taken in under a good name
    review       what a change does to the articles, for whoever reviews it
    addresses    no published address dies without a redirect
    successors   the same docs/ under MkDocs' successors
"""
