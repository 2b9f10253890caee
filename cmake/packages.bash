# shellcheck shell=bash
# What the machine must have, and how it gets it. Part of ./dev; cmake/dependencies.cmake finds the same things.

# "a|b:2" is satisfied by package a, or by package b from version 2 on.
readonly build_packages=(
    g++ cmake ninja-build ccache pkg-config "libboost1.81-dev|libboost-dev:1.81" "libboost-json1.81-dev|libboost-json-dev:1.81" libabsl-dev
    libyaml-cpp-dev libspdlog-dev libfmt-dev libsqlite3-dev libnotify-dev libsystemd-dev libxxhash-dev libexpected-dev libcli11-dev
    libutf8proc-dev libdtl-dev scdoc tzdata
)
readonly test_packages=(
    catch2 clang-format "clang-tidy-16|clang-tidy" xvfb dunst xfce4-notifyd dbus-daemon dbus-bin libglib2.0-bin python3 python3-dbus python3-gi
    python3-dbusmock python3-dateutil gir1.2-ical-3.0 libical-dev python3-jsonschema python3-ruamel.yaml fonts-dejavu-core xdotool imagemagick
    procps vim-tiny desktop-file-utils systemd dbus-user-session
)
# The same by what it is, for systems that name their packages otherwise: a command, or a header, and what provides it.
readonly build_needs=(
    "g++|GCC 12 or newer with C++ (g++)" "cmake|CMake 3.25 or newer" "ninja|Ninja" "pkg-config|pkg-config"
    "boost/asio.hpp|Boost 1.81 or newer, headers" "boost/json.hpp|Boost.JSON of the same version" "absl/time/time.h|Abseil (C++ library)"
    "yaml-cpp/yaml.h|yaml-cpp 0.7 or newer" "spdlog/spdlog.h|spdlog" "fmt/format.h|fmt" "sqlite3.h|SQLite 3.37 or newer"
    "systemd/sd-daemon.h|libsystemd" "xxhash.h|xxHash" "tl/expected.hpp|tl::expected (TartanLlama)" "CLI/CLI.hpp|CLI11"
    "utf8proc.h|utf8proc" "dtl/dtl.hpp|dtl, the diff template library" "pc:libnotify|libnotify 0.8 or newer"
)
readonly test_needs=(
    "catch2/catch.hpp catch2/catch_all.hpp|Catch2" "clang-format|clang-format (14 checks the layout)" "clang-tidy|clang-tidy"
    "Xvfb|Xvfb" "dunst|dunst" "dbus-daemon|dbus-daemon" "gdbus|GLib's command line tools (gdbus)" "python3|Python 3"
    "py:dbusmock|Python modules dbus, gi and dbusmock" "py:dateutil|Python module dateutil, and libical's introspection data (ICalGLib 3.0)" "py:jsonschema|Python modules jsonschema and ruamel.yaml"
    "vim.tiny|vim (as vim.tiny)" "desktop-file-validate|desktop-file-utils" "systemd-analyze|systemd, with its user manager" "xdotool|xdotool" "import|ImageMagick" "pgrep|procps"
)

is_debian() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 1
    local ID="" ID_LIKE=""
    # shellcheck source=/dev/null
    [[ -r /etc/os-release ]] && . /etc/os-release
    [[ " $ID $ID_LIKE " == *" debian "* || " $ID $ID_LIKE " == *" ubuntu "* ]]
}

# missing_packages PACKAGE...: prints those that are not installed, a line each; of alternatives the first.
missing_packages() {
    local -A version=()
    local status name number provides wanted choice least found
    while IFS=$'\t' read -r status name number provides; do
        [[ $status == ?i* ]] || continue
        version[$name]=$number
        # What another package provides counts as well, with that one's version.
        for name in ${provides//,/ }; do version[$name]=${version[$name]:-$number}; done
    done < <(dpkg-query -W -f '${db:Status-Abbrev}\t${Package}\t${Version}\t${Provides}\n')
    for wanted in "$@"; do
        found=
        for choice in ${wanted//|/ }; do
            least=${choice#"${choice%%:*}"}
            name=${choice%%:*}
            [[ -n ${version[$name]:-} ]] || continue
            [[ -z $least ]] || dpkg --compare-versions "${version[$name]}" ge "${least#:}" || continue
            found=yes
        done
        [[ -n $found ]] || printf '%s\n' "$wanted"
    done
}

# apt_name WANTED: the first of its alternatives that this system's package lists have; else the first.
apt_name() {
    local choice
    [[ $1 == *"|"* ]] || { printf '%s\n' "$1"; return; }
    for choice in ${1//|/ }; do
        if apt-cache show "${choice%%:*}" >/dev/null 2>&1; then
            printf '%s\n' "${choice%%:*}"
            return
        fi
    done
    printf '%s\n' "${1%%|*}"
}

setup_debian() {
    local missing=() names=() root=() wanted
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            for wanted in "${missing[@]}"; do names+=("$(apt_name "$wanted")"); done
            stop "Some packages are missing, and without root or sudo ./dev can't install them. Ask whoever looks after this machine to run" \
                "  apt-get install --no-install-recommends ${names[*]}"
        fi
        root=(sudo)
    fi
    root+=(env DEBIAN_FRONTEND=noninteractive)
    say "Installing the packages that are missing, ${#missing[@]} by name; this may take a few minutes, once ..."
    # A sudo that wants a password asks on the terminal itself, before the quiet part.
    if ((EUID != 0)); then sudo -v || stop "Without sudo nothing can be installed. Run ./dev setup again when it works, or as root."; fi
    quietly "${root[@]}" apt-get update -qq -o DPkg::Lock::Timeout=300 ||
        say "apt-get update had trouble (above); going on with the lists that are here."
    for wanted in "${missing[@]}"; do names+=("$(apt_name "$wanted")"); done
    # --no-remove: never at the price of something that is already installed.
    quietly "${root[@]}" apt-get install -y -qq --no-install-recommends --no-remove -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "${names[@]}" ||
        stop "apt-get could not install: ${names[*]}" \
            "Above is what it said. kith needs Debian 12, Ubuntu 24.04 or newer, and a network the first time."
}

# present NEED: whether the command, header (found by `headers`), Python module or pkg-config module is there.
present() {
    local one
    case $1 in
        pc:*) pkg-config --exists "${1#pc:}" 2>/dev/null ;;
        py:*) /usr/bin/python3 -c "import dbus, gi, ${1#py:}" 2>/dev/null ;;
        */* | *.h)
            for one in $1; do
                printf '#if !__has_include(<%s>)\n#error\n#endif\n' "$one" | g++ -std=c++20 -E -x c++ - >/dev/null 2>&1 && return 0
            done
            return 1
            ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

setup_elsewhere() {
    local missing=() need
    for need in "$@"; do present "${need%%|*}" || missing+=("  ${need#*|}"); done
    ((${#missing[@]})) || return 0
    say "This is neither Debian nor one of its children, so ./dev installs nothing here. Please install, with headers:"
    printf '%s\n' "${missing[@]}" >&2
    stop "and run it again."
}

# setup build|test: what building needs; what testing needs besides.
setup() {
    if is_debian; then
        local packages=("${build_packages[@]}")
        [[ $1 == build ]] || packages+=("${test_packages[@]}")
        setup_debian "${packages[@]}"
    else
        local needs=("${build_needs[@]}")
        [[ $1 == build ]] || needs+=("${test_needs[@]}")
        setup_elsewhere "${needs[@]}"
    fi
}
