#!/usr/bin/env bash
# Replaces the processes by the images of this checkout, one after the other, each when the one before is ready again.
# usage: roll.sh [docker compose options, as --file docker-compose.yml --file silo/deploy/packages.yml]
set -euo pipefail
cd "$(dirname "$0")/../.."
docker compose "$@" build silo-1 silo-2 api-1 api-2 proxy
# Silos first: a newer silo's migrations only add, and api processes of either version run over them.
for process in silo-1 silo-2 api-1 api-2; do
  docker compose "$@" up --detach --no-deps --no-build --wait --wait-timeout 300 "$process"
done
docker compose "$@" up --detach --no-deps --no-build --wait proxy
