#!/bin/bash
# Runs once, when the database server sets up its data: makes the login of the application and its database. The login
# owns the database and may make the application's role, but is no superuser, so that row level security binds it.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set "password=${DATABASE_PASSWORD:?DATABASE_PASSWORD is not set}" <<'SQL'
CREATE ROLE millwright LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE millwright OWNER millwright;
SQL
