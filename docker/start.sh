#!/bin/sh
# Installs or updates the addons named in FYNLO_MODULES, then serves. Every other option of Odoo
# comes from the environment.
set -eu

ODOO_ADMIN_PASSWD=$(head -c 24 /dev/urandom | base64)
export ODOO_ADMIN_PASSWD

until python3 -c 'import psycopg2; psycopg2.connect(dbname="postgres", connect_timeout=5)' 2>/dev/null; do
    sleep 1
done

installed=$(python3 - <<'PYTHON'
import os
import psycopg2

try:
    database = psycopg2.connect(dbname=os.environ["PGDATABASE"])
    cursor = database.cursor()
    cursor.execute("SELECT name FROM ir_module_module WHERE state = 'installed'")
    print(",".join(sorted(row[0] for row in cursor)))
except psycopg2.Error:
    print("")
PYTHON
)

missing=
present=
for module in $(echo "$FYNLO_MODULES" | tr ',' ' '); do
    case ",$installed," in
        *",$module,"*) present="$present,$module" ;;
        *) missing="$missing,$module" ;;
    esac
done

# The workers count here together.
mkdir -p "$PROMETHEUS_MULTIPROC_DIR"

set -- ${missing:+--init "${missing#,}"} ${present:+--update "${present#,}"}
ODOO_WORKERS=0 ODOO_HTTP_ENABLE=False odoo server "$@" --stop-after-init

# What an earlier run counted, and the update above, is over.
find "$PROMETHEUS_MULTIPROC_DIR" -mindepth 1 -delete

exec odoo server
