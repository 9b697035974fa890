#!/usr/bin/env bash
# Makes what docker-compose.yml needs and nobody may read in the repository: passwords, tokens, and the settings with the tokens' hashes.
# What is there already is kept. Plain tokens are in *_token: hand them out and delete all but metrics_token. For new tokens delete
# appsettings.json and metrics_token first.
set -euo pipefail
folder=$(cd "$(dirname "$0")" && pwd)/secrets
mkdir -p "$folder"
# Nobody else on this machine gets into the folder; the files are readable, as processes in containers are users of their own.
chmod 700 "$folder"
cd "$folder"

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
hash() { printf %s "$(cat "$1")" | sha256sum | cut -d' ' -f1; }
# Whole or not there: one that was broken off must not be taken for a password.
make() { [ -s "$1" ] || (umask 222 && random >"$1.new" && mv -f "$1.new" "$1"); }

for name in postgres_password grafana_password; do make "$name"; done
# Tokens that are not in the settings would open nothing.
[ -s appsettings.json ] || for name in metrics_token admin_token feeder_token; do make "$name"; done
[ -s postgres_passfile ] || (umask 222 && printf 'postgres:5432:*:monitoring:%s\n' "$(cat postgres_password)" >postgres_passfile.new && mv -f postgres_passfile.new postgres_passfile)
[ -s appsettings.json ] || (cat >appsettings.json.new && mv -f appsettings.json.new appsettings.json) <<END
{
  "Auth": {
    "Tokens": [
      { "Name": "admin", "Role": "Admin", "TokenSha256": "$(hash admin_token)" },
      { "Name": "feeder", "Role": "Feeder", "TokenSha256": "$(hash feeder_token)" },
      { "Name": "prometheus", "Role": "Viewer", "TokenSha256": "$(hash metrics_token)" }
    ]
  }
}
END
chmod 644 appsettings.json
echo "Secrets and settings are in $folder."
