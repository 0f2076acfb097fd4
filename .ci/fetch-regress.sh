#!/usr/bin/env bash
# .ci/fetch-regress.sh OUT
# Fetches PostgreSQL's own regression SQL (core, PL/pgSQL, contrib) from Debian's source package of postgresql-15 into OUT, for
# PsqlComparisonTest. The package comes from the mirrors that this machine's apt already uses, into lists of its own: the system's
# lists stay as they are. Needs apt (Debian, Ubuntu), bzip2 and tar. OUT is filled once; a second call finds it and is done.
set -euo pipefail

out=${1:?usage: .ci/fetch-regress.sh OUT}
package=postgresql-15
mkdir -p "$out"
out=$(cd "$out" && pwd)

count() { find "$out" -name '*.sql' | wc -l; }

if [ -e "$out/.complete" ]; then
  echo "$(count) regression scripts in $out"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial"
chmod 755 "$work"

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keyring" ] || keyring=$(find /usr/share/keyrings -name '*archive-keyring.gpg' | head -1)
apt-get indextargets --format "deb-src [signed-by=$keyring] \$(REPO_URI) \$(RELEASE) main" "Created-By: Packages" \
  | sort -u > "$work/sources.list"
if [ ! -s "$work/sources.list" ]; then
  echo "apt on this machine knows no mirror: run apt-get update first" >&2
  exit 1
fi

own=(-q -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State::Lists=$work/lists" -o APT::Sandbox::User=root)
apt-get "${own[@]}" update

# the installed version, so that the scripts fit the psql that they are compared with; else the newest there is
wanted=$package
installed=$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null || true)
[ -n "$installed" ] && wanted="$package=$installed"
cd "$work"
apt-get "${own[@]}" source --download-only "$wanted" || apt-get "${own[@]}" source --download-only "$package"

tar -xjf "${package}"_*.orig.tar.bz2 -C "$out" --strip-components=1 \
  --wildcards '*/src/test/regress/sql/*' '*/src/pl/plpgsql/src/sql/*' '*/contrib/*/sql/*'
touch "$out/.complete"
echo "$(count) regression scripts in $out"
