#!/bin/sh
# Puts the packages of a lock file into .venv, and our own folder beside them:
#   sh .ci/environment.sh requirements.lock
set -eu

fail() {
    echo "$*" >&2
    exit 1
}

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

choose_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if suits "$name"; then
            echo "$name"
            return
        fi
    done
}

# Debian keeps the module that fills a new environment in a package of its own.
complete_python() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
        fail "Python lacks its venv module; on Debian: sudo apt-get install $package"
    echo "Installing $package ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
        fail "Python lacks its venv module, and $package could not be installed."
}

pip_install() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check \
        --root-user-action=ignore "$@"
}

if ! suits .venv/bin/python; then
    python=$(choose_python)
    [ -n "$python" ] ||
        fail "Python 3.11, 3.12 or 3.13 is needed; name one with: make run PYTHON=/path/to/python3"
    complete_python "$python"
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "Installing the packages of $1 (once, about a minute) ..."
pip_install --require-hashes -r "$1"
pip_install --no-deps --no-build-isolation -e .
