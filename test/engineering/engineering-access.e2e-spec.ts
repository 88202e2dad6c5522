import type { Response } from 'supertest';
import { PASSWORD, startTestApp, type Client, type TestApp } from '../support/app.js';
import { makeCustomer } from '../support/make/customer.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeUser } from '../support/make/user.js';
import { makeBom, makeWorkCenter } from './make.js';

/** Rows of one organization, by what they are. */
interface Rows {
  product: number;
  screw: number;
  bolt: number;
  waste: number;
  bom: number;
  other: number;
  line: number;
  alternate: number;
  revision: number;
  center: number;
  second: number;
  routing: number;
  run: number;
  category: number;
  printer: number;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Asked = readonly [method: Method, path: string, body?: object];

const READING = (r: Rows): Asked[] => [
  ['get', '/boms'],
  ['get', `/boms/${r.bom}`],
  ['get', `/boms/${r.bom}/revisions`],
  ['get', `/boms/${r.bom}/lines/${r.line}/alternates`],
  ['get', `/boms/${r.bom}/lines/${r.line}/alternates/choice`],
  ['get', `/boms/${r.bom}/lines/${r.line}/alternates/${r.alternate}`],
  ['get', `/boms/explosion?product_id=${r.product}`],
  ['get', '/boms/export'],
  ['get', '/bom-revisions'],
  ['get', `/bom-revisions/${r.revision}`],
  ['get', `/products/${r.screw}/where-used`],
  ['get', `/products/${r.product}/can-build`],
  ['get', `/products/${r.product}/lead-time`],
  ['get', '/routings'],
  ['get', `/routings/${r.routing}`],
  ['get', `/routings/${r.routing}/lead-time`],
];

const COSTS = (r: Rows): Asked[] => [
  ['get', `/boms/${r.bom}/compare/${r.other}`],
  ['get', `/products/${r.product}/cost`],
  ['get', `/products/${r.product}/cost/history`],
  ['get', '/products/cost/roll-ups'],
  ['get', `/products/cost/roll-ups/${r.run}`],
  ['get', `/products/cost/roll-ups/${r.run}/lines`],
  ['get', `/costs/print?product_id=${r.product}&material_grams=1`],
];

const operation = (r: Rows, values: object = {}) => ({
  sequence: 10,
  work_center_id: r.center,
  operation_name: 'Make',
  ...values,
});
const told = { change_type: 'other', change_description: 'Better' };

/** Everything that writes; each leaves what the others need. */
const WRITING = (r: Rows): Asked[] => [
  ['post', '/boms', { product_id: r.waste, active: false, lines: [{ component_id: r.screw, quantity: 1 }] }],
  ['patch', `/boms/${r.bom}`, { name: 'Named' }],
  ['put', `/boms/${r.other}/lines`, { lines: [{ component_id: r.screw, quantity: 2 }] }],
  ['put', `/boms/${r.other}/by-products`, { by_products: [{ product_id: r.waste, quantity: 1 }] }],
  ['post', `/boms/${r.bom}/activate`, {}],
  ['post', `/boms/${r.other}/deactivate`, {}],
  ['delete', `/boms/${r.other}`],
  ['post', `/boms/${r.bom}/clone`, { name: 'Copy' }],
  ['post', '/boms/mass-replace', { component_id: r.bolt, replacement_id: r.screw }],
  ['post', `/boms/${r.bom}/lines/${r.line}/alternates`, { alternate_item_id: r.waste, quantity_required: 1 }],
  ['patch', `/boms/${r.bom}/lines/${r.line}/alternates/${r.alternate}`, { preference_rank: 2 }],
  ['delete', `/boms/${r.bom}/lines/${r.line}/alternates/${r.alternate}`],
  ['post', `/boms/${r.bom}/revisions`, told],
  ['patch', `/bom-revisions/${r.revision}`, { notes: 'Soon' }],
  ['put', `/bom-revisions/${r.revision}/proposal`, { output_quantity: 2 }],
  ['post', `/bom-revisions/${r.revision}/submit`, {}],
  ['post', `/bom-revisions/${r.revision}/withdraw`, {}],
  ['post', `/bom-revisions/${r.revision}/approve`, {}],
  ['post', `/bom-revisions/${r.revision}/reject`, { reason: 'No' }],
  ['post', `/bom-revisions/${r.revision}/implement`, {}],
  ['delete', `/bom-revisions/${r.revision}`],
  ['post', '/routings', { product_id: r.waste, active: false, operations: [operation(r)] }],
  ['post', `/routings/${r.routing}/clone`, { product_id: r.waste, active: false }],
  ['patch', `/routings/${r.routing}`, { name: 'Named' }],
  ['put', `/routings/${r.routing}/operations`, { operations: [operation(r)] }],
  ['post', `/routings/${r.routing}/activate`, {}],
  ['post', `/routings/${r.routing}/deactivate`, {}],
  ['delete', `/routings/${r.routing}`],
  ['post', '/products/cost/roll-ups', { product_ids: [r.product], allow_missing_prices: true }],
  ['post', `/products/${r.product}/cost/roll-up`, { allow_missing_prices: true }],
];

const ask = (client: Client, [method, path, body]: Asked, version = 1) => {
  const request = client[method](path);
  if (method !== 'get' && method !== 'post') void request.set('if-match', `"v${version}"`);
  return body === undefined ? request : request.send(body);
};

let app: TestApp;
let own: Rows;
beforeAll(async () => {
  app = await startTestApp();
  own = await makeRows();
});
afterAll(() => app?.close());

const manager = () => app.as('manager');

async function makeRows(): Promise<Rows> {
  const made: MadeProduct[] = [];
  for (let index = 0; index < 4; index += 1) {
    made.push(await makeProduct(app, index === 0 ? {} : { standard_cost: '1' }));
  }
  const [product, screw, bolt, waste] = made as [MadeProduct, MadeProduct, MadeProduct, MadeProduct];
  const post = async (path: string, body: object) =>
    (await app.as('admin').post(path).send(body).expect(201)).body as { id: number };
  const center = (await makeWorkCenter(app)).id;
  const bom = (await makeBom(app, product, [[screw, 2]])).id;
  const other = (await makeBom(app, product, [[screw, 3]], { active: false })).id;
  const { lines } = (await manager().get(`/boms/${bom}`).expect(200)).body;
  const line = lines[0].id as number;
  const alternate = await post(`/boms/${bom}/lines/${line}/alternates`, {
    alternate_item_id: bolt.id,
    quantity_required: 1,
  });
  const revision = (await manager().post(`/boms/${bom}/revisions`).send(told).expect(201)).body.id;
  const routing = await post('/routings', {
    product_id: product.id,
    operations: [{ sequence: 10, work_center_id: center, operation_name: 'Make', run_time_minutes: 6 }],
  });
  const run = await manager()
    .post('/products/cost/roll-ups')
    .send({ product_ids: [product.id] })
    .expect(200);
  return {
    product: product.id,
    screw: screw.id,
    bolt: bolt.id,
    waste: waste.id,
    bom,
    other,
    line,
    alternate: alternate.id,
    revision,
    center,
    second: (await makeWorkCenter(app)).id,
    routing: routing.id,
    run: run.body.run_id,
    category: (await post('/product-categories', { code: `C-${product.id}`, name: 'Things' })).id,
    printer: (await post('/printers', { code: `P-${product.id}`, name: 'Printer', model: 'X' })).id,
  };
}

const answersOf = async (client: Client, asked: readonly Asked[]) => {
  const answers: [string, number][] = [];
  for (const one of asked) {
    const { status } = await ask(client, one);
    answers.push([`${one[0]} ${one[1]}`, status]);
  }
  return answers;
};
const all = (asked: readonly Asked[], status: number) =>
  asked.map(([method, path]) => [`${method} ${path}`, status]);

describe('every route of engineering', () => {
  it('lets operators read, and neither see costs nor write', async () => {
    const operator = app.as('operator');
    expect(await answersOf(operator, READING(own))).toEqual(all(READING(own), 200));
    const refused = [...COSTS(own), ...WRITING(own)];
    expect(await answersOf(operator, refused)).toEqual(all(refused, 403));
  });

  it('is closed to customers and to strangers', async () => {
    const { id } = await makeCustomer(app);
    const user = await makeUser(app, { role: 'customer', customer_id: id });
    const customer = await app.signIn(user.email, PASSWORD);
    const everything = [...READING(own), ...COSTS(own), ...WRITING(own)];
    expect(await answersOf(customer, everything)).toEqual(all(everything, 403));
    expect(await answersOf(app.anonymous, everything)).toEqual(all(everything, 401));
  });

  it('lets managers see costs', async () => {
    expect(await answersOf(manager(), COSTS(own))).toEqual(all(COSTS(own), 200));
  });
});

describe('ids of another organization', () => {
  const stranger = () => app.otherOrganization;
  const pointers = ({ body }: Response) =>
    (body.errors as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer);

  it('are unknown in every path', async () => {
    const asked = [...READING(own), ...COSTS(own), ...WRITING(own)].filter(([, path]) =>
      /\/\d+/.test(path.split('?')[0]!),
    );
    expect(await answersOf(stranger(), asked)).toEqual(all(asked, 404));
  });

  it('are unknown in every body, and each is named', async () => {
    const post = async (path: string, body: object) =>
      (await stranger().post(path).send(body).expect(201)).body as { id: number };
    const mine = async (values: object = {}) =>
      (
        await post('/products', {
          sku: `S-${Math.random()}`,
          name: 'Mine',
          item_type: 'component',
          ...values,
        })
      ).id;
    const [product, screw] = [await mine(), await mine({ standard_cost: '1' })];
    const center = (await post('/work-centers', { code: 'MINE', name: 'Mine' })).id;
    const lines = [{ component_id: screw, quantity: 1 }];
    const foreign = [{ component_id: own.screw, quantity: 1 }];
    const bom = await post('/boms', { product_id: product, lines });
    const line = ((await stranger().get(`/boms/${bom.id}`)).body.lines[0] as { id: number }).id;
    const revision = await post(`/boms/${bom.id}/revisions`, told);
    const routing = await post('/routings', {
      product_id: product,
      operations: [{ sequence: 10, work_center_id: center, operation_name: 'Make' }],
    });
    const operations = (values: object) => ({
      product_id: product,
      operations: [{ sequence: 10, work_center_id: center, operation_name: 'Make', ...values }],
    });
    const cases: [Asked, string][] = [
      [['post', '/boms', { product_id: own.product, lines }], '/product_id'],
      [['post', '/boms', { product_id: product, lines: foreign }], '/lines/0/component_id'],
      [
        [
          'post',
          '/boms',
          { product_id: product, lines, by_products: [{ product_id: own.waste, quantity: 1 }] },
        ],
        '/by_products/0/product_id',
      ],
      [['put', `/boms/${bom.id}/lines`, { lines: foreign }], '/lines/0/component_id'],
      [
        ['put', `/boms/${bom.id}/by-products`, { by_products: [{ product_id: own.waste, quantity: 1 }] }],
        '/by_products/0/product_id',
      ],
      [['post', `/boms/${bom.id}/clone`, { product_id: own.product }], '/product_id'],
      [['post', `/boms/${bom.id}/revisions`, { ...told, lines: foreign }], '/lines/0/component_id'],
      [['put', `/bom-revisions/${revision.id}/proposal`, { lines: foreign }], '/lines/0/component_id'],
      [
        [
          'post',
          `/boms/${bom.id}/lines/${line}/alternates`,
          { alternate_item_id: own.bolt, quantity_required: 1 },
        ],
        '/alternate_item_id',
      ],
      [['post', '/boms/mass-replace', { component_id: own.screw, replacement_id: screw }], '/component_id'],
      [['post', '/boms/mass-replace', { component_id: screw, replacement_id: own.screw }], '/replacement_id'],
      [
        [
          'post',
          '/boms/mass-replace',
          { component_id: screw, replacement_id: product, bom_ids: [bom.id, own.bom] },
        ],
        '/bom_ids/1',
      ],
      [['post', '/routings', operations({ work_center_id: own.center })], '/operations/0/work_center_id'],
      [
        ['post', '/routings', operations({ alternates: [{ work_center_id: own.second }] })],
        '/operations/0/alternates/0/work_center_id',
      ],
      [
        ['post', '/routings', operations({ materials: [{ component_id: own.screw, quantity: 1 }] })],
        '/operations/0/materials/0/component_id',
      ],
      [['post', '/routings', { ...operations({}), product_id: own.product }], '/product_id'],
      [['post', `/routings/${routing.id}/clone`, { product_id: own.product }], '/product_id'],
      [
        [
          'put',
          `/routings/${routing.id}/operations`,
          { operations: operations({ work_center_id: own.center }).operations },
        ],
        '/operations/0/work_center_id',
      ],
      [['post', '/products/cost/roll-ups', { product_ids: [screw, own.product] }], '/product_ids/1'],
      [['post', '/products/cost/roll-ups', { category_ids: [own.category] }], '/category_ids/0'],
      [['get', `/boms/explosion?product_id=${product}&bom_id=${own.bom}`], '/bom_id'],
      [['get', `/costs/print?product_id=${own.product}&material_grams=1`], '/product_id'],
      [['get', `/costs/print?material_id=${own.screw}&material_grams=1`], '/material_id'],
      [['get', `/costs/print?printer_id=${own.printer}&material_grams=1`], '/printer_id'],
      [['get', `/costs/print?work_center_id=${own.center}&material_grams=1`], '/work_center_id'],
      [['post', '/production-orders', { product_id: product, quantity: 1, bom_id: own.bom }], '/bom_id'],
      [
        ['post', '/production-orders', { product_id: product, quantity: 1, routing_id: own.routing }],
        '/routing_id',
      ],
    ];
    const found: unknown[] = [];
    for (const [asked] of cases) {
      const answer = await ask(stranger(), asked);
      found.push([`${asked[0]} ${asked[1]}`, answer.status, pointers(answer)]);
    }
    expect(found).toEqual(cases.map(([[method, path], pointer]) => [`${method} ${path}`, 422, [pointer]]));
    expect((await stranger().get(`/boms/explosion?product_id=${own.product}`)).status).toBe(404);
    for (const path of [
      `/boms?product_id=${own.product}`,
      `/bom-revisions?bom_id=${own.bom}`,
      `/routings?product_id=${own.product}`,
    ]) {
      expect((await stranger().get(path).expect(200)).body.data).toEqual([]);
    }
    const file = await stranger().get(`/boms/export?bom_id=${own.bom}`);
    expect(file.text.trim().split('\n')).toHaveLength(1);
  });

  it('change nothing', async () => {
    for (const id of [own.bom, own.other]) {
      expect((await manager().get(`/boms/${id}`).expect(200)).body.version).toBe(1);
    }
    const { body } = await manager().get(`/boms?product_id=${own.waste}`).expect(200);
    expect(body.data).toEqual([]);
  });
});

describe('a repeated key', () => {
  /** Each POST with what another body says. */
  const POSTS = (r: Rows): (readonly [path: string, body: object, other: object])[] => [
    [
      '/boms',
      { product_id: r.waste, active: false, lines: [{ component_id: r.screw, quantity: 1 }] },
      { product_id: r.waste, lines: [{ component_id: r.screw, quantity: 2 }] },
    ],
    [`/boms/${r.bom}/clone`, { name: 'Copy' }, { name: 'Another copy' }],
    [`/boms/${r.bom}/revisions`, told, { ...told, change_type: 'cost_change' }],
    [
      `/boms/${r.bom}/lines/${r.line}/alternates`,
      { alternate_item_id: r.waste, quantity_required: 1 },
      { alternate_item_id: r.waste, quantity_required: 2 },
    ],
    [
      '/boms/mass-replace',
      { component_id: r.bolt, replacement_id: r.waste, preview: false },
      { component_id: r.bolt, replacement_id: r.waste, preview: true },
    ],
    [`/boms/${r.other}/activate`, {}, { extra: 1 }],
    [`/boms/${r.bom}/deactivate`, {}, { extra: 1 }],
    [`/boms/${r.bom}/activate`, {}, { extra: 1 }],
    [`/bom-revisions/${r.revision}/submit`, {}, { extra: 1 }],
    [`/bom-revisions/${r.revision}/withdraw`, {}, { extra: 1 }],
    [
      '/routings',
      { product_id: r.waste, active: false, operations: [operation(r)] },
      { product_id: r.waste, operations: [operation(r)] },
    ],
    [`/routings/${r.routing}/clone`, { product_id: r.waste, name: 'Copy' }, { product_id: r.waste }],
    [`/routings/${r.routing}/activate`, {}, { extra: 1 }],
    [`/routings/${r.routing}/deactivate`, {}, { extra: 1 }],
    ['/products/cost/roll-ups', { product_ids: [r.product] }, { product_ids: [r.bolt] }],
    [`/products/${r.product}/cost/roll-up`, { quantity: 1 }, { quantity: 2 }],
  ];

  it('has one effect and one answer, also for two at once', async () => {
    const rows = await makeRows();
    for (const [index, [path, body, other]] of POSTS(rows).entries()) {
      const send = (values: object) =>
        manager().post(path).set('idempotency-key', `again-${index}`).send(values);
      const [one, two] = await Promise.all([send(body), send(body)]);
      const third = await send(body);
      const refused = await send(other);
      const expected = one!.status < 300 ? one! : two!;
      expect([path, expected.status < 300]).toEqual([path, true]);
      // Of two roll-ups at once one is told to come again, and then gets the answer of the other.
      const answers = [one!, two!, third].filter(
        ({ body: answer }) => answer.code !== 'engineering.roll_up_running',
      );
      expect(answers.length).toBeGreaterThanOrEqual(path.endsWith('/roll-ups') ? 2 : 3);
      for (const twin of answers) {
        expect([path, twin.status]).toEqual([path, expected.status]);
        expect(twin.body).toEqual(expected.body);
      }
      expect([path, refused.status, refused.body.code]).toEqual([path, 422, 'idempotency.key_reused']);
    }
  });
});
