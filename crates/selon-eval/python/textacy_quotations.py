"""The direct quotations that textacy finds in each text: a peer of `selon-eval attribution`.

Usage: textacy_quotations.py MODEL TEXTS.jsonl OUT.jsonl

One line of TEXTS.jsonl is `{"id": ..., "text": ...}`; one line of OUT.jsonl is a prediction of `selon-eval
attribution`: `{"article": {"id", "text"}, "assertions": [{"content", "cue", "source": {"spans"}, "form": "direct"}]}`
with spans `[start, end]` in code points. The quotation marks, which textacy keeps, are left out of the content.

textacy refuses a text with an odd number of quotation marks as a whole; such a text has no assertions. Prints how
many there were.
"""

import json
import os
import sys

import spacy
from textacy.extract import direct_quotations


def spans(tokens):
    """The spans of some tokens in order; neighbours are one span."""
    found, last = [], None
    for token in tokens:
        end = token.idx + len(token)
        if found and token.i == last + 1:
            found[-1][1] = end
        else:
            found.append([token.idx, end])
        last = token.i
    return found


def quotations(doc):
    """Who says what in a document, as assertions."""
    return [
        {
            "content": spans(quotation.content[1:-1]),
            "cue": spans(quotation.cue),
            "source": {"spans": spans(quotation.speaker)},
            "form": "direct",
        }
        for quotation in direct_quotations(doc)
    ]


def main(model, texts, out):
    nlp = spacy.load(model)
    with open(texts, encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    refused = 0
    partial = out + ".part"
    with open(partial, "w", encoding="utf-8") as target:
        for item in items:
            try:
                assertions = quotations(nlp(item["text"]))
            except ValueError:
                assertions, refused = [], refused + 1
            json.dump({"article": item, "assertions": assertions}, target, ensure_ascii=False)
            target.write("\n")
    os.replace(partial, out)  # predictions that are there are whole
    print(refused)


if __name__ == "__main__":
    main(*sys.argv[1:])
