"""Languages of sources and quotes, by their code (BCP 47 primary subtag).

The list is the one Django carries; a region or script (``en-GB``) is left off.
"""

from django.conf.locale import LANG_INFO

LANGUAGES: dict[str, str] = {"zh": "Chinese"} | {
    code: str(info["name"])
    for code, info in LANG_INFO.items()
    if "name" in info and "-" not in code
}
_BY_NAME = {name.casefold(): code for code, name in LANGUAGES.items()}


def language_code(text: str) -> str | None:
    """The code of a language written as its code or its English name."""
    wanted = text.strip().casefold()
    base = wanted.replace("_", "-").partition("-")[0]
    return base if base in LANGUAGES else _BY_NAME.get(wanted)
