"""What spaCy says of each text: the reference of `selon-eval agreement` and `selon-eval sentences`.

Usage: dump.py MODEL TEXTS.jsonl OUT.jsonl

MODEL is a package name or a folder. One line of TEXTS.jsonl is `{"id": ..., "text": ...}`; one line of OUT.jsonl
is `{"id", "text", "tokens": {column: [value of each token]}, "ents": [[first token, one past the last, label]]}`.
`idx` counts code points, as spaCy does; a head is the index of a token in the document.
"""

import json
import os
import sys

import spacy

BATCH = 64


def describe(identifier, doc):
    """The annotation of one document, column by column."""
    columns = {
        "text": [token.text for token in doc],
        "idx": [token.idx for token in doc],
        "tag": [token.tag_ for token in doc],
        "pos": [token.pos_ for token in doc],
        "morph": [str(token.morph) for token in doc],
        "lemma": [token.lemma_ for token in doc],
        "head": [token.head.i for token in doc],
        "dep": [token.dep_ for token in doc],
        "sent_start": [bool(token.is_sent_start) for token in doc],
    }
    ents = [[ent.start, ent.end, ent.label_] for ent in doc.ents]
    return {"id": identifier, "text": doc.text, "tokens": columns, "ents": ents}


def main(model, texts, out):
    nlp = spacy.load(model)
    with open(texts, encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    pairs = ((item["text"], item["id"]) for item in items)
    partial = out + ".part"
    with open(partial, "w", encoding="utf-8") as target:
        for doc, identifier in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
            json.dump(describe(identifier, doc), target, ensure_ascii=False)
            target.write("\n")
    os.replace(partial, out)  # a dump that is there is whole


if __name__ == "__main__":
    main(*sys.argv[1:])
