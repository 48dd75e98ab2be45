#!/usr/bin/env bash
# Builds the image dateline:local and says how large it is: with Docker where it runs, else with
# buildah, which needs no engine but root, on a base that debootstrap makes of Debian's packages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
NAME="${1:-dateline:local}"
BASE=docker.io/library/debian:bookworm-slim

if docker info >/dev/null 2>&1; then
    docker build -f infra/docker/Dockerfile -t "$NAME" .
    docker image inspect --format '{{.Size}}' "$NAME" | awk '{printf "%s has %d MB\n", name, $1 / 1e6}' name="$NAME"
    exit
fi
if [ "$(id -u)" != 0 ] || ! command -v buildah >/dev/null || ! command -v debootstrap >/dev/null; then
    echo "There is no Docker engine here. Without one: as root, apt-get install buildah debootstrap" >&2
    exit 2
fi

WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT

# As Debian's own slim image: the smallest variant, without documentation and translations.
make_base() {
    local container mount
    container="$(buildah from scratch)"
    mount="$(buildah mount "$container")"
    debootstrap --variant=minbase bookworm "$mount" http://deb.debian.org/debian >"$WORK/debootstrap.log" \
        || { tail "$WORK/debootstrap.log" >&2; exit 1; }
    mkdir -p "$mount/etc/dpkg/dpkg.cfg.d"
    printf 'path-exclude /usr/share/%s/*\n' doc man locale info >"$mount/etc/dpkg/dpkg.cfg.d/slim"
    rm -rf "$mount"/usr/share/{doc,man,locale,info}/* "$mount"/var/cache/apt/* "$mount"/var/lib/apt/lists/*
    buildah umount "$container" >/dev/null
    buildah commit -q --rm "$container" "$BASE" >/dev/null
}
buildah inspect --type image "$BASE" >/dev/null 2>&1 || { echo "==> base $BASE"; make_base; }

# The build reaches the package index as this machine does: with its certificates and settings.
cp /etc/ssl/certs/ca-certificates.crt "$WORK/ca.crt"
{ echo "[global]"; echo "cert = /run/build/ca.crt"; python3 -m pip config list 2>/dev/null \
    | sed -n "s/^\(global\|:env:\)\.index-url='\(.*\)'$/index-url = \2/p"; } >"$WORK/pip.conf"

echo "==> image $NAME"
buildah bud --pull-never --isolation chroot --layers -q -v "$WORK:/run/build:ro" -v "$WORK/pip.conf:/etc/pip.conf:ro" \
    --ignorefile infra/docker/Dockerfile.dockerignore -f infra/docker/Dockerfile -t "$NAME" .
container="$(buildah from --pull-never "$NAME")"
mount="$(buildah mount "$container")"
echo "$NAME has $(du -sb "$mount" | awk '{print int($1 / 1e6)}') MB"
buildah rm "$container" >/dev/null
