#!/bin/bash
# Succeeds when the server on this machine answers 200 on /health/ready. The
# image has no curl; bash opens the connection itself.
set -u
host=${1:-127.0.0.1}
port=${2:-8080}
exec 3<>"/dev/tcp/$host/$port" || exit 1
printf 'GET /health/ready HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$host" >&3
read -r -t 4 _ status _ <&3
[ "${status:-}" = 200 ]
