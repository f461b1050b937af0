"""The steps of docker/Dockerfile, without Docker: its packages, its settings, its start."""

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from cli import odoo_source, ports, postgres
from cli.server import Server

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 180


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the image has, at the paths that the Dockerfile names."""
    root = tmp_path_factory.mktemp("image")
    for source, target in copied():
        (root / target.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
        (root / target.lstrip("/")).symlink_to(ROOT / source)
    [install] = re.findall(r"^RUN (pip3 .*)", dockerfile(), re.MULTILINE)
    words = [inside(root, word) for word in shlex.split(install)[1:]]
    subprocess.run([sys.executable, "-m", "venv", root / "python"], check=True)
    pip = [root / "python/bin/python", "-m", "pip"]
    installed = subprocess.run([*pip, *words], check=False, capture_output=True, text=True)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return root


@pytest.fixture(scope="module")
def stopped() -> Iterator[Server]:
    """A copy of the demo restaurant and a Redis; its own Odoo is stopped."""
    server = Server()
    try:
        server.start(wait=False)
        server.stop()
        yield server
    finally:
        server.close()


def dockerfile() -> str:
    """The Dockerfile, continued lines joined."""
    return re.sub(r"\\\n\s*", "", (ROOT / "docker/Dockerfile").read_text())


def copied() -> list[tuple[str, str]]:
    """(source, target) of each COPY."""
    return re.findall(r"^COPY (\S+) (\S+)$", dockerfile(), re.MULTILINE)


def inside(root: Path, word: str) -> str:
    """A word with the image's paths below `root`."""
    return str(root / word.lstrip("/")) if word.startswith(("/opt/", "/etc/", "/mnt/")) else word


def environment(root: Path, server: Server, port: int) -> dict[str, str]:
    """What the image and compose.yml set, on this test's database, Redis, ports, and folders."""
    [line] = re.findall(r"^ENV (.*)$", dockerfile(), re.MULTILINE)
    image_env = {key: inside(root, value) for key, value in (w.split("=", 1) for w in line.split())}
    services = yaml.safe_load((ROOT / "docker/compose.yml").read_text())["services"]
    composed = {key: str(value) for key, value in services["odoo"]["environment"].items()}
    source = odoo_source.ensure(server.settings)
    programs = root / "bin"
    programs.mkdir(exist_ok=True)
    odoo = programs / "odoo"
    odoo.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{source.script}" "$@"\n')
    odoo.chmod(0o755)
    return {
        "LC_ALL": "C.UTF-8",
        "HOME": str(root),
        "PATH": f"{programs}:{Path(sys.executable).parent}:{postgres.programs()}:{os.defpath}",
        **composed,
        **image_env,
        **server.connection.environment,
        "PYTHONPATH": f"{image_env['PYTHONPATH']}:{source.python_path}",
        "ODOO_ADDONS_PATH": ",".join(
            [image_env["ODOO_ADDONS_PATH"], *(str(path) for path in source.addons)]
        ),
        "ODOO_DATA_DIR": str(server.settings.data),
        "ODOO_DBFILTER": f"^{server.database}$",
        "ODOO_UNACCENT": "False",
        "ODOO_WORKERS": "2",
        "ODOO_HTTP_INTERFACE": "127.0.0.1",
        "ODOO_HTTP_PORT": str(port),
        "ODOO_GEVENT_PORT": str(ports.any_free()),
        "FYNLO_REDIS_URL": server.redis_url,
        "FYNLO_MODULES": "fynlo_pos_api",
        "FYNLO_SECRET_KEY": "",
    }


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> httpx.Response:
    """The first answer of 200; fails with the end of the log."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            reply = httpx.get(url, timeout=5)
        except httpx.TransportError:
            reply = httpx.Response(503)
        if reply.status_code == 200:
            return reply
        time.sleep(0.5)
    pytest.fail(log.read_text(errors="replace")[-3000:])


def stop(process: subprocess.Popen[bytes]) -> None:
    """End what was started, in order, and whatever is left of it."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=30)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_the_image_installs_and_serves(image: Path, stopped: Server, tmp_path: Path) -> None:
    port, log = ports.any_free(), tmp_path / "start.log"
    env = environment(image, stopped, port)
    packages = env["PYTHONPATH"].split(":")[0]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [inside(image, "/opt/fynlo/start.sh")],
            env=env,
            cwd=image,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            base = f"http://127.0.0.1:{port}/api/v1"
            ready = wait_until_ready(f"{base}/health/ready", process, log)
            assert ready.json()["status"] == "ok"
            assert httpx.get(f"{base}/openapi.json").json()["openapi"] == "3.1.0"
            # Both workers count in one folder, so whichever answers tells of all.
            assert 'route="/openapi.json"' in httpx.get(f"{base}/metrics").text
            # The addon runs on the packages of the image, not on those of this machine.
            imported = subprocess.run(
                [sys.executable, "-c", "import pydantic; print(pydantic.__file__)"],
                env=env,
                check=True,
                capture_output=True,
                text=True,
            )
            assert imported.stdout.startswith(packages)
        finally:
            stop(process)
