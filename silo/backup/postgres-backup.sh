#!/usr/bin/env bash
# Saves a database of the platform to one file, while servers write to it: what is in the file is the store as of one moment.
# usage: postgres-backup.sh postgresql://user@host:5432/database FILE
# Programs of the database's own version (pg_dump) must be in the path.
set -euo pipefail
[ $# -eq 2 ] || { echo "usage: $0 postgresql://user@host:5432/database FILE" >&2; exit 2; }
database=$1 file=$2
[ ! -e "$file" ] || { echo "$file is there already; a backup replaces nothing." >&2; exit 1; }
draft="$file.partial"
trap 'rm -f "$draft"' EXIT
pg_dump --dbname="$database" --format=custom --compress=1 --no-owner --no-privileges --file="$draft"
sync "$draft"
mv -n "$draft" "$file"
echo "$file: $(stat -c %s "$file") bytes."
