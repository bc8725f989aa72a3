#!/usr/bin/env bash
# Asks the API all that its description allows, and much that it does not, with schemathesis (https://schemathesis.io): no
# answer is a server error, and each is as the description says.
#
#   crates/selon-desk/tests/api.sh SELON LEDGER      # schemathesis as SCHEMATHESIS names it, or on the PATH
#
# The ledger stays as it is: a copy of it is on the desk.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,8p' "$0" >&2; exit 2; }
selon=$1 ledger=$2 port=${PORT:-7359}
folder=$(mktemp -d)
trap 'kill "${desk:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cp "$ledger" "$folder/api.selon"
"$selon" desk "$folder/api.selon" --listen "127.0.0.1:$port" >"$folder/said" 2>&1 &
desk=$!
for _ in $(seq 100); do
  grep -q "127.0.0.1:$port" "$folder/said" && break
  kill -0 "$desk" 2>/dev/null || { cat "$folder/said" >&2; exit 1; }
  sleep 0.1
done
cd "$folder"
"${SCHEMATHESIS:-schemathesis}" run "http://127.0.0.1:$port/api/openapi.json" --max-examples "${EXAMPLES:-50}" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
