"""Dates in Ukrainian, after CLDR, without ``р.`` after a year."""

from dataclasses import replace

from timeline.dates.languages.slavic import plural
from timeline.dates.languages.table import Forms, Language

_MONTHS_OF = (
    *("січня", "лютого", "березня", "квітня", "травня", "червня", "липня"),
    *("серпня", "вересня", "жовтня", "листопада", "грудня"),
)
_WEEKDAYS_OF = (
    *("понеділка", "вівторка", "середи", "четверга"),
    *("п’ятниці", "суботи", "неділі"),
)

_NOMINATIVE = Forms(
    months=(
        *("січень", "лютий", "березень", "квітень", "травень", "червень", "липень"),
        *("серпень", "вересень", "жовтень", "листопад", "грудень"),
    ),
    day_months=_MONTHS_OF,
    weekdays=(
        *("понеділок", "вівторок", "середа", "четвер"),
        *("п’ятниця", "субота", "неділя"),
    ),
    seasons=("весна", "літо", "осінь", "зима"),
    winter_year="{s} {y}/{y2}",
    decade="{y}-{e} роки",
    unclear_decade="десятиліття з {y} року",
    century="{n} століття",
)
_GENITIVE = replace(
    _NOMINATIVE,
    months=_MONTHS_OF,
    weekdays=_WEEKDAYS_OF,
    seasons=("весни", "літа", "осені", "зими"),
    year="{y} року",
    decade="{y}-х років",
    century="{n} століття",
)
_INSTRUMENTAL = replace(
    _NOMINATIVE,
    months=(
        *("січнем", "лютим", "березнем", "квітнем", "травнем", "червнем", "липнем"),
        *("серпнем", "вереснем", "жовтнем", "листопадом", "груднем"),
    ),
    weekdays=(
        *("понеділком", "вівторком", "середою", "четвергом"),
        *("п’ятницею", "суботою", "неділею"),
    ),
    seasons=("весною", "літом", "осінню", "зимою"),
    year="{y} роком",
    decade="{y}-ми роками",
    unclear_decade="десятиліттям з {y} року",
    century="{n} століттям",
)
_WHEN = replace(
    _NOMINATIVE,
    months=(
        *("січні", "лютому", "березні", "квітні", "травні", "червні", "липні"),
        *("серпні", "вересні", "жовтні", "листопаді", "грудні"),
    ),
    seasons=("навесні", "влітку", "восени", "взимку"),
    month="у {m}",
    month_year="у {m} {y}",
    year="у {y} році",
    decade="у {y}-х роках",
    unclear_decade="у десятилітті з {y} року",
    century="у {n} столітті",
)

UKRAINIAN = Language(
    cases={"": _NOMINATIVE, "gen": _GENITIVE, "ins": _INSTRUMENTAL, "when": _WHEN},
    short_months=(
        *("січ.", "лют.", "бер.", "квіт.", "трав.", "черв.", "лип."),
        *("серп.", "вер.", "жовт.", "лист.", "груд."),
    ),
    short_weekdays=("пн", "вт", "ср", "чт", "пт", "сб", "нд"),
    parts_of_day={
        "early-morning": "рано-вранці",
        "morning": "вранці",
        "midday": "опівдні",
        "afternoon": "вдень",
        "evening": "ввечері",
        "night": "вночі",
    },
    decade_endings=("", *("ті",) * 3, "ві", *("ті",) * 5),
    names_month_twice=True,
    plural=plural,
    thousands="\xa0",
    sounds=((r"\bЗ (?=[зсшж])", "Із "), (r"\bз (?=[зсшж])", "із ")),
    between="між {a:ins} і {b:ins}",
    from_to="з {a:gen} до {b:gen}",
    about="приблизно {a}",
    perhaps="{a} (під сумнівом)",
    not_certain="{a}, дата під сумнівом",
    uncertain="дата під сумнівом",
    by="не пізніше {a:gen}",
    after="після {a:gen}",
    on_or_after="не раніше {a:gen}",
    since="з {a:gen}",
    until="до {a:gen}",
    end_not_known="з {a:gen}, кінець невідомий",
    start_not_known="до {a:gen}, початок невідомий",
    alternatives="{a} або {b}",
    day_not_known="День невідомий",
    some_time="{a}, день невідомий",
    some_time_in="{a:when}, день невідомий",
    weekday_to="{a} – {b}",
    since_weekdays=tuple(f"З {name}" for name in _WEEKDAYS_OF),
    from_weekdays=tuple(f"З {name}" for name in _WEEKDAYS_OF),
    until_weekdays=tuple(f"До {name}" for name in _WEEKDAYS_OF),
    any_day="будь-який день",
    window="з {a} до {b}",
    window_from="з {a}",
    window_to="до {a} включно",
    read_as="Прочитано як {a}{meaning}.",
    read_as_days="Прочитано як {a}, {days}.",
    meanings={
        "extent": ": тривало",
        "between": ": один день, який саме — невідомо",
        "within": ": один день, який саме — невідомо",
        "approximate": ": можливі дні {possible}",
        "uncertain": ": джерело сумнівається в даті",
        "before": ": наскільки раніше — невідомо",
        "after": ": наскільки пізніше — невідомо",
        "ongoing": ": почалося тоді й досі триває",
        "one-of": ": одна з цих дат, яка саме — невідомо",
    },
    lasted_days=": тривало {days}",
    lasted="тривало з {a:gen} до {b:gen}",
    days=("{n} день", "{n} дні", "{n} днів"),
)
