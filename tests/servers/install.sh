#!/bin/sh
# Installs the mail servers that the tests talk to (Debian and its relatives), if they are missing.
# They are used from a temporary directory on loopback only: no service is started, /etc keeps no configuration of ours.
set -eu
PATH="$PATH:/usr/sbin:/sbin"

missing=""
command -v dovecot >/dev/null 2>&1 && [ -x /usr/lib/dovecot/imap ] || missing="$missing dovecot-imapd"
[ -x /usr/lib/dovecot/lmtp ] || missing="$missing dovecot-lmtpd"
[ -x /usr/lib/postfix/sbin/master ] || missing="$missing postfix"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"

if [ -z "$missing" ]; then
    exit 0
fi
echo "The tests need these Debian packages, which are missing:$missing"

if ! command -v apt-get >/dev/null 2>&1; then
    echo "This system has no apt-get. Install Dovecot 2.3 (IMAP and LMTP), Postfix and openssl yourself," >&2
    echo "or leave out the tests that need them: pytest -m 'not servers'" >&2
    exit 1
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Installing them needs root, and there is no sudo. As root: apt-get install$missing" >&2
        echo "Or leave out the tests that need them: pytest -m 'not servers'" >&2
        exit 1
    fi
    as_root="sudo"
fi

echo "Installing them with apt-get; none of them is started as a service."
# "No configuration" keeps Postfix from asking questions and from writing a main.cf.
echo "postfix postfix/main_mailer_type select No configuration" | $as_root debconf-set-selections

# A policy that forbids to start services, for as long as this runs, unless the system has one of its own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
    trap '$as_root rm -f "$policy"' EXIT
fi

$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q || echo "apt-get update failed; trying with what is known."
# shellcheck disable=SC2086  # a list of packages
if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; then
    echo "apt-get could not install$missing; its messages above say why." >&2
    echo "Without them: pytest -m 'not servers'" >&2
    exit 1
fi
echo "Installed:$missing"
