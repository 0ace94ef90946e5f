"""The JSON addresses: what they answer, what they refuse, and their description.

``description`` lists the operations; the OpenAPI document, the chapter of the codebook
and the tests loop over it. Doors are in ``timeline.views.data``.
"""
