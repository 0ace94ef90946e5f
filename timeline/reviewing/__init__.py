"""Between the desk and the record: who may publish, and the review before it.

What readers get is written by ``timeline.publishing``; here it is decided whether the
one who asks for it may, and the review that led to it is closed in its transaction.
"""

from timeline.reviewing.deciding import (
    ChangedMeanwhileError,
    approve,
    publish_as,
    reject,
    return_,
    send_for_review,
    take_back,
    withdraw_as,
)
from timeline.reviewing.permits import (
    OWN_TEXT,
    PUBLISH,
    may_publish,
    may_publish_own,
    refuse_publishing,
    why_not,
    written_by,
)
from timeline.reviewing.proposing import Proposed, proposed, proposed_many

__all__ = [
    "OWN_TEXT",
    "PUBLISH",
    "ChangedMeanwhileError",
    "Proposed",
    "approve",
    "may_publish",
    "may_publish_own",
    "proposed",
    "proposed_many",
    "publish_as",
    "refuse_publishing",
    "reject",
    "return_",
    "send_for_review",
    "take_back",
    "why_not",
    "withdraw_as",
    "written_by",
]
