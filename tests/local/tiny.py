"""A small program that is started, found, adopted and ended like a real server."""

import http.client
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from streams.local.meter import Meter
from streams.local.processes import Launch
from streams.local.site import Site, clean_environment

SERVE = """
import http.server, subprocess, sys
port = int([a for a in sys.argv if a.startswith("-Ddateline.port=")][0].partition("=")[2])
print("tiny begins", flush=True)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
http.server.HTTPServer(("127.0.0.1", port), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
DEAF = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
BROKEN = "import sys; sys.exit('tiny: the reason of the failure')"


@dataclass
class Tiny:
    """A server written in Python; ``programs`` are run one after another, the last one for ever."""

    name: str = "tiny"
    title: str = "Tiny"
    version: str = "1.0"
    preferred_port: int = 0
    grace: float = 0.5
    programs: list[str] = field(default_factory=lambda: [SERVE])

    def install(self, cache: Path, meter: Meter) -> Path:
        return cache

    def prepare(self, site: Site) -> Launch:
        program = self.programs[0] if len(self.programs) == 1 else self.programs.pop(0)
        command = [sys.executable, "-c", program, *site.marks]
        return Launch(command, site.data, clean_environment())

    def identity(self, data: Path) -> str | None:
        return "tiny-cluster"

    def answer(self, port: int, data: Path) -> str | None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=1)) as connection:
            try:
                connection.request("HEAD", "/")
                connection.getresponse()
            except (OSError, http.client.HTTPException):
                return None
        return self.version

    def endpoint(self, port: int, data: Path) -> dict[str, str]:
        return {"tiny_url": f"http://127.0.0.1:{port}"}
