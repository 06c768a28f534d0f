#!/bin/sh
# Finds the system programs that the tests drive; installs the missing ones where it may (Debian, Ubuntu).
# Exits 0 even when some stay missing, so that the other tests run; 1 when CI=true, where no test may be skipped.
set -eu

has() {
    for name in "$@"; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

has_writer() {
    office=$(command -v soffice || command -v libreoffice) || return 1
    program=$(dirname "$(readlink -f "$office")")
    # soffice may come without its word processor (package libreoffice-core alone)
    [ ! -e "$program/soffice.bin" ] || [ -e "$program/libswlo.so" ]
}

missing() {
    has chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable || echo Chromium
    has_writer || echo "LibreOffice-Writer"
    has pdftotext || echo Poppler
    { has hunspell && echo | hunspell -d fr -l >/dev/null 2>&1; } || echo Hunspell-fr
}

# The first of these packages that this release has.
package() {
    for name in "$@"; do
        if [ -n "$(apt-cache search --names-only "^$name\$")" ]; then echo "$name"; return; fi
    done
}

install_missing() {
    $sudo apt-get update -qq
    packages="fonts-dejavu-core fonts-liberation"
    for program in $(missing); do
        case $program in
            Chromium) packages="$packages $(package chromium-headless-shell chromium chromium-browser)" ;;
            LibreOffice-Writer) packages="$packages $(package libreoffice-writer-nogui libreoffice-writer)" ;;
            Poppler) packages="$packages poppler-utils" ;;
            Hunspell-fr) packages="$packages hunspell hunspell-fr" ;;
        esac
    done
    # shellcheck disable=SC2086  # one word per package
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages
}

if [ -z "$(missing)" ]; then exit 0; fi

sudo=
if [ "$(id -u)" -ne 0 ]; then sudo="sudo -n"; fi
if has apt-get && $sudo true 2>/dev/null; then
    mkdir -p .cache
    echo "  installation de :" $(missing) "(quelques minutes ; journal dans .cache/system.log)"
    install_missing >.cache/system.log 2>&1 || tail -n 5 .cache/system.log >&2
fi

if [ -n "$(missing)" ]; then
    echo "  à installer pour que leurs tests tournent :" $(missing) >&2
    if [ "${CI:-}" = true ]; then exit 1; fi
fi
