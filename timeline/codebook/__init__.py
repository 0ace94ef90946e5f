"""About the data: what every code, column, field and mark of the record means.

Chapters are made of the registries the rest of the house works with, so they cannot
disagree with it; only definitions are written here. See ``timeline.codebook.shape``.
"""
