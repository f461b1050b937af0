"""compose.yml, Dockerfile, nginx.conf, and odoo.conf must fit each other."""

import configparser
import os
import re
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Steps = list[tuple[str, str]]


def copies(steps: Steps) -> list[tuple[str, str]]:
    return [tuple(rest.split()) for word, rest in steps if word == "COPY"]


def test_the_image_is_the_official_odoo_19(steps: Steps) -> None:
    assert steps[0] == ("FROM", "odoo:19")


def test_what_is_copied_exists(steps: Steps) -> None:
    sources = [source for source, _ in copies(steps)]
    assert sources == ["requirements/server.txt", "odoo.conf", "docker/start.sh", "addons"]
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_settings_and_addons_are_where_the_environment_says(
    steps: Steps, image_env: dict[str, str]
) -> None:
    targets = dict(copies(steps))
    assert targets["odoo.conf"] == image_env["ODOO_RC"]
    assert targets["addons"] == image_env["ODOO_ADDONS_PATH"]
    [install] = [rest for word, rest in steps if word == "RUN" and "pip3" in rest]
    assert f"--target {image_env['PYTHONPATH']} " in install
    assert f"--requirement {targets['requirements/server.txt']}" in install
    assert "--require-hashes" in install


def test_it_starts_as_the_user_odoo_by_the_script_that_was_copied(steps: Steps) -> None:
    assert [rest for word, rest in steps if word == "USER"][-1] == "odoo"
    [start] = [rest for word, rest in steps if word == "ENTRYPOINT"]
    assert start == f'["{dict(copies(steps))["docker/start.sh"]}"]'
    subprocess.run(["sh", "-n", ROOT / "docker/start.sh"], check=True)


def test_nothing_of_odoo_conf_is_bound_to_a_machine(
    odoo_conf: configparser.SectionProxy, image_env: dict[str, str]
) -> None:
    assert odoo_conf["list_db"] == "False"
    assert odoo_conf["http_interface"] == "127.0.0.1"
    # In a container loopback reaches nobody; only nginx is published.
    assert image_env["ODOO_HTTP_INTERFACE"] == "0.0.0.0"  # noqa: S104
    assert not {"http_port", "db_host", "db_password", "data_dir", "admin_passwd"} & set(odoo_conf)


def test_odoo_finds_its_database_and_redis(compose: dict[str, Any]) -> None:
    services = compose["services"]
    env = services["odoo"]["environment"]
    assert env["PGHOST"] in services
    assert env["PGUSER"] == services["postgres"]["environment"]["POSTGRES_USER"]
    assert env["PGPASSWORD"] == services["postgres"]["environment"]["POSTGRES_PASSWORD"]
    assert env["ODOO_DBFILTER"].replace("$$", "$") == f"^{env['PGDATABASE']}$"
    host, port = re.fullmatch(r"redis://(\w+):(\d+)/0", env["FYNLO_REDIS_URL"]).groups()
    assert (host in services, port) == (True, "6379")
    assert set(services["odoo"]["depends_on"]) == {env["PGHOST"], host}


def test_odoo_runs_prefork_so_that_there_is_a_gevent_process(compose: dict[str, Any]) -> None:
    workers = compose["services"]["odoo"]["environment"]["ODOO_WORKERS"]
    assert int(re.fullmatch(r"\$\{FYNLO_WORKERS:-(\d+)\}", workers)[1]) > 0


def test_the_workers_count_together(
    compose: dict[str, Any], steps: Steps, image_env: dict[str, str]
) -> None:
    folder = image_env["PROMETHEUS_MULTIPROC_DIR"]
    assert compose["services"]["odoo"]["tmpfs"] == [folder]
    # Without compose.yml it is there too, and belongs to who runs Odoo.
    assert any(f"--owner odoo {folder}" in rest for word, rest in steps if word == "RUN")


def test_what_an_earlier_run_counted_is_over(tmp_path: Path) -> None:
    folder, bin_folder = tmp_path / "metrics", tmp_path / "bin"
    for made in (folder, bin_folder):
        made.mkdir()
    (folder / "counter_1.db").touch()
    (bin_folder / "python3").write_text("#!/bin/sh\n")
    (bin_folder / "odoo").write_text(f'#!/bin/sh\necho "$@" $(ls {folder})\ntouch {folder}/made\n')
    for program in bin_folder.iterdir():
        program.chmod(0o755)
    env = {
        "PATH": f"{bin_folder}:{os.defpath}",
        "FYNLO_MODULES": "fynlo_pos_api",
        "PROMETHEUS_MULTIPROC_DIR": str(folder),
    }
    start = ["sh", ROOT / "docker/start.sh"]
    ran = subprocess.run(start, env=env, check=True, capture_output=True, text=True)
    installing, serving = ran.stdout.splitlines()
    assert installing == "server --init fynlo_pos_api --stop-after-init counter_1.db"
    assert serving == "server"


def test_postgres_takes_all_connections(
    compose: dict[str, Any], odoo_conf: configparser.SectionProxy
) -> None:
    command = compose["services"]["postgres"]["command"]
    [limit] = [int(word.split("=")[1]) for word in command if word.startswith("max_connections=")]
    workers = 4
    needed = workers * int(odoo_conf["db_maxconn"]) + int(odoo_conf["db_maxconn_gevent"])
    assert limit > needed


def test_data_outlives_the_containers(
    compose: dict[str, Any], steps: Steps, image_env: dict[str, str]
) -> None:
    [mount] = compose["services"]["odoo"]["volumes"]
    volume, path = mount.split(":")
    assert path == image_env["ODOO_DATA_DIR"]
    assert ("VOLUME", f'["{path}"]') in steps
    [database] = compose["services"]["postgres"]["volumes"]
    assert {volume, database.split(":")[0]} == set(compose["volumes"])


def test_nginx_sends_websockets_to_gevent_and_the_rest_to_the_workers(
    nginx: str, image_env: dict[str, str], compose: dict[str, Any], steps: Steps
) -> None:
    upstreams = dict(re.findall(r"upstream (\w+) \{\s*server (\S+);", nginx))
    assert upstreams == {
        "odoo": f"odoo:{image_env['ODOO_HTTP_PORT']}",
        "gevent": f"odoo:{image_env['ODOO_GEVENT_PORT']}",
    }
    assert "odoo" in compose["services"]
    locations = dict(re.findall(r"location (\S+) \{\s*proxy_pass http://(\w+);", nginx))
    assert locations == {"/websocket": "gevent", "/": "odoo"}
    [exposed] = [rest for word, rest in steps if word == "EXPOSE"]
    assert exposed.split() == [image_env["ODOO_HTTP_PORT"], image_env["ODOO_GEVENT_PORT"]]


def test_a_websocket_is_upgraded_and_proxies_are_believed(
    nginx: str, image_env: dict[str, str]
) -> None:
    [block] = re.findall(r"location /websocket \{(.*?)\n    \}", nginx, re.DOTALL)
    assert "proxy_set_header Upgrade $http_upgrade;" in block
    assert "proxy_set_header Connection $connection_upgrade;" in block
    assert image_env["ODOO_PROXY_MODE"] == "True"
    # A block with a header of its own inherits none.
    outside = set(re.findall(r"^    proxy_set_header (\S+)", nginx, re.MULTILINE))
    assert outside <= set(re.findall(r"^        proxy_set_header (\S+)", block, re.MULTILINE))


def test_only_nginx_is_published_and_only_to_this_machine(compose: dict[str, Any]) -> None:
    published = {name: s["ports"] for name, s in compose["services"].items() if "ports" in s}
    assert published == {"nginx": ["${FYNLO_LISTEN:-127.0.0.1:8080}:80"]}
    assert "listen 80" in (ROOT / "docker/nginx.conf").read_text()
    [mount] = compose["services"]["nginx"]["volumes"]
    assert (ROOT / "docker" / mount.split(":")[0]).exists()


def test_the_container_has_the_versions_that_are_tested() -> None:
    locked = {name: pins(name) for name in ("server", "runtime", "development")}
    assert locked["server"].items() <= locked["runtime"].items()
    assert locked["runtime"].items() <= locked["development"].items()


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    found = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))
    # Only there for Windows, in one of the locks.
    found.pop("colorama", None)
    return found
