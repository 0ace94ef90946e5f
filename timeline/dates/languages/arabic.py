"""Dates in Arabic: both names of a month, digits 0 to 9, ranges in words."""

from dataclasses import replace

from timeline.dates.languages.table import Forms, Language

_SHORT_MONTHS = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو"),
    *("أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
_LEVANT_MONTHS = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز"),
    *("آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
_MONTHS = tuple(
    f"{name}/{other}" for name, other in zip(_SHORT_MONTHS, _LEVANT_MONTHS, strict=True)
)
_WEEKDAYS = (
    *("الاثنين", "الثلاثاء", "الأربعاء", "الخميس"),
    *("الجمعة", "السبت", "الأحد"),
)


def _plural(number: int) -> int:
    """CLDR's one, two, few, many and other of whole numbers from 1."""
    if number in (1, 2):
        return number - 1
    last = number % 100
    return 4 if last <= 2 else 2 if last <= 10 else 3


_PLAIN = Forms(
    months=_MONTHS,
    day_months=_MONTHS,
    weekdays=_WEEKDAYS,
    seasons=("ربيع", "صيف", "خريف", "شتاء"),
    season="ال{s}",
    winter_year="{s} {y}/{y2}",
    decade="عقد {y}",
    unclear_decade="عقد {y}",
    century="القرن {n}",
    weekday_day="{w} {d}",
)
_GENITIVE = replace(_PLAIN, year="عام {y}")
_WHEN = replace(
    _GENITIVE,
    month="في {m}",
    month_year="في {m} {y}",
    season="في ال{s}",
    season_year="في {s} {y}",
    winter_year="في {s} {y}/{y2}",
    year="في عام {y}",
    decade="في عقد {y}",
    unclear_decade="في عقد {y}",
    century="في القرن {n}",
)

ARABIC = Language(
    cases={"": _PLAIN, "gen": _GENITIVE, "when": _WHEN},
    short_months=_SHORT_MONTHS,
    short_weekdays=_WEEKDAYS,
    parts_of_day={
        "early-morning": "في الصباح الباكر",
        "morning": "صباحًا",
        "midday": "ظهرًا",
        "afternoon": "بعد الظهر",
        "evening": "مساءً",
        "night": "ليلًا",
    },
    plural=_plural,
    dash="من {a} إلى {b}",
    wide_dash="من {a} إلى {b}",
    between="بين {a} و{b}",
    from_to="من {a:gen} إلى {b:gen}",
    about="نحو {a}",
    perhaps="ربما {a}",
    not_certain="{a}، التاريخ غير مؤكد",
    uncertain="التاريخ غير مؤكد",
    by="بحلول {a:gen}",
    after="بعد {a:gen}",
    on_or_after="ليس قبل {a:gen}",
    since="منذ {a:gen}",
    until="حتى {a:gen}",
    end_not_known="من {a:gen}، والنهاية غير معروفة",
    start_not_known="حتى {a:gen}، والبداية غير معروفة",
    alternatives="{a} أو {b}",
    with_clock="{a}، {clock}",
    times="من {a} إلى {b}",
    day_not_known="اليوم غير معروف",
    some_time="في وقت ما {a}",
    some_time_in="في وقت ما {a:when}",
    weekday_to="من {a} إلى {b}",
    since_weekdays=tuple(f"منذ {name}" for name in _WEEKDAYS),
    from_weekdays=tuple(f"من {name}" for name in _WEEKDAYS),
    until_weekdays=tuple(f"حتى {name}" for name in _WEEKDAYS),
    any_day="أي يوم",
    window="من {a} إلى {b}",
    window_from="من {a}",
    window_to="حتى {a}",
    read_as="فُهم التاريخ: {a}{meaning}.",
    read_as_days="فُهم التاريخ: {a}، لمدة {days}.",
    meanings={
        "extent": "، واستمر الحدث طوال المدة",
        "between": "، وهو يوم واحد غير محدد",
        "within": "، وهو يوم واحد غير محدد",
        "approximate": "، والأيام المحتملة {possible}",
        "uncertain": "، والمصدر يشك في التاريخ",
        "before": "، ولا يُعرف كم سبقه",
        "after": "، ولا يُعرف كم تأخر عنه",
        "ongoing": "، وبدأ حينها وما زال مستمرًا",
        "one-of": "، وهو أحد هذه التواريخ ولا يُعرف أيّها",
    },
    lasted_days="، واستمر {days}",
    lasted="استمر من {a:gen} إلى {b:gen}",
    days=("يوم واحد", "يومين", "{n} أيام", "{n} يومًا", "{n} يوم"),
)
