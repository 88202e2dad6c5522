import { Client } from 'pg';
import type { TestApp } from './app.js';
import { adminUrl } from './database.js';

/** Does what no part of the product can: writes past row level security and triggers, straight into the database. */
export async function asSuperuser<T>(app: TestApp, work: (db: Client) => Promise<T>): Promise<T> {
  const url = new URL(adminUrl());
  url.pathname = `/${app.database.name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
