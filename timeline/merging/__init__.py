"""Two rows of the desk that are one thing: what moves, what collides, what refuses.

Only the desk: the public record follows through ``timeline.publishing``. Nothing here
is asked of a reader or a form.
"""

from timeline.merging.joining import join
from timeline.merging.planning import MergeRefused, Plan, plan
from timeline.merging.relations import MERGED

__all__ = ["MERGED", "MergeRefused", "Plan", "join", "plan"]
