#!/usr/bin/env bash
# package_in_clean_root.sh BUILD: makes the .deb and the tar of a build, installs the one and
# unpacks the other in a Debian 12 that debootstrap has just made, and runs both programs there.
set -euo pipefail
build=$1

skip() { echo "skipped: $1" && exit 77; }
((EUID == 0)) || skip "a new root needs root"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"
mirror=$(sed -n -E 's|^deb(-src)? (\[[^]]*\] )?(https?://[^ ]*debian/?) bookworm .*|\3|p; s|^URIs: (https?://[^ ]*debian/?)$|\1|p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1 || true)
mirror=${mirror:-http://deb.debian.org/debian}
curl -sfL --max-time 30 -o /dev/null "$mirror/dists/bookworm/Release" || skip "$mirror cannot be reached"

work=$(mktemp -d)
trap 'umount -q "$work/root/proc" || true; rm -rf "$work"' EXIT
root=$work/root
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive QT_QPA_PLATFORM=offscreen "$@"; }
expect() { # TEXT COMMAND...: the command ends well and prints the text
    local text=$1 out
    shift
    out=$("$@" 2>&1) || { echo "failed: $*" && echo "$out" && exit 1; }
    grep -q -- "$text" <<<"$out" || { echo "no '$text' from: $*" && echo "$out" && exit 1; }
    echo "ok: ${*##*/root/}"
}

(cd "$work" && cpack -G "DEB;TGZ" -B "$work" --config "$build/CPackConfig.cmake") >"$work/cpack.log" ||
    { cat "$work/cpack.log" && exit 1; }
ls -l "$work"/*.deb "$work"/*.tar.gz
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
    { tail -20 "$work/debootstrap.log" && exit 1; }
mount -t proc proc "$root/proc"
[[ ! -d /etc/apt/apt.conf.d ]] || cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
cp -L /etc/resolv.conf "$root/etc/" 2>/dev/null || true

cp "$work"/*.deb "$root/tmp/studio.deb"
inside apt-get -q update >"$work/apt.log" 2>&1
inside apt-get -q install -y --no-install-recommends /tmp/studio.deb >>"$work/apt.log" 2>&1 ||
    { tail -20 "$work/apt.log" && exit 1; }
rm "$root/tmp/studio.deb"

expect '^[0-9]' inside tlvfc --version
expect 'resnet152' inside tlvfc models
expect 'matched_from' inside tlvfc transfer --source resnet20 --target resnet18 --target-classes 10 \
    --json --out /tmp/start.safetensors
expect 'layer4.1.conv2' inside tlvfc inspect /tmp/start.safetensors
expect 'report.html' inside tlvfc demo --out /tmp/demo
expect '\.png' inside tlvfc-studio --capture /tmp/pictures
for file in applications/org.tlvfc.studio.desktop metainfo/org.tlvfc.studio.metainfo.xml \
    icons/hicolor/scalable/apps/org.tlvfc.studio.svg mime/packages/org.tlvfc.studio.xml \
    bash-completion/completions/tlvfc man/man1/tlvfc-transfer.1.gz doc/tlvfc-studio/copyright \
    doc/tlvfc-studio/libtorch-licenses; do
    [[ -s $root/usr/share/$file ]] || { echo "the package lacks /usr/share/$file" && exit 1; }
done
inside dpkg --purge tlvfc-studio >>"$work/apt.log" 2>&1
[[ -z $(inside find /usr -path '*tlvfc*' -print -quit) ]] || { echo "purging leaves files" && exit 1; }

# What the package asked for is still there: the tar needs no more.
mkdir "$root/opt/studio"
tar -xf "$work"/*.tar.gz -C "$root/opt/studio" --strip-components 1
expect 'resnet152' inside /opt/studio/bin/tlvfc models
expect '\.png' inside /opt/studio/bin/tlvfc-studio --capture /tmp/pictures-of-tar
