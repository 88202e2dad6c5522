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

/** Returns when some request of the product stands before a lock, so that a test can go on while it waits. */
export async function untilSomebodyWaits(db: Client): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await db.query(waiting)).rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('nobody waits for the lock');
}
