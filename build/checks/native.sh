#!/usr/bin/env bash
# Checks the native executable: size, the glibc it needs, and says what takes the space.
# Usage: build/checks/native.sh artifacts/publish/IncidentResponder.Functions/release_linux-x64/bootstrap
set -euo pipefail

executable=$1
most_bytes=$((26 * 1024 * 1024)) # 24 until people could sign in: see docs/adr/0009-people-sign-in-at-the-page.md
newest_glibc=2.34 # Amazon Linux 2023, on which provided.al2023 runs

bytes=$(stat -c %s "$executable")
glibc=$(objdump -T "$executable" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -Vu | tail -1)

echo "$executable: $((bytes / 1024)) KiB of $((most_bytes / 1024)), needs glibc $glibc of $newest_glibc"
echo "the space goes to: $(size -A "$executable" | awk '$2 > 262144 && $1 ~ /^[._]/ { printf "%s %d KiB  ", $1, $2 / 1024 }')"

if ((bytes > most_bytes)); then
  echo "bootstrap is larger than $((most_bytes / 1024)) KiB: see which package came in, or which model grew, with -p:IlcGenerateMstatFile=true" >&2
  exit 1
fi
if [[ $(printf '%s\n' "$glibc" "$newest_glibc" | sort -V | tail -1) != "$newest_glibc" ]]; then
  echo "bootstrap needs glibc $glibc and would not start on Lambda: link on an older distribution" >&2
  exit 1
fi
