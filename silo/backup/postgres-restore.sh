#!/usr/bin/env bash
# Puts a file that postgres-backup.sh wrote into a database that is empty; all of it or nothing.
# usage: postgres-restore.sh postgresql://user@host:5432/database FILE
# Check it with verify before a server uses it.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: $0 postgresql://user@host:5432/database FILE" >&2; exit 2; }
database=$1 file=$2
[ -f "$file" ] || { echo "There is no $file." >&2; exit 1; }
tables=$(psql --dbname="$database" --no-psqlrc --tuples-only --no-align \
  --command="select count(*) from pg_catalog.pg_tables where schemaname not in ('pg_catalog', 'information_schema')")
[ "$tables" = 0 ] || { echo "The database has $tables tables already; name an empty one." >&2; exit 1; }
pg_restore --dbname="$database" --single-transaction --exit-on-error --no-owner --no-privileges "$file"
# The planner knows nothing of what was just put in.
psql --dbname="$database" --no-psqlrc --quiet --command="analyze"
echo "Restored. Check it with verify before a server uses it."
