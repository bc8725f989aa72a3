"""The work of `selon add` in Python: the peer of `selon-eval ledger`.

Usage: ledger_peer.py MODEL ARTICLES.jsonl OUT.sqlite PROCESSES

Each article is parsed by spaCy's whole pipeline, its times are found by dateparser, its near-duplicates by datasketch
(words, 5-grams, MinHash of 128 permutations, each candidate verified exactly), and all is written to SQLite with an index of
the words: articles, entities, times, pairs. Parsing and times run in PROCESSES processes, the rest beside them in this one,
which is the least that a program of these parts does. Prints one line of JSON: articles, seconds from the first article to
the last commit, and seconds to load before that.
"""

import json
import multiprocessing
import re
import sqlite3
import sys
import time
import unicodedata
from datetime import datetime

CHUNK = 8
GRAM = 5
WORD = re.compile(r"[^\W_]+")
SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE article (id INTEGER PRIMARY KEY, name TEXT, outlet TEXT, title TEXT, text TEXT);
CREATE TABLE entity (article INTEGER, start INTEGER, "end" INTEGER, type TEXT, text TEXT);
CREATE TABLE time (article INTEGER, text TEXT, value TEXT);
CREATE TABLE copy (a INTEGER, b INTEGER, jaccard REAL);
CREATE VIRTUAL TABLE article_text USING fts5 (title, text, content = 'article', content_rowid = 'id',
                                              tokenize = "unicode61 remove_diacritics 2");
"""


def load(model):
    """What each process needs, once."""
    global nlp, search_dates
    import spacy
    from dateparser.search import search_dates

    nlp = spacy.load(model)


def written(article):
    try:
        return datetime.fromisoformat(article.get("published") or "").replace(tzinfo=None)
    except ValueError:
        return datetime(2016, 1, 1)


def read(articles):
    """Entities and times of some articles."""
    docs = nlp.pipe([article["text"] for article in articles])
    return [(article, entities(doc), times(article)) for article, doc in zip(articles, docs)]


def entities(doc):
    return [(entity.start_char, entity.end_char, entity.label_, entity.text) for entity in doc.ents]


def times(article):
    settings = {"RELATIVE_BASE": written(article), "PREFER_DATES_FROM": "past"}
    try:
        found = search_dates(article["text"], languages=[article.get("language", "fr")[:2]], settings=settings)
    except Exception:  # it gives up on some texts
        found = None
    return [(words, instant.isoformat()) for words, instant in found or []]


def grams(text):
    """The set of word 5-grams, in lower case and without accents."""
    text = unicodedata.normalize("NFD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    words = WORD.findall(text)
    return {" ".join(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)}


class Copies:
    """Near-duplicates of each text among those before it."""

    def __init__(self):
        import xxhash
        from datasketch import MinHash, MinHashLSH

        self.sketch = lambda: MinHash(num_perm=128, hashfunc=xxhash.xxh32_intdigest)
        self.index, self.sets = MinHashLSH(threshold=0.5, num_perm=128), {}

    def add(self, number, text):
        found = self.sets[number] = grams(text)
        if not found:
            return
        sketch = self.sketch()
        sketch.update_batch([gram.encode() for gram in found])
        for other in self.index.query(sketch):
            common = len(found & self.sets[other])
            jaccard = common / (len(found) + len(self.sets[other]) - common)
            if jaccard >= 0.5:
                yield other, number, jaccard
        self.index.insert(number, sketch)


def main(model, path, out, processes):
    start = time.perf_counter()
    with open(path, encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    chunks = [articles[at : at + CHUNK] for at in range(0, len(articles), CHUNK)]
    ledger = sqlite3.connect(out)
    ledger.executescript(SCHEMA)
    with multiprocessing.Pool(int(processes), load, (model,)) as pool:
        pool.map(read, [[]] * int(processes), 1)  # every process has loaded
        copies = Copies()
        begun = time.perf_counter()
        number = 0
        for chunk in pool.imap(read, chunks):
            for article, entities, times in chunk:
                number += 1
                row = (number, article["id"], article.get("outlet"), article.get("title"), article["text"])
                ledger.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?)", row)
                ledger.execute("INSERT INTO article_text (rowid, title, text) VALUES (?, ?, ?)", (number, row[3], row[4]))
                ledger.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?)", [(number, *e) for e in entities])
                ledger.executemany("INSERT INTO time VALUES (?, ?, ?)", [(number, *t) for t in times])
                ledger.executemany("INSERT INTO copy VALUES (?, ?, ?)", copies.add(number, article["text"]))
            ledger.commit()
        ended = time.perf_counter()
    print(json.dumps({"articles": number, "load_seconds": begun - start, "seconds": ended - begun}))


if __name__ == "__main__":
    main(*sys.argv[1:])
