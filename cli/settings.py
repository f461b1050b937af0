"""Where things are and what the environment asks for."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The folders and addresses of this run; nothing here is made or checked."""

    root: Path
    state: Path
    cache: Path
    database_url: str | None = None
    redis_url: str | None = None
    odoo_path: Path | None = None
    debian_mirror: str | None = None

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read FYNLO_STATE, FYNLO_CACHE, DATABASE_URL, REDIS_URL, and what else is documented."""
        env = os.environ
        user_cache = Path(env.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        odoo_path = env.get("ODOO_PATH")
        return cls(
            root=ROOT,
            state=Path(env.get("FYNLO_STATE") or ROOT / ".fynlo").absolute(),
            cache=Path(env.get("FYNLO_CACHE") or user_cache / "fynlo").absolute(),
            database_url=env.get("DATABASE_URL") or None,
            redis_url=env.get("REDIS_URL") or None,
            odoo_path=Path(odoo_path).absolute() if odoo_path else None,
            debian_mirror=env.get("FYNLO_DEBIAN_MIRROR") or None,
        )

    @property
    def addons(self) -> Path:
        """The folder of Fynlo's addons."""
        return self.root / "addons"

    @property
    def run(self) -> Path:
        """The folder of process records and locks."""
        return self.state / "run"

    @property
    def logs(self) -> Path:
        """The folder of log files."""
        return self.state / "logs"

    @property
    def data(self) -> Path:
        """Odoo's data folder, with the file stores."""
        return self.state / "odoo"
