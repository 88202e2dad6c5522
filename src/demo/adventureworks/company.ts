import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstRunService } from '../../modules/identity/index.js';
import { type Principal, systemPrincipal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { ImportsService } from '../../platform/imports/index.js';
import { BicycleStory } from './bicycle.js';
import { importRows } from './import-files.js';
import {
  mapBomLines,
  mapCategories,
  mapLocations,
  mapProducts,
  mapPurchaseOrders,
  mapStock,
  mapUnits,
  mapVendorItems,
  mapVendors,
  mapWorkCenters,
  RECEIVING,
} from './mapping.js';
import { RestClient } from '../rest-client.js';
import { planBicycles } from './planning.js';
import type { Source } from './source.js';
import { totalsOfDatabase, totalsOfFiles } from './totals.js';

const EMAIL = 'admin@adventureworks.example';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Brings the AdventureWorks company into an organization of its own and lets it make bicycles. */
export async function importCompany(app: NestFastifyApplication, source: Source): Promise<void> {
  const { organizationId, password } = await app
    .get(FirstRunService)
    .ensureOrganization({ code: 'ADVENTUREWORKS', name: 'AdventureWorks' }, EMAIL);
  const principal = systemPrincipal(organizationId);
  const rest = new RestClient(app);
  await rest.signIn(EMAIL, password);
  await importMasters(app, principal, rest, source);
  if (await isCounted(app, principal)) {
    say('The company was counted before; its stock and orders have a life of their own since.');
  } else {
    await importHistory(app, principal, source);
    await printTotals(app, principal, source);
  }
  await new BicycleStory(rest, await finalAssembly(rest), await receivingDock(rest)).tell(roadBike(source));
  await planBicycles(rest, source, new Date().toISOString().slice(0, 10));
  const verification = await rest.get<{ is_clean: boolean; movements: number }>('/inventory/ledger/verify');
  if (!verification.is_clean) throw new Error(`The ledger does not verify: ${JSON.stringify(verification)}`);
  say(`The ledger verifies clean over ${verification.movements} movements.`);
  say(`\nSign in as ${EMAIL} with ${password}.`);
}

async function importMasters(
  app: NestFastifyApplication,
  principal: Principal,
  rest: RestClient,
  source: Source,
) {
  const imports = app.get(ImportsService);
  const run = async (kind: string, rows: Record<string, string>[]) => {
    if (rows.length > 0) await importRows(imports, principal, kind, rows);
  };
  const units = await rest.get<{ data: { code: string }[] }>('/units?limit=200');
  await run(
    'units',
    mapUnits(source, new Set()).filter((unit) => !units.data.some(({ code }) => code === unit['code'])),
  );
  await run('product_categories', mapCategories(source));
  await run('locations', mapLocations(source));
  await run('products', mapProducts(source));
  await run('vendors', mapVendors(source));
  await run('vendor_items', mapVendorItems(source));
  await run('boms', mapBomLines(source));
  await makeWorkCenters(rest, source);
}

/** The count is what an import ends with: after it the files say nothing about the stock any more. */
async function isCounted(app: NestFastifyApplication, principal: Principal): Promise<boolean> {
  const rows = await app
    .get(Transactions)
    .read(principal, (tx) =>
      tx.query(
        `SELECT 1 FROM imports WHERE organization_id = $1 AND kind = 'opening_stock' AND status = 'completed' AND NOT dry_run LIMIT 1`,
        [tx.organizationId],
      ),
    );
  return rows.length > 0;
}

async function importHistory(
  app: NestFastifyApplication,
  principal: Principal,
  source: Source,
): Promise<void> {
  const imports = app.get(ImportsService);
  await importRows(imports, principal, 'purchase_orders', mapPurchaseOrders(source));
  const atDock = await app.get(Transactions).read(principal, (tx) =>
    tx.query<{ sku: string }>(
      `SELECT p.sku FROM inventory i
         JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
         JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
        WHERE i.organization_id = $1 AND l.code = $2 AND i.on_hand_quantity > 0 ORDER BY p.sku`,
      [principal.organizationId, RECEIVING],
    ),
  );
  const rows = mapStock(
    source,
    atDock.map((row) => row.sku),
  );
  await importRows(imports, principal, 'opening_stock', rows);
}

async function makeWorkCenters(rest: RestClient, source: Source): Promise<void> {
  const known = await rest.get<{ data: { code: string }[] }>('/work-centers?limit=200');
  for (const { code, name, rate } of mapWorkCenters(source)) {
    if (known.data.some((workCenter) => workCenter.code === code)) continue;
    await rest.post('/work-centers', { code, name, center_type: 'production', machine_rate_per_hour: rate });
  }
}

async function printTotals(app: NestFastifyApplication, principal: Principal, source: Source): Promise<void> {
  const files = totalsOfFiles(source);
  const database = await app.get(Transactions).read(principal, (tx) => totalsOfDatabase(tx));
  say(`\n${'total'.padEnd(24)}${'files'.padStart(12)}${'database'.padStart(12)}`);
  const names = Object.keys(files);
  for (const name of names)
    say(`${name.padEnd(24)}${files[name]!.padStart(12)}${database[name]!.padStart(12)}`);
  const different = names.filter((name) => files[name] !== database[name]);
  if (different.length > 0) throw new Error(`The totals differ in: ${different.join(', ')}.`);
  say('All totals equal the files.');
}

/** The first road bike that is still made: some line of its BOM has no end. */
function roadBike(source: Source): string {
  const roadBikes = source.subcategories.find((row) => row['name'] === 'Road Bikes')?.[
    'product_subcategory_id'
  ];
  const made = new Set(
    source.bomLines.filter((row) => !row['end_date']).map((row) => row['product_assembly_id']),
  );
  const skusOfBikes = source.products
    .filter((row) => row['product_subcategory_id'] === roadBikes && made.has(row['product_id']))
    .map((row) => row['product_number']!);
  const [first] = skusOfBikes.sort();
  if (!first) throw new Error('The files have no road bike with a bill of materials.');
  return first;
}

async function finalAssembly(rest: RestClient): Promise<number> {
  const page = await rest.get<{ data: { id: number; name: string }[] }>('/work-centers?limit=200');
  const assembly = page.data.find((workCenter) => workCenter.name === 'Final Assembly') ?? page.data[0];
  return assembly!.id;
}

async function receivingDock(rest: RestClient): Promise<number> {
  const page = await rest.get<{ data: { id: number; code: string }[] }>(
    `/inventory/locations?search=${RECEIVING}`,
  );
  return page.data[0]!.id;
}
