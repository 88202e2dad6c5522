import { buffer } from 'node:stream/consumers';
import { to as copyTo } from 'pg-copy-streams';
import { Transactions, type Tx } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('statements that travel together', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const run = <T>(work: (tx: Tx) => Promise<T>) => app.app.get(Transactions).run(app.system, work);
  const number = async (tx: Tx, value: number) =>
    (await tx.query<{ n: number }>('SELECT $1::int AS n', [value]))[0]!.n;

  it('give their answers in their order, also where they are the same statement or within others', async () => {
    const answers = await run((tx) =>
      tx.together([
        () => number(tx, 1),
        () => tx.cells('SELECT $1::int, NULL', [2]),
        async () => (await number(tx, 3)) + (await number(tx, 4)),
        () => tx.together([() => number(tx, 5), () => number(tx, 6)]),
        () => tx.together([]),
      ]),
    );
    expect(answers).toEqual([1, [['2', null]], 7, [5, 6], []]);
  });

  it('run one after the other, each seeing what the one before did', async () => {
    const seen = await run((tx) =>
      tx.together([
        () => tx.execute('CREATE TEMPORARY TABLE together_seen (n int) ON COMMIT DROP'),
        () => tx.execute('INSERT INTO together_seen VALUES ($1)', [7]),
        () => tx.query('SELECT n FROM together_seen'),
      ]),
    );
    expect(seen).toEqual([0, 1, [{ n: 7 }]]);
  });

  it('fail as the first of them does, and leave nothing behind', async () => {
    const failing = run((tx) =>
      tx.together([
        () => tx.execute('INSERT INTO planning_states (organization_id) VALUES ($1)', [tx.organizationId]),
        () => tx.query('SELECT 1 / $1::int', [0]),
        () => number(tx, 1),
      ]),
    );
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    const rows = await run((tx) =>
      tx.query('SELECT FROM planning_states WHERE organization_id = $1', [tx.organizationId]),
    );
    expect(rows).toEqual([]);
  });

  it('leave the connection as it was, for COPY, and after a refusal of ours', async () => {
    const copied = await run(async (tx) => {
      const refused = tx.together([
        () => number(tx, 1),
        () => {
          throw new Error('ours');
        },
        () => number(tx, 2),
      ]);
      await expect(refused).rejects.toThrow('ours');
      return buffer(tx.client.query(copyTo('COPY (SELECT 8) TO STDOUT')));
    });
    expect(copied.toString()).toBe('8\n');
  });
});
