"""Files of others, and our own files coming back, as events at the desk.

Bytes become rows in our columns (``rows``, ``profiles``); rows become a plan that is
shown before anything is stored (``plan``); a plan is stored as one batch, whole or not
at all (``applying``), and can be taken back as one (``undoing``). ``running`` starts
these outside a request and says how far they are.
"""
