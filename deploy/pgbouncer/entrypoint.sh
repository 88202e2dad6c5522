#!/bin/bash
# Writes the password file from the environment, so that no image holds a password, then becomes PgBouncer.
set -euo pipefail

umask 077
password=${DATABASE_PASSWORD:?DATABASE_PASSWORD is not set}
# The file doubles the quotation marks inside a password.
printf '"millwright" "%s"\n' "${password//\"/\"\"}" >/etc/pgbouncer/userlist.txt
exec pgbouncer /etc/pgbouncer/pgbouncer.ini
