"""Who may write: the group of editors, and the login a new site starts with."""

import secrets

from django.contrib.auth.models import Group, Permission, User

EDITOR = "editor"
EDITORS = "Editors"
RECORD = (
    "eventversion",
    "versionterm",
    "heading",
    "publicrecord",
    "formerslug",
    "preparedversion",
    "preparedheading",
)


def editors() -> Group:
    """The group of those who write: everything at the desk, nothing of the record.

    Permissions are given when the group is made; later changes to it are kept.
    """
    group, made = Group.objects.get_or_create(name=EDITORS)
    if made:
        ours = Permission.objects.filter(content_type__app_label="timeline")
        written = ours.exclude(content_type__model__in=RECORD)
        group.permissions.set(written | ours.filter(codename__startswith="view_"))
    return group


def an_editor() -> tuple[User, str]:
    """The editor and a new password; the password is empty when one was there."""
    there = User.objects.filter(username=EDITOR).first()
    if there:
        return there, ""
    password = secrets.token_urlsafe(12)
    editor = User.objects.create_user(EDITOR, password=password, is_staff=True)
    editor.groups.add(editors())
    return editor, password
