"""Near-duplicates with datasketch: the peer of `selon-eval copies`.

Usage: copies_peer.py ARTICLES.jsonl PAIRS.jsonl THRESHOLD

The same work as ours: words, word 5-grams, MinHash signatures, candidates from the index, each pair verified by the exact
Jaccard similarity of the sets of 5-grams. 128 permutations, gram hashes by xxhash, updates in one batch a text: the fastest
way that datasketch has. Writes a line of JSON for each pair; prints the processor seconds from the texts in memory to the
pairs.
"""

import json
import re
import sys
import time
import unicodedata

import xxhash
from datasketch import MinHash, MinHashLSH

WORD = re.compile(r"[^\W_]+")
GRAM = 5


def words(text):
    """Runs of letters and digits, in lower case, without accents and characters that do not show."""
    if not text.isascii():
        text = unicodedata.normalize("NFD", text)
        text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Mc", "Me", "Cf"})
        text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    return WORD.findall(text.lower())


def grams(text):
    """The set of its word 5-grams."""
    found = words(text)
    return {" ".join(found[at : at + GRAM]) for at in range(len(found) - GRAM + 1)}


def main(path, output, threshold):
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    threshold = float(threshold)
    MinHash(num_perm=128)  # numpy is loaded, the permutations are drawn
    begun = time.process_time()
    lsh = MinHashLSH(threshold=threshold, num_perm=128)
    sets, pairs = [], []
    for at, text in enumerate(texts):
        found = grams(text)
        sets.append(found)
        if not found:
            continue
        sketch = MinHash(num_perm=128, hashfunc=xxhash.xxh32_intdigest)
        sketch.update_batch([gram.encode() for gram in found])
        for other in lsh.query(sketch):
            common = len(found & sets[other])
            similarity = common / (len(found) + len(sets[other]) - common)
            if similarity >= threshold:
                pairs.append((other, at, similarity))
        lsh.insert(at, sketch)
    ended = time.process_time()
    with open(output, "w", encoding="utf-8") as file:
        for a, b, similarity in pairs:
            file.write(json.dumps({"a": a, "b": b, "jaccard": similarity}) + "\n")
    print(json.dumps({"seconds": ended - begun}))


if __name__ == "__main__":
    main(*sys.argv[1:])
