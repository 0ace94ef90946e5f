"""The one validation of what editors write; the admin and the demo loader use it.

``submission.EventSubmission`` is the way in for events, ``desk`` holds the forms of
participants, places, outlets and processes.
"""
