"""Prints the versions of what the figures were measured against, as one line of JSON."""

import json
import platform
from importlib.metadata import PackageNotFoundError, version

versions = {"Python": platform.python_version()}
for name, of in {"spaCy": "spacy", "thinc": "thinc", "blis": "blis", "textacy": "textacy"}.items():
    try:
        versions[name] = version(of)
    except PackageNotFoundError:
        pass  # each environment has its own
print(json.dumps(versions))
