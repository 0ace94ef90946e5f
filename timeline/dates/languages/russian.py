"""Dates in Russian, after CLDR, without ``г.`` after a year."""

from dataclasses import replace

from timeline.dates.languages.slavic import plural
from timeline.dates.languages.table import Forms, Language

_MONTHS_OF = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля"),
    *("августа", "сентября", "октября", "ноября", "декабря"),
)
_WEEKDAYS_OF = (
    *("понедельника", "вторника", "среды", "четверга"),
    *("пятницы", "субботы", "воскресенья"),
)

_NOMINATIVE = Forms(
    months=(
        *("январь", "февраль", "март", "апрель", "май", "июнь", "июль"),
        *("август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    ),
    day_months=_MONTHS_OF,
    weekdays=(
        *("понедельник", "вторник", "среда", "четверг"),
        *("пятница", "суббота", "воскресенье"),
    ),
    seasons=("весна", "лето", "осень", "зима"),
    winter_year="{s} {y}/{y2}",
    decade="{y}-е годы",
    unclear_decade="десятилетие с {y} года",
    century="{n}-й век",
)
_GENITIVE = replace(
    _NOMINATIVE,
    months=_MONTHS_OF,
    weekdays=_WEEKDAYS_OF,
    seasons=("весны", "лета", "осени", "зимы"),
    year="{y} года",
    decade="{y}-х годов",
    unclear_decade="десятилетия с {y} года",
    century="{n}-го века",
)
_ACCUSATIVE = replace(
    _NOMINATIVE,
    weekdays=(
        *("понедельник", "вторник", "среду", "четверг"),
        *("пятницу", "субботу", "воскресенье"),
    ),
    seasons=("весну", "лето", "осень", "зиму"),
    year="{y} год",
)
_INSTRUMENTAL = replace(
    _NOMINATIVE,
    months=(
        *("январём", "февралём", "мартом", "апрелем", "маем", "июнем", "июлем"),
        *("августом", "сентябрём", "октябрём", "ноябрём", "декабрём"),
    ),
    weekdays=(
        *("понедельником", "вторником", "средой", "четвергом"),
        *("пятницей", "субботой", "воскресеньем"),
    ),
    seasons=("весной", "летом", "осенью", "зимой"),
    year="{y} годом",
    decade="{y}-ми годами",
    unclear_decade="десятилетием с {y} года",
    century="{n}-м веком",
)
_WHEN = replace(
    _INSTRUMENTAL,
    months=(
        *("январе", "феврале", "марте", "апреле", "мае", "июне", "июле"),
        *("августе", "сентябре", "октябре", "ноябре", "декабре"),
    ),
    month="в {m}",
    month_year="в {m} {y}",
    year="в {y} году",
    decade="в {y}-х годах",
    unclear_decade="в десятилетии с {y} года",
    century="в {n}-м веке",
)

RUSSIAN = Language(
    cases={
        "": _NOMINATIVE,
        "gen": _GENITIVE,
        "acc": _ACCUSATIVE,
        "ins": _INSTRUMENTAL,
        "when": _WHEN,
    },
    short_months=(
        *("янв.", "февр.", "март", "апр.", "май", "июнь", "июль"),
        *("авг.", "сент.", "окт.", "нояб.", "дек."),
    ),
    short_weekdays=("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    parts_of_day={
        "early-morning": "ранним утром",
        "morning": "утром",
        "midday": "в полдень",
        "afternoon": "днём",
        "evening": "вечером",
        "night": "ночью",
    },
    names_month_twice=True,
    plural=plural,
    thousands="\xa0",
    sounds=((r"\b([ВвСс]) (?=2(?: |-)|втор|сред)", r"\1о "),),
    between="между {a:ins} и {b:ins}",
    from_to="с {a:gen} по {b:acc}",
    about="примерно {a}",
    perhaps="предположительно {a}",
    not_certain="{a}, дата под сомнением",
    uncertain="дата под сомнением",
    by="не позднее {a:gen}",
    after="после {a:gen}",
    on_or_after="не раньше {a:gen}",
    since="с {a:gen}",
    until="до {a:gen}",
    end_not_known="с {a:gen}, окончание неизвестно",
    start_not_known="до {a:gen}, начало неизвестно",
    alternatives="{a} или {b}",
    day_not_known="День неизвестен",
    some_time="{a}, день неизвестен",
    some_time_in="{a:when}, день неизвестен",
    weekday_to="{a} – {b}",
    since_weekdays=tuple(f"С {name}" for name in _WEEKDAYS_OF),
    from_weekdays=tuple(f"С {name}" for name in _WEEKDAYS_OF),
    until_weekdays=tuple(f"До {name}" for name in _WEEKDAYS_OF),
    any_day="любой день",
    window="с {a} по {b}",
    window_from="с {a}",
    window_to="по {a}",
    read_as="Прочитано как {a}{meaning}.",
    read_as_days="Прочитано как {a}, {days}.",
    meanings={
        "extent": ": длилось",
        "between": ": один день, какой именно — неизвестно",
        "within": ": один день, какой именно — неизвестно",
        "approximate": ": возможные дни {possible}",
        "uncertain": ": источник сомневается в дате",
        "before": ": насколько раньше — неизвестно",
        "after": ": насколько позже — неизвестно",
        "ongoing": ": началось тогда и ещё продолжается",
        "one-of": ": одна из этих дат, какая именно — неизвестно",
    },
    lasted_days=": длилось {days}",
    lasted="длилось с {a:gen} по {b:acc}",
    days=("{n} день", "{n} дня", "{n} дней"),
)
