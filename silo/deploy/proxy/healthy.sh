#!/usr/bin/env bash
# Whether the proxy has a process that is ready behind it; the image has no program that asks over HTTP.
# usage: healthy.sh [PORT]
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${1:-8081}"
printf 'GET /proxy/ready HTTP/1.0\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
