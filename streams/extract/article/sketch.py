"""A sketch of a text's word shingles, by which copies are told that were cut or edited.

The sketch holds the smallest hash values of all (bottom-k, Cohen and Kaplan, PODC 2007): from two
of them follows how much of the shorter text stands in the longer one.
"""

import base64
import hashlib
import re
from struct import pack

from schemas.mention import SKETCH_VALUES

SHINGLE = 4
"""Words in a shingle; two reporters share few of these, a reporter and a copy most."""
_WORD = re.compile(r"\w{1,40}")


def sketch_of(text: str) -> tuple[str, int]:
    """Return the sketch of a text, base64 of unsigned 32-bit values, and its number of shingles."""
    words = _WORD.findall(text.lower())
    width = min(SHINGLE, len(words))
    shingles = {" ".join(words[at : at + width]) for at in range(len(words) - width + 1)}
    values = sorted({_hash(shingle) for shingle in shingles if shingle})[:SKETCH_VALUES]
    return base64.b64encode(pack(f"<{len(values)}I", *values)).decode(), len(shingles)


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=4).digest(), "little")
