"""Files of others, and our own files coming back, as events at the desk.

``table`` makes records of bytes, ``profiles`` says what a file of a known source
means in our columns, ``rows.read_rows`` puts the two together. ``plan`` says what each
row would do, ``applying`` stores a plan as one, ``undoing`` takes it back as one, and
``running`` starts these outside a request and says how far they are.
"""
