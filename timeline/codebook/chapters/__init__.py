"""The chapters of the codebook, gathered in ``timeline.codebook.book``."""
