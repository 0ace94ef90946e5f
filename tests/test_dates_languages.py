"""Dates in five languages: what readers see of them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from timeline.dates import (
    Window,
    block,
    day_words,
    days_range_words,
    heading_words,
    moment_words,
    month_name,
    month_words,
    other_readings,
    read_date,
    read_echo,
    row_words,
    short_day_words,
    short_range_words,
    weekday_name,
    words,
)

LANGUAGES = ("en", "uk", "ru", "tr", "ar")

# Every row of the product's table of dates, then what else a date can be.
SAID = """
15 May 2025 | 15 May 2025 | 15 травня 2025 | 15 мая 2025 | 15 Mayıs 2025 | 15 مايو/أيار 2025
2025-05-15 | 15 May 2025 | 15 травня 2025 | 15 мая 2025 | 15 Mayıs 2025 | 15 مايو/أيار 2025
15.05.2025 | 15 May 2025 | 15 травня 2025 | 15 мая 2025 | 15 Mayıs 2025 | 15 مايو/أيار 2025
14-15 May 2025 | 14–15 May 2025 | 14–15 травня 2025 | 14–15 мая 2025 | 14–15 Mayıs 2025 | من 14 إلى 15 مايو/أيار 2025
between 16 and 22 May 2025 | between 16 and 22 May 2025 | між 16 і 22 травня 2025 | между 16 и 22 мая 2025 | 16 ile 22 Mayıs 2025 arasında | بين 16 و22 مايو/أيار 2025
May 2025 | May 2025 | травень 2025 | май 2025 | Mayıs 2025 | مايو/أيار 2025
spring 2025 | spring 2025 | весна 2025 | весна 2025 | ilkbahar 2025 | ربيع 2025
2025 | 2025 | 2025 | 2025 | 2025 | 2025
about 15 May 2025 | about 15 May 2025 | приблизно 15 травня 2025 | примерно 15 мая 2025 | 15 Mayıs 2025 civarı | نحو 15 مايو/أيار 2025
about May 2025 | about May 2025 | приблизно травень 2025 | примерно май 2025 | Mayıs 2025 civarı | نحو مايو/أيار 2025
about 2025 | about 2025 | приблизно 2025 | примерно 2025 | 2025 civarı | نحو 2025
15 May 2025? | 15 May 2025, not certain | 15 травня 2025, дата під сумнівом | 15 мая 2025, дата под сомнением | 15 Mayıs 2025, tarih kesin değil | 15 مايو/أيار 2025، التاريخ غير مؤكد
mid-May 2025 | between 11 and 20 May 2025 | між 11 і 20 травня 2025 | между 11 и 20 мая 2025 | 11 ile 20 Mayıs 2025 arasında | بين 11 و20 مايو/أيار 2025
early June 2025 | between 1 and 10 June 2025 | між 1 і 10 червня 2025 | между 1 и 10 июня 2025 | 1 ile 10 Haziran 2025 arasında | بين 1 و10 يونيو/حزيران 2025
by 2 June 2025 | by 2 June 2025 | не пізніше 2 червня 2025 | не позднее 2 июня 2025 | en geç 2 Haziran 2025 | بحلول 2 يونيو/حزيران 2025
after 2 June 2025 | after 2 June 2025 | після 2 червня 2025 | после 2 июня 2025 | 2 Haziran 2025 tarihinden sonra | بعد 2 يونيو/حزيران 2025
since 12 May 2025 | since 12 May 2025 | з 12 травня 2025 | с 12 мая 2025 | 12 Mayıs 2025 tarihinden beri | منذ 12 مايو/أيار 2025
16 May 2025 13:35 | 16 May 2025, 13:35 | 16 травня 2025, 13:35 | 16 мая 2025, 13:35 | 16 Mayıs 2025, 13:35 | 16 مايو/أيار 2025، 13:35
16 May 2025, 13:35–15:35 UTC+3 | 16 May 2025, 13:35–15:35 UTC+3 | 16 травня 2025, 13:35–15:35 UTC+3 | 16 мая 2025, 13:35–15:35 UTC+3 | 16 Mayıs 2025, 13:35–15:35 UTC+3 | 16 مايو/أيار 2025، من 13:35 إلى 15:35 UTC+3
morning of 16 May 2025 | 16 May 2025, morning | 16 травня 2025, вранці | 16 мая 2025, утром | 16 Mayıs 2025, sabah | 16 مايو/أيار 2025، صباحًا
30 May to 2 June 2025 | 30 May–2 June 2025 | 30 травня – 2 червня 2025 | 30 мая – 2 июня 2025 | 30 Mayıs – 2 Haziran 2025 | من 30 مايو/أيار إلى 2 يونيو/حزيران 2025
between April and June 2025 | between April and June 2025 | між квітнем і червнем 2025 | между апрелем и июнем 2025 | Nisan ile Haziran 2025 arasında | بين أبريل/نيسان ويونيو/حزيران 2025
between 2024 and 2025 | between 2024 and 2025 | між 2024 роком і 2025 роком | между 2024 годом и 2025 годом | 2024 ile 2025 arasında | بين 2024 و2025
between spring and autumn 2025 | between spring and autumn 2025 | між весною і осінню 2025 | между весной и осенью 2025 | ilkbahar ile sonbahar 2025 arasında | بين الربيع وخريف 2025
winter 2025 | winter 2025–26 | зима 2025/26 | зима 2025/26 | kış 2025–26 | شتاء 2025/26
1940s | the 1940s | 1940-ві роки | 1940-е годы | 1940’lı yıllar | عقد 1940
1990s | the 1990s | 1990-ті роки | 1990-е годы | 1990’lı yıllar | عقد 1990
190X | the decade from 1900 | десятиліття з 1900 року | десятилетие с 1900 года | 1900 ile başlayan on yıl | عقد 1900
20th century | the 20th century | 20 століття | 20-й век | 20. yüzyıl | القرن 20
after 2024 | after 2024 | після 2024 року | после 2024 года | 2024 yılından sonra | بعد عام 2024
by May 2025 | by May 2025 | не пізніше травня 2025 | не позднее мая 2025 | en geç Mayıs 2025 | بحلول مايو/أيار 2025
on or after spring 2025 | on or after spring 2025 | не раніше весни 2025 | не раньше весны 2025 | en erken ilkbahar 2025 | ليس قبل ربيع 2025
since 2 May 2025 | since 2 May 2025 | з 2 травня 2025 | со 2 мая 2025 | 2 Mayıs 2025 tarihinden beri | منذ 2 مايو/أيار 2025
since June 2025 | since June 2025 | з червня 2025 | с июня 2025 | 2025 Haziran ayından beri | منذ يونيو/حزيران 2025
since January 2025 | since January 2025 | із січня 2025 | с января 2025 | 2025 Ocak ayından beri | منذ يناير/كانون الثاني 2025
since the 1990s | since the 1990s | з 1990-х років | с 1990-х годов | 1990’lı yıllardan beri | منذ عقد 1990
since winter 2025 | since winter 2025–26 | із зими 2025/26 | с зимы 2025/26 | 2025–26 kış mevsiminden beri | منذ شتاء 2025/26
until 2 June 2025 | until 2 June 2025 | до 2 червня 2025 | до 2 июня 2025 | 2 Haziran 2025 tarihine kadar | حتى 2 يونيو/حزيران 2025
from 12 May 2025, end not known | from 12 May 2025, end not known | з 12 травня 2025, кінець невідомий | с 12 мая 2025, окончание неизвестно | 12 Mayıs 2025 tarihinden itibaren, bitişi bilinmiyor | من 12 مايو/أيار 2025، والنهاية غير معروفة
until 2025, start not known | until 2025, start not known | до 2025 року, початок невідомий | до 2025 года, начало неизвестно | 2025 yılına kadar, başlangıcı bilinmiyor | حتى عام 2025، والبداية غير معروفة
from about May 2025 to autumn 2026 | from about May 2025 to autumn 2026 | з приблизно травня 2025 до осені 2026 | с примерно мая 2025 по осень 2026 | yaklaşık 2025 Mayıs ayından 2026 sonbahar mevsimine kadar | من نحو مايو/أيار 2025 إلى خريف 2026
from about 2024 to winter 2025 | from about 2024 to winter 2025–26 | з приблизно 2024 року до зими 2025/26 | с примерно 2024 года по зиму 2025/26 | yaklaşık 2024 yılından 2025–26 kış mevsimine kadar | من نحو عام 2024 إلى شتاء 2025/26
about 14–15 May 2025 | about 14–15 May 2025 | приблизно 14–15 травня 2025 | примерно 14–15 мая 2025 | 14–15 Mayıs 2025 civarı | نحو من 14 إلى 15 مايو/أيار 2025
15 or 16 May 2025 | 15 or 16 May 2025 | 15 або 16 травня 2025 | 15 или 16 мая 2025 | 15 veya 16 Mayıs 2025 | 15 أو 16 مايو/أيار 2025
[2025-05-15~,2025-05-16?] | about 15 May 2025 or perhaps 16 May 2025 | приблизно 15 травня 2025 або 16 травня 2025 (під сумнівом) | примерно 15 мая 2025 или предположительно 16 мая 2025 | 15 Mayıs 2025 civarı veya belki 16 Mayıs 2025 | نحو 15 مايو/أيار 2025 أو ربما 16 مايو/أيار 2025
"""  # noqa: E501
SAID_ROWS = [
    (typed, language, said)
    for typed, *five in (row.split(" | ") for row in SAID.strip().splitlines())
    for language, said in zip(LANGUAGES, five, strict=True)
]


@pytest.mark.parametrize(("typed", "language", "said"), SAID_ROWS)
def test_a_date_is_said_in_five_languages(typed: str, language: str, said: str) -> None:
    assert words(read_date(typed), language=language) == said


ROWS = [
    ("15 May 2025", "uk", ""),
    ("15 May 2025?", "uk", "дата під сумнівом"),
    ("15 May 2025?, 13:35", "ru", "13:35, дата под сомнением"),
    ("15 May 2025?, 13:35", "ar", "13:35، التاريخ غير مؤكد"),
    ("14–15 May 2025", "ru", "14–15 мая"),
    ("30 May–2 June 2025", "ar", "من 30 مايو/أيار إلى 2 يونيو/حزيران"),
    ("between 16 and 22 May 2025", "ar", "بين 16 و22 مايو/أيار"),
    ("since May 2025", "tr", "Mayıs ayından beri"),
    ("since spring 2025", "tr", "ilkbahar mevsiminden beri"),
    ("16 May 2025, 13:35–15:35", "ar", "من 13:35 إلى 15:35"),
]


@pytest.mark.parametrize(("typed", "language", "said"), ROWS)
def test_a_row_leaves_the_year_to_its_heading(
    typed: str, language: str, said: str
) -> None:
    assert row_words(read_date(typed), language=language) == said


HEADINGS = [
    ("15 May 2025", "uk", "Четвер, 15 травня 2025", "Четвер", "травень 2025"),
    ("16 May 2025", "ru", "Пятница, 16 мая 2025", "Пятница", "май 2025"),
    ("16 May 2025", "tr", "16 Mayıs 2025 Cuma", "Cuma", "Mayıs 2025"),
    ("16 May 2025", "ar", "الجمعة 16 مايو/أيار 2025", "الجمعة", "مايو/أيار 2025"),
    (
        "14–15 May 2025",
        "ru",
        "Среда, 14 мая – четверг, 15 мая 2025",
        "Ср – чт",
        "май 2025",
    ),
    (
        "14–15 May 2025",
        "tr",
        "14 Mayıs Çarşamba – 15 Mayıs 2025 Perşembe",
        "Çar – Per",
        "Mayıs 2025",
    ),
    (
        "14–15 May 2025",
        "ar",
        "من الأربعاء 14 إلى الخميس 15 مايو/أيار 2025",
        "من الأربعاء إلى الخميس",
        "مايو/أيار 2025",
    ),
    (
        "between 16 and 22 May 2025",
        "uk",
        "Між 16 і 22 травня 2025, день невідомий",
        "День невідомий",
        "травень 2025",
    ),
    (
        "between 16 and 22 May 2025",
        "ar",
        "في وقت ما بين 16 و22 مايو/أيار 2025",
        "اليوم غير معروف",
        "مايو/أيار 2025",
    ),
    (
        "between 28 May and 3 June 2025",
        "ru",
        "Между 28 мая и 3 июня 2025, день неизвестен",
        "День неизвестен",
        "май–июнь 2025",
    ),
    ("since 13 May 2025", "ru", "С 13 мая 2025", "Со вторника", "май 2025"),
    ("since 14 May 2025", "uk", "З 14 травня 2025", "Із середи", "травень 2025"),
    (
        "since 12 May 2025",
        "tr",
        "12 Mayıs 2025 tarihinden beri",
        "Pazartesi gününden beri",
        "Mayıs 2025",
    ),
    ("May 2025", "uk", "У травні 2025, день невідомий", "", "травень 2025"),
    ("May 2025", "ru", "В мае 2025, день неизвестен", "", "май 2025"),
    ("May 2025", "tr", "2025 Mayıs ayında, gün bilinmiyor", "", "Mayıs 2025"),
    ("May 2025", "ar", "في وقت ما في مايو/أيار 2025", "", "مايو/أيار 2025"),
    ("spring 2025", "uk", "Навесні 2025, день невідомий", "", "весна 2025"),
    (
        "since spring 2025",
        "tr",
        "2025 ilkbahar mevsiminden beri",
        "",
        "2025 ilkbahar mevsiminden beri",
    ),
    ("about spring 2025", "tr", "İlkbahar 2025 civarı, gün bilinmiyor", "",
     "ilkbahar 2025 civarı"),
    ("2nd century", "ru", "Во 2-м веке, день неизвестен", "", "2-й век"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "language", "heading", "weekday", "month"), HEADINGS)
def test_a_date_stands_under_a_heading_of_the_language(
    typed: str, language: str, heading: str, weekday: str, month: str
) -> None:
    day = read_date(typed)
    under = block(day, language=language)
    assert heading_words(day, language=language) == heading
    assert (under.weekday, under.month) == (weekday, month)
    assert under.numeral == block(day).numeral


WEEKDAYS = [
    ("since 12 May 2025", "uk", "з понеділка, 12 травня 2025"),
    ("since 14 May 2025", "ru", "со среды, 14 мая 2025"),
    ("since 12 May 2025", "tr", "12 Mayıs 2025 Pazartesi gününden beri"),
    ("between 16 and 22 May 2025", "tr",
     "16 Mayıs Cuma ile 22 Mayıs 2025 Perşembe arasında"),
    ("between 16 and 22 May 2025", "ar", "بين الجمعة 16 والخميس 22 مايو/أيار 2025"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "language", "said"), WEEKDAYS)
def test_a_weekday_takes_the_case_its_date_is_in(
    typed: str, language: str, said: str
) -> None:
    assert words(read_date(typed), with_weekday=True, language=language) == said


ECHOES = [
    ("14–15 May 2025", "uk", "Прочитано як 14–15 травня 2025: тривало 2 дні."),
    ("1–21 May 2025", "ru", "Прочитано как 1–21 мая 2025: длилось 21 день."),
    ("1–11 May 2025", "ru", "Прочитано как 1–11 мая 2025: длилось 11 дней."),
    ("14–15 May 2025", "tr", "Anlaşılan tarih: 14–15 Mayıs 2025; 2 gün sürdü."),
    ("14–15 May 2025", "ar",
     "فُهم التاريخ: من 14 إلى 15 مايو/أيار 2025، واستمر يومين."),
    ("May–June 2025", "uk", "Прочитано як травень–червень 2025: тривало."),
    ("15 May 2025", "tr", "Anlaşılan tarih: 15 Mayıs 2025."),
    ("about 15 May 2025", "ru",
     "Прочитано как примерно 15 мая 2025: возможные дни с 14 по 16 мая 2025."),
    ("1 January 2020 – 31 December 2024", "ru",
     "Прочитано как 1 января 2020 – 31 декабря 2024: длилось 1\xa0827 дней."),
    ("1 January 2020 – 31 December 2024", "tr",
     "Anlaşılan tarih: 1 Ocak 2020 – 31 Aralık 2024; 1.827 gün sürdü."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "language", "echo"), ECHOES)
def test_the_reading_is_said_back_in_the_language(
    typed: str, language: str, echo: str
) -> None:
    assert read_echo(read_date(typed), language=language) == echo


ARABIC_COUNTS = [
    (1, "يوم واحد"),
    (2, "يومين"),
    (6, "6 أيام"),
    (11, "11 يومًا"),
    (99, "99 يومًا"),
    (100, "100 يوم"),
    (102, "102 يوم"),
    (103, "103 أيام"),
]


@pytest.mark.parametrize(("count", "said"), ARABIC_COUNTS)
def test_days_are_counted_by_the_plurals_of_arabic(count: int, said: str) -> None:
    first = date(2025, 1, 1)
    window = Window(first, first + timedelta(days=count - 1))
    assert read_echo(window, language="ar").endswith(f"، لمدة {said}.")


WINDOWS = [
    ("en", "15 to 20 May 2025", "from 2 May 2025", "up to 2 May 2025", "any day"),
    ("uk", "з 15 до 20 травня 2025", "з 2 травня 2025", "до 2 травня 2025 включно",
     "будь-який день"),
    ("ru", "с 15 по 20 мая 2025", "со 2 мая 2025", "по 2 мая 2025", "любой день"),
    ("tr", "15–20 Mayıs 2025", "2 Mayıs 2025 ve sonrası", "2 Mayıs 2025 ve öncesi",
     "herhangi bir gün"),
    ("ar", "من 15 إلى 20 مايو/أيار 2025", "من 2 مايو/أيار 2025",
     "حتى 2 مايو/أيار 2025", "أي يوم"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "both", "since", "until", "open_"), WINDOWS)
def test_a_window_is_said_in_the_language(
    language: str, both: str, since: str, until: str, open_: str
) -> None:
    first, last, second = date(2025, 5, 15), date(2025, 5, 20), date(2025, 5, 2)
    assert days_range_words(first, last, language) == both
    assert days_range_words(second, None, language) == since
    assert days_range_words(None, second, language) == until
    assert Window(None, None).words(language=language) == open_
    assert days_range_words(first, first, language) == day_words(first, language)


def test_a_window_names_the_month_or_year_only_where_they_differ() -> None:
    june, year = date(2025, 6, 2), date(2024, 12, 30)
    assert days_range_words(date(2025, 5, 21), june, "ru") == (
        "с 21 мая по 2 июня 2025"
    )
    assert days_range_words(year, june, "tr") == "30 Aralık 2024 – 2 Haziran 2025"


SHORT = [
    ("en", "21 May–2 June", "15–20 May", "30 December 2024–2 January 2025"),
    ("uk", "21 травня – 2 червня", "15–20 травня", "30 грудня 2024 – 2 січня 2025"),
    ("ru", "21 мая – 2 июня", "15–20 мая", "30 декабря 2024 – 2 января 2025"),
    ("tr", "21 Mayıs – 2 Haziran", "15–20 Mayıs", "30 Aralık 2024 – 2 Ocak 2025"),
    ("ar", "من 21 مايو/أيار إلى 2 يونيو/حزيران", "من 15 إلى 20 مايو/أيار",
     "من 30 ديسمبر/كانون الأول 2024 إلى 2 يناير/كانون الثاني 2025"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "months", "days", "years"), SHORT)
def test_a_short_range_labels_a_page(
    language: str, months: str, days: str, years: str
) -> None:
    may, june = date(2025, 5, 21), date(2025, 6, 2)
    assert short_range_words(may, june, language) == months
    assert short_range_words(date(2025, 5, 15), date(2025, 5, 20), language) == days
    assert short_range_words(date(2024, 12, 30), date(2025, 1, 2), language) == years
    assert short_range_words(may, may, language) == short_day_words(may, language)


NAMES = [
    ("en", "16 May 2025", "16 May", "May 2025", "Feb 2025", "Feb", "Friday", "Fri"),
    ("uk", "16 травня 2025", "16 травня", "травень 2025", "лют. 2025", "лют.",
     "п’ятниця", "пт"),
    ("ru", "16 мая 2025", "16 мая", "май 2025", "февр. 2025", "февр.", "пятница",
     "пт"),
    ("tr", "16 Mayıs 2025", "16 Mayıs", "Mayıs 2025", "Şub 2025", "Şub", "Cuma",
     "Cum"),
    ("ar", "16 مايو/أيار 2025", "16 مايو/أيار", "مايو/أيار 2025", "فبراير 2025",
     "فبراير", "الجمعة", "الجمعة"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "day", "short", "month", "brief", "column", "weekday", "wd"), NAMES
)
def test_days_months_and_weekdays_have_their_names(
    language: str,
    day: str,
    short: str,
    month: str,
    brief: str,
    column: str,
    weekday: str,
    wd: str,
) -> None:
    friday = date(2025, 5, 16)
    assert day_words(friday, language) == day
    assert short_day_words(friday, language) == short
    assert month_words(2025, 5, language) == month
    assert month_words(2025, 2, language, short=True) == brief
    assert month_name(2, language, short=True) == column
    assert f"{month_name(5, language)} 2025" == month
    assert weekday_name(4, language) == weekday
    assert weekday_name(4, language, short=True) == wd


WHEN = [
    ("en", "May 2025", "May 2025"),
    ("uk", "у травні 2025", "травня 2025"),
    ("ru", "в мае 2025", "мая 2025"),
    ("tr", "2025 Mayıs ayında", "Mayıs 2025"),
    ("ar", "في مايو/أيار 2025", "مايو/أيار 2025"),
]


@pytest.mark.parametrize(("language", "when", "of"), WHEN)
def test_a_month_takes_a_case_where_the_language_has_it(
    language: str, when: str, of: str
) -> None:
    assert month_words(2025, 5, language, case="when") == when
    assert month_words(2025, 5, language, case="gen") == of


def test_a_moment_is_said_in_utc() -> None:
    istanbul = timezone(timedelta(hours=3))
    moment = datetime(2025, 5, 17, 1, 35, tzinfo=istanbul)
    assert moment_words(moment) == "16 May 2025, 22:35 UTC"
    assert moment_words(moment, "uk") == "16 травня 2025, 22:35 UTC"
    assert moment_words(moment.astimezone(UTC), "ar").startswith("16 مايو/أيار 2025، ")
    with pytest.raises(ValueError, match="needs a time zone"):
        moment_words(datetime(2025, 5, 16, 13, 35))


OTHERS = [
    ("between 16 and 22 May 2025", "uk", "Тривало з 16 до 22 травня"),
    ("between May and June 2025", "ru", "Длилось с мая по июнь"),
    ("between 16 and 22 May 2025", "tr", "16–22 Mayıs boyunca sürdü"),
    ("between 16 and 22 May 2025", "ar", "استمر من 16 إلى 22 مايو/أيار"),
]


@pytest.mark.parametrize(("typed", "language", "label"), OTHERS)
def test_another_reading_has_a_label_in_the_language_and_a_text_to_type(
    typed: str, language: str, label: str
) -> None:
    found, text = other_readings(read_date(typed), language=language)[0]
    assert found == label
    assert text == other_readings(read_date(typed))[0][1]
