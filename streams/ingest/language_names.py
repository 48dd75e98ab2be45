"""English names of languages, as some services write them, to BCP 47 tags."""

_NAMES = {
    "afrikaans": "af",
    "albanian": "sq",
    "amharic": "am",
    "arabic": "ar",
    "armenian": "hy",
    "azerbaijani": "az",
    "basque": "eu",
    "belarusian": "be",
    "bengali": "bn",
    "bosnian": "bs",
    "bulgarian": "bg",
    "burmese": "my",
    "catalan": "ca",
    "chinese": "zh",
    "croatian": "hr",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "estonian": "et",
    "finnish": "fi",
    "french": "fr",
    "galician": "gl",
    "georgian": "ka",
    "german": "de",
    "greek": "el",
    "gujarati": "gu",
    "hausa": "ha",
    "hebrew": "he",
    "hindi": "hi",
    "hungarian": "hu",
    "icelandic": "is",
    "indonesian": "id",
    "irish": "ga",
    "italian": "it",
    "japanese": "ja",
    "kannada": "kn",
    "kazakh": "kk",
    "khmer": "km",
    "korean": "ko",
    "kurdish": "ku",
    "kyrgyz": "ky",
    "lao": "lo",
    "latvian": "lv",
    "lithuanian": "lt",
    "macedonian": "mk",
    "malay": "ms",
    "malayalam": "ml",
    "maltese": "mt",
    "marathi": "mr",
    "mongolian": "mn",
    "nepali": "ne",
    "norwegian": "no",
    "pashto": "ps",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "punjabi": "pa",
    "romanian": "ro",
    "russian": "ru",
    "serbian": "sr",
    "sinhala": "si",
    "slovak": "sk",
    "slovenian": "sl",
    "somali": "so",
    "spanish": "es",
    "swahili": "sw",
    "swedish": "sv",
    "tagalog": "tl",
    "tamil": "ta",
    "telugu": "te",
    "thai": "th",
    "tigrinya": "ti",
    "turkish": "tr",
    "turkmen": "tk",
    "ukrainian": "uk",
    "urdu": "ur",
    "uzbek": "uz",
    "vietnamese": "vi",
    "welsh": "cy",
    "yoruba": "yo",
    "zulu": "zu",
}
"""The languages that news are monitored in; other names are left as they are."""


def language_tag(name: str) -> str:
    """Return the tag of a language, given its tag in any spelling or its English name.

    A locale such as ``en_GB.UTF-8`` is a tag with other separators.

    >>> language_tag("English"), language_tag("en_GB"), language_tag("en-us")
    ('en', 'en-GB', 'en-us')
    """
    text = name.strip().partition(".")[0].replace("_", "-")
    return _NAMES.get(text.casefold(), text)


def is_language_tag(text: str) -> bool:
    """Whether a text may be a BCP 47 tag: letters first, parts of at most eight characters.

    >>> is_language_tag("zh-Hant-TW"), is_language_tag("English (UK)"), is_language_tag("")
    (True, False, False)
    """
    first, *others = text.split("-")
    return (
        first.isascii()
        and first.isalpha()
        and 2 <= len(first) <= 8
        and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in others)
    )
