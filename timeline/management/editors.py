"""The login a new site starts with: somebody who enters and publishes alone."""

import secrets

from django.contrib.auth.models import User

from timeline.reviewing.groups import EDITORS, REVIEWERS, group

EDITOR = "editor"


def an_editor() -> tuple[User, str]:
    """The editor and a new password; the password is empty when one was there."""
    there = User.objects.filter(username=EDITOR).first()
    if there:
        return there, ""
    password = secrets.token_urlsafe(12)
    editor = User.objects.create_user(EDITOR, password=password, is_staff=True)
    editor.groups.add(group(EDITORS), group(REVIEWERS))
    return editor, password
