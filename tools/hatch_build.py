"""Build hook: compiles the translation catalogues, also for an editable install."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from catalogues import compile_catalogues


class CompileCatalogues(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))
        # Made at set-up, kept out of git, needed by those who install the package without Node.
        build_data["artifacts"] += ["*.mo", "src/naerverk_web/design/static/vendor/", "src/naerverk/reports/fonts/"]
