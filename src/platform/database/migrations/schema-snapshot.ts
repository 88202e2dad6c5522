import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { dumpCatalogue } from './catalogue-dump.js';
import { createMigrator } from './index.js';

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The catalogue dump of the database at `url`. */
export async function dumpDatabase(url: string): Promise<string> {
  return withClient(url, dumpCatalogue);
}

/** The schema at the head of the lineage, made in a database of its own on `serverUrl`'s server and dropped again. */
export async function snapshotOfHead(serverUrl: string): Promise<string> {
  const name = `millwright_snapshot_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return withClient(serverUrl, async (server) => {
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    try {
      await createMigrator(url.href).up();
      return await dumpDatabase(url.href);
    } finally {
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  });
}
