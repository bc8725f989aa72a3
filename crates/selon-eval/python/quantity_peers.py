"""The quantities that other programs find in each text: the peers of `selon-eval quantity`.

Usage: quantity_peers.py PEER CASES.jsonl OUT.jsonl

PEER is duckling, recognizers or quantulum3. One line of CASES.jsonl is `{"id", "text", "language", "task"}`: the language
with a region or without (`en-CA`), the task what is asked for (`numeral`, `ordinal`, `percent`, `money`, `measure`,
`temperature`, `age`, `range`). One line of OUT.jsonl is `{"id", "quantities": [{"start", "end", "dimension", "unit", "value",
"low", "high", "of"}]}`, spans in code points, units by the peer's own names. A case of a task or language for which the
peer has nothing has no line.
"""

import json
import os
import sys

# What a task is called in records.
DIMENSIONS = {"numeral": "count", "measure": "length"}


def quantity(task, start, end, unit, value=None, low=None, high=None, of=None):
    """One quantity of OUT.jsonl."""
    return {
        "start": start,
        "end": end,
        "dimension": DIMENSIONS.get(task, task),
        "unit": unit,
        "value": value,
        "low": low,
        "high": high,
        "of": of,
    }


def duckling():
    """Duckling by its bindings; of a task's dimensions those that were found, without the latent ones."""
    import duckling

    dimensions = {
        "numeral": ["numeral"],
        "ordinal": ["ordinal"],
        "money": ["amount-of-money"],
        "measure": ["distance", "quantity", "volume"],
        "temperature": ["temperature"],
    }
    duckling.init()
    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    noon = duckling.parse_ref_time(zones, "UTC", 1360643400)

    def repair(text):
        """The bindings read Duckling's UTF-8 as Latin-1."""
        return text and text.encode("latin-1").decode("utf-8")

    def bound(value, side):
        return value.get(side, {}).get("value")

    def find(text, language, task):
        if task not in dimensions:
            return None
        code, _, region = language.partition("-")
        default = duckling.default_locale_lang(duckling.parse_lang(code.upper()))
        locale = duckling.parse_locale(f"{code.upper()}_{region}", default) if region else default
        context = duckling.Context(noon, locale)
        found = []
        for dimension in dimensions[task]:
            wanted = duckling.parse_dimensions([dimension])
            for item in duckling.parse(text, context, wanted, False):
                # A dimension brings along those that it is made of or part of.
                if item["dim"] != {"numeral": "number"}.get(dimension, dimension):
                    continue
                value = item["value"]
                simple = value["type"] == "value"
                unit = value if simple else value.get("from") or value.get("to")
                found.append(
                    quantity(
                        task,
                        item["start"],
                        item["end"],
                        repair(unit.get("unit")),
                        value["value"] if simple else None,
                        bound(value, "from") if not simple else None,
                        bound(value, "to") if not simple else None,
                        repair(value.get("product")),
                    )
                )
        return found

    return find


def recognizers():
    """Microsoft's Recognizers-Text, its Python engine; it has no model of ranges."""
    import recognizers_suite as suite

    models = {
        "numeral": suite.recognize_number,
        "ordinal": suite.recognize_ordinal,
        "percent": suite.recognize_percentage,
        "money": suite.recognize_currency,
        "measure": suite.recognize_dimension,
        "temperature": suite.recognize_temperature,
        "age": suite.recognize_age,
    }
    cultures = {"fr": "fr-fr", "en": "en-us"}

    def number(text):
        try:
            return float(text.rstrip("%").replace(",", "."))
        except (AttributeError, ValueError):
            return None

    def find(text, language, task):
        if task not in models:
            return None
        try:
            results = models[task](text, cultures[language[:2]])
        except Exception:  # it raises on some of its own cases: nothing found
            return []
        return [
            quantity(
                task,
                result.start,
                result.end + 1,
                result.resolution.get("isoCurrency") or result.resolution.get("unit"),
                number(result.resolution.get("value")),
            )
            for result in results
            if result.resolution
        ]

    return find


def quantulum3():
    """quantulum3 without its classifier; it reads English only and no ordinals."""
    import quantulum3.parser as parser

    def dimension(unit):
        entity = unit.entity.name
        if entity == "dimensionless":
            return {"percentage": "percent"}.get(unit.name, "numeral")
        return {"currency": "money", "temperature": "temperature"}.get(entity, "measure")

    def find(text, language, task):
        if not language.startswith("en") or task in ("ordinal", "age"):
            return None
        try:
            results = parser.parse(text)
        except Exception:  # nothing found
            return []
        found = []
        for item in results:
            kind, middle, spread = dimension(item.unit), item.value, item.uncertainty
            numbers = (middle, None, None) if spread is None else (None, middle - spread, middle + spread)
            unit = None if kind in ("numeral", "percent") else item.unit.name
            found.append(quantity(kind, *item.span, unit, *numbers))
        return found

    return find


def main(peer, cases, out):
    find = {"duckling": duckling, "recognizers": recognizers, "quantulum3": quantulum3}[peer]()
    with open(cases, encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    partial = out + ".part"
    with open(partial, "w", encoding="utf-8") as target:
        for item in items:
            found = find(item["text"], item["language"], item["task"])
            if found is not None:
                json.dump({"id": item["id"], "quantities": found}, target, ensure_ascii=False)
                target.write("\n")
    os.replace(partial, out)  # answers that are there are whole


if __name__ == "__main__":
    main(*sys.argv[1:])
