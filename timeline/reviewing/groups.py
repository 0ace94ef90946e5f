"""Who is who at the desk: three groups, each with all that the one before it may.

``Editors`` write, send for review and import; ``Reviewers`` publish, approve and
withdraw besides; ``Administrators`` keep the accounts besides. A group gets its
permissions when it is made; what a site changes in it afterwards is kept.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

EDITORS, REVIEWERS, ADMINISTRATORS = "Editors", "Reviewers", "Administrators"
GROUPS = (EDITORS, REVIEWERS, ADMINISTRATORS)
# Models whose rows are written by rooms of their own, never by hand.
RECORD = (
    "eventversion",
    "formerslug",
    "heading",
    "preparedheading",
    "preparedversion",
    "publicrecord",
    "versionterm",
)
WRITTEN = (*RECORD, "review", "eventwriter")
IMPORTS = ("importbatch", "importmapping", "importedname", "importedrow")


def group(name: str) -> Group:
    """A group of :data:`GROUPS`, made with its permissions when it is not there."""
    found, made = Group.objects.get_or_create(name=name)
    if made:
        found.permissions.set(permissions_of(name, Permission))
    return found


def permissions_of(name: str, permissions: Any) -> Any:
    """The rows of the model ``permissions`` (a migration has its own) of a group."""
    ours = Q(content_type__app_label="timeline")
    views = ours & Q(codename__startswith="view_")
    written = ours & ~Q(content_type__model__in=WRITTEN) & ~Q(codename="publish_event")
    may = {EDITORS: written | views}
    may[REVIEWERS] = may[EDITORS] | ours & Q(codename="publish_event")
    accounts = Q(content_type__app_label="auth", content_type__model__in=_ACCOUNTS)
    may[ADMINISTRATORS] = may[REVIEWERS] | accounts
    return permissions.objects.filter(may[name])


_ACCOUNTS = ("user", "group")
