"""A selection -> a whole file, before the first byte is sent.

:func:`spool` makes a file or finds the one made before; ``kept`` says where files are
and what their names mean, ``places`` how many are made at once on this machine,
``background`` makes one while its reader waits on a page, and ``sizes`` tells how
large it will be.
"""

from timeline.exporting.kept import SpooledFile
from timeline.exporting.places import BeingMadeError, BusyError, Progress
from timeline.exporting.spooling import IncompleteError, Question, spool, view_of

__all__ = [
    "BeingMadeError",
    "BusyError",
    "IncompleteError",
    "Progress",
    "Question",
    "SpooledFile",
    "spool",
    "view_of",
]
