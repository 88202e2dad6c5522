import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../src/platform/database/embedded/process-identity.js';
import { EngineFolders, serverPid } from '../platform/support/engine-folders.js';
import { Program } from '../support/program.js';

/** A program of its own on an engine of its own, killed in the middle of its work. */
const CLIENTS = 8;
const ROUNDS = 3;

const folders = new EngineFolders();
let dataDir: string;
let program: Program;

afterAll(async () => {
  await program?.stop();
  folders.remove();
});

/** The engine first, so that neither has a chance to leave in good order. */
async function killBoth(): Promise<void> {
  const pid = serverPid(dataDir)!;
  process.kill(pid, 'SIGKILL');
  await program.kill();
  while (isAlive(pid)) await sleep(10);
}

async function make(path: string, body: object): Promise<{ id: number }> {
  const answer = await program.send(path, body);
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: number };
}

interface Wish {
  key: string;
  path: string;
  body: object;
  /** Ids of the movements that were acknowledged. */
  told: number[] | null;
}

/** What a client wants next; every third time a batch over all products, and now and then for an earlier day. */
function wishOf(products: readonly number[], client: number, n: number): Wish {
  const product_id = products[(client + n) % products.length]!;
  const day = n % 5 === 0 ? { transaction_date: '2026-03-01' } : {};
  const key = randomUUID();
  if (n % 3 === 0) {
    const lines = products.map((id) => ({ kind: 'receipt', product_id: id, quantity: 3, unit_cost: 1 + n }));
    return { key, path: '/inventory/movements:batch', body: { lines }, told: null };
  }
  return n % 3 === 1
    ? {
        key,
        path: '/inventory/receipts',
        body: { product_id, quantity: 2, unit_cost: client, ...day },
        told: null,
      }
    : { key, path: '/inventory/issues', body: { product_id, quantity: 1 }, told: null };
}

function idsIn(body: unknown): number[] {
  const { lines } = body as { lines?: { movements: { id: number }[] }[] };
  const rows = lines ? lines.flatMap((line) => line.movements) : (body as { id: number }[]);
  return rows.map((row) => row.id);
}

/** Sends a wish; a connection that breaks leaves it unacknowledged. */
async function attempt(wish: Wish): Promise<boolean> {
  try {
    const answer = await program.send(wish.path, wish.body, wish.key);
    if (answer.status === 503) return false;
    if (answer.status >= 500)
      throw new Error(`${answer.status} for ${wish.path}:\n${program.output.slice(-3_000)}`);
    expect([201, 409]).toContain(answer.status);
    const body = await answer.json();
    wish.told = answer.status === 201 ? idsIn(body) : [];
    return true;
  } catch (error) {
    // fetch lives outside of the test's realm, so its errors are known by name.
    if (['TypeError', 'SyntaxError'].includes((error as Error).name)) return false;
    throw error;
  }
}

it('loses nothing that was acknowledged and doubles nothing, whenever it is killed', async () => {
  dataDir = folders.fresh();
  program = await Program.on(dataDir);
  await program.start();
  const products: number[] = [];
  for (const [index, cost_method] of ['average', 'fifo', 'average', 'fifo'].entries()) {
    const product = { sku: `CRASH-${index}`, name: 'Part', item_type: 'component', cost_method };
    products.push((await make('/products', product)).id);
  }
  const wishes: Wish[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let n = 0; ; n += 1) {
        const wish = wishOf(products, client, n);
        wishes.push(wish);
        if (!(await attempt(wish))) return;
      }
    });
    await sleep(400 + Math.random() * 1_200);
    await (round % 2 === 0 ? program.kill() : killBoth());
    await Promise.all(clients);
    await program.start();
    // Whoever got no answer asks again with the same key.
    const open = wishes.filter((wish) => wish.told === null);
    expect(open.length).toBeGreaterThan(0);
    for (const wish of open) expect(await attempt(wish)).toBe(true);
  }
  const told = wishes.flatMap((wish) => wish.told!);
  expect(new Set(told).size).toBe(told.length);
  expect(await postedIds()).toEqual([...told].sort((a, b) => a - b));
  const proof = await (await program.send('/inventory/ledger/verify')).json();
  expect(proof).toMatchObject({ is_clean: true, differences: [] });
  expect(told.length).toBeGreaterThan(50);
}, 180_000);

/** Everything in the ledger but corrections. */
async function postedIds(): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page = (await (await program.send(`/inventory/movements?limit=200${next}`)).json()) as {
      data: { id: number; revalues_id: number | null }[];
      page: { next: string | null };
    };
    ids.push(...page.data.filter((row) => row.revalues_id === null).map((row) => row.id));
    cursor = page.page.next;
  } while (cursor);
  return ids.sort((a, b) => a - b);
}
