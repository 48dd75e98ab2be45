"""The examples in the help of each command. Tests check that each one can be parsed."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "demo": ("dateline demo", "dateline demo --stop"),
    "publish": (
        "dateline publish samples/articles.jsonl",
        "dateline publish feed.xml --dry-run",
        "dateline publish archive/ --resume archive.state --rate 200",
        "dateline publish rows.csv --map text=body,published_at=date --timezone Europe/London",
        "dateline publish note.txt --publisher daily.example --published-at 2024-05-12T18:40Z",
        "dateline publish --withdraw ID",
    ),
    "feeds": (
        "dateline feeds feeds.opml --state feeds.state",
        "dateline feeds feeds.txt --once --output articles.jsonl",
        "dateline feeds feeds.txt --state feeds.state --fetch-pages",
    ),
    "run": (
        "dateline run --input samples/articles.jsonl --output events.jsonl",
        "dateline run --input feed.xml --emit mentions",
        "zcat articles.jsonl.gz | dateline run > events.jsonl",
    ),
    "extract": (
        "dateline extract samples/articles.jsonl > mentions.jsonl",
        "dateline extract samples/articles.jsonl --jobs 2 > mentions.jsonl",
        "dateline extract page.html --explain | less -R",
    ),
    "geoparse": (
        "dateline geoparse texts.jsonl > places.jsonl",
        "dateline geoparse texts.jsonl --format geojson > places.geojson",
        """echo '{"text": "Shells fell on Kharkiv."}' | dateline geoparse - --format table""",
    ),
    "worker": ("dateline worker pipeline", "dateline worker index --restart"),
    "search": (
        "dateline search shelling --city Kharkiv",
        "dateline search --country SY --type air_strike --since 30d --min-killed 10",
        "dateline search '\"housing estate\" hospital' --near Homs --radius 50km",
        "dateline search --claimed-by police --stance denies --format csv",
    ),
    "events": ("dateline events --limit 5", "dateline events --city Aleppo --follow"),
    "explain": (
        "dateline explain 3f2a91c0",
        "dateline explain 3f2a91c0 --input events.jsonl",
    ),
    "export": (
        "dateline export --country SY --columns acled --output syria.csv",
        "dateline export --since 2024-01-01 --output events.geojson",
        "dateline export --format jsonl > events.jsonl",
    ),
    "alerts": ("dateline alerts --active", "dateline alerts --country Syria --since 7d"),
    "types": ("dateline types", "dateline types shelling", "dateline types --format json"),
    "compare": (
        "dateline compare --with acled.csv --country SY",
        "dateline compare --with ucdp.csv --input events.jsonl --misses misses.csv",
    ),
    "page": ("dateline page", "dateline page --port 0"),
    "evaluate": ("dateline evaluate gate ../shared",),
    "doctor": ("dateline doctor",),
    "completion": (
        'eval "$(dateline completion bash)"',
        "dateline completion zsh > ~/.zfunc/_dateline",
    ),
    "local up": ("dateline local up", "dateline local up --secure"),
    "local status": ("dateline local status",),
    "local down": ("dateline local down",),
    "local reset": ("dateline local reset --yes",),
    "local logs": ("dateline local logs kafka --follow",),
    "topics create": ("dateline topics create",),
    "topics check": ("dateline topics check",),
    "topics repartition": ("dateline topics repartition dateline. --follow",),
    "topics list": ("dateline topics list",),
    "indices create": ("dateline indices create",),
    "indices list": ("dateline indices list",),
    "indices migrate": ("dateline indices migrate",),
    "indices rebuild": ("dateline indices rebuild",),
    "kibana import": ("dateline kibana import", "dateline kibana import --wait 180"),
    "kibana build": ("dateline kibana build",),
    "gazetteer build": (
        "dateline gazetteer build",
        "dateline gazetteer build --full allCountries.zip admin1CodesASCII.txt",
    ),
    "gazetteer info": ("dateline gazetteer info",),
    "gazetteer coverage": ("dateline gazetteer coverage SY IQ",),
    "gazetteer lookup": ("dateline gazetteer lookup Saltivka",),
    "rules list": ("dateline rules list",),
    "rules check": ("dateline rules check --texts samples",),
    "schemas export": ("dateline schemas export FOLDER",),
    "schemas check": ("dateline schemas check",),
    "dead-letters list": ("dateline dead-letters list --limit 5",),
    "dead-letters replay": ("dateline dead-letters replay --reason stage_failed",),
    "settings": ("dateline settings", "DATELINE_PARTITIONS=8 dateline settings"),
}
"""Lines for a shell by the path of the command."""


def examples_of(path: str) -> tuple[str, ...]:
    """Return the examples of a command by its path, such as "local up"."""
    return EXAMPLES.get(path, ())
