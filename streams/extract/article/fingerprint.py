"""A 64-bit simhash of an article's words, by which copies of one story are told."""

import hashlib
import re

SHINGLE = 3
"""Words in a shingle: long enough to be rare, short enough to survive an edited word."""
BYTES = 8

_WORD = re.compile(r"\w{1,40}")
_BIT = [bytes(value >> bit & 1 for value in range(256)) for bit in range(8)]
"""For each bit of a byte the table that maps a byte to that bit."""


def fingerprint(text: str) -> str:
    """Return the simhash of a text as 16 hexadecimal digits.

    Charikar's simhash (STOC 2002) over word shingles: near-copies differ in few of the 64 bits,
    and Manku et al. (WWW 2007) take up to 3 as a copy.
    """
    words = _WORD.findall(text.lower())
    width = min(SHINGLE, max(1, len(words)))
    shingles = zip(*(words[i:] for i in range(width)), strict=False)
    digests = b"".join(
        hashlib.blake2b(" ".join(shingle).encode(), digest_size=BYTES).digest()
        for shingle in shingles
    )
    half = len(digests) // BYTES / 2
    columns = [digests[at::BYTES] for at in range(BYTES)]
    bits = (column.translate(table).count(1) > half for column in columns for table in _BIT)
    return f"{sum(1 << at for at, bit in enumerate(bits) if bit):016x}"
