"""How each language writes a count. Western digits in every language.

Separators of groups are those of CLDR 45 for Western digits.
"""

_GROUPS = {"en": ",", "uk": "\u00a0", "ru": "\u00a0", "tr": ".", "ar": ","}
_DECIMALS = {"en": ".", "uk": ",", "ru": ",", "tr": ",", "ar": "."}
_SHORT = {
    "en": ("{}k", "{}M"),
    "uk": ("{}\u00a0тис.", "{}\u00a0млн"),
    "ru": ("{}\u00a0тыс.", "{}\u00a0млн"),
    "tr": ("{}\u00a0B", "{}\u00a0Mn"),
    "ar": ("{}\u00a0ألف", "{}\u00a0مليون"),
}
EXACT_UP_TO = 10_000  # larger counts of filters are said in round numbers


def number(count: int, language: str = "en") -> str:
    """``1,012,264`` with the language's separators."""
    return f"{count:,}".replace(",", _GROUPS.get(language, ","))


def rounded(count: int, language: str = "en") -> str:
    """The count; above 10,000 in hundreds: ``12,300``."""
    shown = count if count <= EXACT_UP_TO else round(count, -2)
    return number(shown, language)


def short_number(count: int, language: str = "en") -> str:
    """At most three digits and a unit: ``950``, ``8.1k``, ``120k``, ``1.2M``."""
    if count < 1000:
        return str(count)
    thousands, millions = _SHORT.get(language, _SHORT["en"])
    unit, size = (thousands, 1000) if count < 999_500 else (millions, 1_000_000)
    share = count / size
    shown = f"{share:.1f}".removesuffix(".0") if share < 9.95 else f"{share:.0f}"
    return unit.format(shown.replace(".", _DECIMALS.get(language, ".")))


def size_number(count: int, language: str = "en") -> tuple[str, str]:
    """Bytes as a number of at most three digits and ``B``, ``KB``, ``MB`` or ``GB``.

    Units are decimal, as disks and browsers count: 1 KB is 1,000 bytes.
    """
    share, unit = float(count), "B"
    for larger in ("KB", "MB", "GB"):
        if share < 999.5:
            break
        share, unit = share / 1000, larger
    shown = f"{share:.1f}" if unit != "B" and share < 9.95 else f"{share:.0f}"
    return shown.replace(".", _DECIMALS.get(language, ".")), unit
