import { importCompany } from '../../src/demo/adventureworks/company.js';
import { readSource } from '../../src/demo/adventureworks/source.js';
import { startTestApp, type TestApp } from '../support/app.js';

/** A company from files like AdventureWorks', from import to a shipped bicycle: every module in one story. */
let app: TestApp;
let printed = '';

beforeAll(async () => {
  app = await startTestApp();
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await app?.close();
});

const source = () => readSource('test/scenarios/small-company');

it('brings the company in, buys what is short, makes a bicycle short of one, ships the rest and verifies', async () => {
  await importCompany(app.app, await source());
  expect(printed).toContain('All totals equal the files.');
  expect(printed).toMatch(/quantity received +26 +26\n/);
  expect(printed).toMatch(/of it rejected +3 +3\n/);
  expect(printed).toMatch(/stock on hand +22 +22\n/);
  // Ten bicycles need ten frames of four tubes and 3.5 oz of paint; 12 tubes and 9 wheels are there.
  expect(printed).toContain('buy 28 EA TU-025');
  expect(printed).toContain('buy 35 OZ PT-RED');
  expect(printed).toContain('buy 11 EA WH-700');
  expect(printed).toMatch(/Made 10 FR-052 .* \(completed\)/);
  expect(printed).toMatch(/Made 9 BK-052 .* \(short\)/);
  expect(printed).toMatch(/Shipped 9 BK-052/);
  expect(printed).toMatch(/The ledger verifies clean over \d+ movements/);
});

it('changes nothing when it is brought in again, and makes more bicycles', async () => {
  printed = '';
  await importCompany(app.app, await source());
  expect(printed).toContain('products             0 created, 0 updated, 5 unchanged');
  expect(printed).toContain('boms                 0 created, 0 updated, 5 unchanged');
  expect(printed).toContain('its stock and orders have a life of their own');
  expect(printed).toMatch(/Shipped 9 BK-052/);
  expect(printed).toMatch(/The ledger verifies clean/);
});
