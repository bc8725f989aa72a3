"""What trafilatura takes out of pages: the peer of `selon-eval intake`.

Usage: trafilatura_pages.py PAGES.jsonl OUT.jsonl

One line of PAGES.jsonl is `{"file", "url"}`; one of OUT.jsonl `{"text", "title", "byline", "published", "seconds"}`, in the same
order. `seconds` is the time for the text alone, from the bytes of the page, read before. The options are those
of trafilatura's own evaluation: tables with, comments without.
"""

import json
import sys
import time

from trafilatura import bare_extraction, extract

pages, out = sys.argv[1:]
OPTIONS = {"include_comments": False, "include_tables": True, "include_formatting": False}
extract("<html><body><p>text</p></body></html>", **OPTIONS)  # imports what it needs

with open(pages, encoding="utf-8") as lines, open(out, "w", encoding="utf-8") as written:
    for line in lines:
        page = json.loads(line)
        with open(page["file"], "rb") as file:
            content = file.read()
        start = time.perf_counter()
        text = extract(content, **OPTIONS)
        seconds = time.perf_counter() - start
        found = bare_extraction(content, url=page["url"], with_metadata=True)
        found = found.as_dict() if found else {}
        answer = {
            "text": text or "",
            "title": found.get("title"),
            "byline": found.get("author"),
            "published": found.get("date"),
            "seconds": seconds,
        }
        written.write(json.dumps(answer, ensure_ascii=False) + "\n")
