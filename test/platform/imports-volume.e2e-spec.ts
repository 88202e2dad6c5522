import { startTestApp, type TestApp } from '../support/app.js';

const ROWS = 100_000;
const MEGABYTE = 1_048_576;
const GROWTH_MAX_MB = 200;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ STATEMENT_TIMEOUT_MS: 120_000 });
});
afterAll(() => app?.close());

/** The largest resident size of the process while something is done. */
async function peakDuring<T>(work: () => Promise<T>): Promise<{ result: T; growthMb: number }> {
  global.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  try {
    return { result: await work(), growthMb: (peak - before) / MEGABYTE };
  } finally {
    clearInterval(timer);
  }
}

function upload(kind: string, lines: string[], query = '') {
  return app
    .as('admin')
    .post(`/imports/${kind}${query}`)
    .set('content-type', 'text/csv')
    .send(lines.join('\n'));
}

it('a file of 100,000 rows, good or bad, takes bounded memory', async () => {
  const rows = (name: (index: number) => string) => [
    'code,name,type',
    ...Array.from({ length: ROWS }, (_, index) => `V-${index},${name(index)},bin`),
  ];
  const made = await peakDuring(async () =>
    upload(
      'locations',
      rows((index) => `Bin ${index}`),
    ).expect(200),
  );
  expect(made.result.body).toMatchObject({ status: 'completed', rows_total: ROWS, rows_created: ROWS });
  expect(made.growthMb).toBeLessThan(GROWTH_MAX_MB);
  const bad = await peakDuring(async () =>
    upload(
      'locations',
      rows(() => ''),
      '?partial=true',
    ).expect(200),
  );
  expect(bad.result.body).toMatchObject({ rows_failed: ROWS, rows_created: 0 });
  expect(bad.result.body.errors).toHaveLength(1_000);
  expect(bad.growthMb).toBeLessThan(GROWTH_MAX_MB);
}, 180_000);
