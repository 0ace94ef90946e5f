"""A stand-in until the room of profiles is there."""

from typing import Any

PROFILES: dict[str, Any] = {}
