"""The build engine: targets, cache, workers, staging, publication, the MkDocs run, serve. It knows
nothing of newspapers.
"""
