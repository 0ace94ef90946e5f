"""What the codes of the smaller lists mean: one sentence each, by list and code.

A test holds these against the lists themselves.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEANINGS: dict[str, dict[str, str | Promise]] = {
    "lifecycle": {
        "announced": _("It was said that it will happen; no day was fixed for good."),
        "scheduled": _("A day is fixed, and it has not come."),
        "postponed": _("It was put off to a later day, or to no day yet."),
        "under-way": _("It has begun and has not ended."),
        "took-place": _("It happened. The usual case, so pages do not say it."),
        "cancelled": _("Called off before its day by those who had set it."),
        "did-not-take-place": _("Its day came and it was not held."),
        "unconfirmed": _("It is said to have happened; no source is firm enough."),
    },
    "standing": {
        "confirmed": _("Sources of two or more independent outlets say so."),
        "reported": _("One outlet says so, or several of one owner."),
        "disputed": _(
            "A source disputes it, or sources state what cannot all be right."
        ),
    },
    "status": {
        "confirmed": _(
            "It took place or is under way, and independent outlets say so. Lists do "
            "not say it."
        ),
        "reported": _("One outlet, not yet confirmed by another."),
        "disputed": _("Sources contradict each other; the page says on what."),
        "planned": _("Announced or scheduled for a day that has not come."),
        "postponed": _("Put off to another day. Drawn as what is planned."),
        "off": _(
            "Announced, then cancelled or not held. Kept, because the announcement "
            "mattered."
        ),
        "unconfirmed": _("Said to have happened, without a firm source."),
    },
    "date_match": {
        "certain": _("It falls within the dates asked for, or none were asked for."),
        "might": _("Only some of its possible days fall within the dates asked for."),
    },
    "attendance": {
        "expected": _("Named beforehand as one who will come."),
        "confirmed": _("Said beforehand that it will come."),
        "attended": _("Was there."),
        "absent": _("Was expected and did not come."),
        "declined": _("Said that it will not come."),
        "remote": _("Took part by video or phone while others met in person."),
    },
    "weight": {
        "full": _("Took part: a full mark in charts."),
        "half": _("Hosted, chaired or helped the parties: a half mark in charts."),
        "arrow": _("It was addressed to them: an arrow in charts."),
        "none": _("Named, but not there: no mark in charts."),
    },
    "participant-kind": {
        "state": _(
            "A state with a foreign ministry of its own. This says nothing about who "
            "recognises it."
        ),
        "territory": _("A territory that another state answers for abroad."),
        "organisation": _("An organisation or group of states."),
        "body": _("A ministry, presidency, parliament or agency of a state."),
        "person": _("One person. Offices are given for the day of the event."),
        "group": _("An armed group that is not the army of a state."),
        "other": _("A party of any other kind: a church, a company, a movement."),
    },
    "format": {
        "in-person": _("They were in one place."),
        "remote": _("By phone or video. It has no place."),
        "hybrid": _("Some were in one place, others took part from elsewhere."),
    },
    "fit": {
        "exact": _("The code of the scheme means the same."),
        "nearest": _("The scheme has no such code; this one is nearest."),
        "cameo-only": _("CAMEO has a code for it, PLOVER has none."),
        "none": _("Neither scheme has a code for it."),
    },
    "quad_class": {
        "1": _("Verbal cooperation"),
        "2": _("Material cooperation"),
        "3": _("Verbal conflict"),
        "4": _("Material conflict"),
    },
    "place-kind": {
        "site": _("A building or ground within a city, or on its own."),
        "city": _("A town or city."),
        "district": _("A part of a city or of a province."),
        "province": _("A first-level part of a country."),
        "country": _("A country or territory. It has no coordinates of its own."),
        "region": _("A part of the world or a region that is no province."),
        "sea": _("A sea, strait, shoal or ocean."),
        "air": _("Aboard an aircraft."),
        "online": _("On a network, where that is the place itself."),
    },
    "geo-precision": {
        "exact": _("The coordinates are those of the building or ground itself."),
        "place": _("The coordinates are those of the town or city."),
        "area": _("The place is an area; a map draws it dashed."),
    },
    "outlet-kind": {
        "news-agency": _("Sells its reports to other outlets."),
        "newspaper": _("A paper, in print or on the web."),
        "broadcaster": _("Radio or television, and its site."),
        "news-site": _("Reports on the web only."),
        "government": _("A government or one of its bodies, speaking for itself."),
        "international-organisation": _("An organisation of states, for itself."),
        "think-tank": _("An institute that studies the matter."),
        "social-media": _("An account, whoever keeps it."),
        "other": _("None of these."),
    },
    "document-kind": {
        "article": _("A report or comment of an outlet."),
        "communique": _("What a party gave out in its own words."),
        "treaty": _("The text that was agreed."),
        "transcript": _("What was said, word for word, or its recording."),
        "post": _("A post on a network."),
        "dataset": _("A data set by others."),
        "other": _("None of these."),
    },
    "source-grade": {
        "A": _("No doubt about it; it has been right throughout."),
        "B": _("Minor doubts; it has been right most of the time."),
        "C": _("Some doubts; it has been right before."),
        "D": _("Real doubts; it has been right now and then."),
        "E": _("It has been wrong throughout."),
        "F": _("Nothing is known to judge it by."),
    },
    "information-grade": {
        "1": _("Independent sources say the same."),
        "2": _("Not confirmed; it fits what else is known."),
        "3": _("Not confirmed; it fits in part."),
        "4": _("Not confirmed; possible, and it does not fit well."),
        "5": _("Contradicted by what else is known."),
        "6": _("Nothing is known to judge it by."),
    },
    "about": {
        "all": _("The source is cited for the event as a whole."),
        "date": _("It is cited for when it was."),
        "place": _("It is cited for where it was."),
        "who": _("It is cited for who took part."),
        "outcome": _("It is cited for what came of it."),
    },
    "stance": {
        "supports": _("The source says so too."),
        "disputes": _("The source says otherwise, and what it says is given."),
    },
    "relation": {
        "part-of": _("It is one part of the other event."),
        "follows": _("It came after the other and because of it."),
        "responds-to": _("It answers the other."),
        "implements": _("It does what the other agreed."),
        "replaces": _("It is held in place of the other, which was put off."),
        "contradicts": _("Both cannot be as told."),
        "before": _("On the same day, and earlier. Decides the order of a day."),
        "after": _("On the same day, and later. Decides the order of a day."),
    },
    "commitment": {
        "open": _("Not done, and its day has not passed or is not known."),
        "partly": _("A part of it was done."),
        "done": _("It was done."),
        "lapsed": _("Its day passed and it was not done."),
    },
    "change": {
        "added": _("The first version of an event."),
        "modified": _("A later version. The version before it stays readable."),
        "withdrawn": _(
            "The event was removed. Its address says when and why and shows nothing "
            "else."
        ),
        "merged": _("It was the same as another event, and its address leads there."),
    },
    "kind": {
        "exact": _("One day or one time is known."),
        "extent": _("It lasted from a first to a last day."),
        "between": _("It happened once, on a day between two."),
        "within": _("It happened within a month, a season, a year or longer."),
        "approximate": _("About then: the source is not exact."),
        "uncertain": _("A day is named and the source doubts it."),
        "before": _("On or before a day; the earliest is not known."),
        "after": _("On or after a day; the latest is not known."),
        "ongoing": _("It began then and has not ended."),
        "one-of": _("On one of several days that are named."),
    },
    "precision": {
        "day": _("The day is known."),
        "month": _("The month is known."),
        "season": _("The season is known. Seasons are those of the north."),
        "year": _("The year is known."),
        "decade": _("The decade is known."),
        "century": _("The century is known."),
    },
    "date_prec": {
        "1": _("The day is known."),
        "2": _("Known within 2 to 6 days."),
        "3": _("The week is known."),
        "4": _("The month is known, or 8 to 31 days."),
        "5": _("Longer than a month."),
    },
    "part_of_day": {
        "early-morning": _("Before the working day. Sorted as 05:00."),
        "morning": _("Sorted as 09:00."),
        "midday": _("Sorted as 12:00."),
        "afternoon": _("Sorted as 15:00."),
        "evening": _("Sorted as 19:00."),
        "night": _("Sorted as 22:00."),
    },
}


def meaning(list_name: str, code: str) -> str:
    """What a code means. Raises KeyError for one that has no meaning here."""
    return str(MEANINGS[list_name][code])
