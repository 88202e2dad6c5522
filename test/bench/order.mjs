/** Whole production orders of ten components: created, released with reservation, completed into stock, closed. */
const COMPONENTS = 10;
const PRODUCTS = 40;

export const order = {
  title: 'Production orders of ten components over REST (create, release, complete, close)',
  code: 'WO-',
  async prepare(call) {
    const workCenter = await call('POST', '/work-centers', {
      code: 'BENCH',
      name: 'Bench',
      center_type: 'production',
      machine_rate_per_hour: '10',
      labor_rate_per_hour: '20',
    });
    const products = [];
    for (let n = 0; n < PRODUCTS; n += 1) products.push(await makeProduct(call, n, workCenter.id));
    return { products };
  },
  steps: [
    (_context, _state, product) => ({
      path: '/production-orders',
      body: { product_id: product, quantity: '2' },
    }),
    (_context, state) => ({ path: `/production-orders/${state.id}/release`, body: {} }),
    (_context, state) => ({ path: `/production-orders/${state.id}/complete`, body: {} }),
    (_context, state) => ({ path: `/production-orders/${state.id}/close`, body: {} }),
  ],
  after: [(state, answer) => (state.id = answer.id)],
  // The floor makes the recorded product: its statements carry that product's components.
  substitute: () => [],
  loads: [
    { name: '1 client', clients: 1, spread: true },
    { name: '16 clients, spread', clients: 16, spread: true },
    { name: '16 clients, same product', clients: 16, spread: false },
  ],
};

async function makeProduct(call, n, workCenterId) {
  const lines = [];
  for (let c = 0; c < COMPONENTS; c += 1) {
    const component = await call('POST', '/products', {
      sku: `C-${n}-${c}`,
      name: `Component ${n}-${c}`,
      item_type: 'component',
    });
    await call('POST', '/inventory/receipts', {
      product_id: component.id,
      quantity: '1000000000',
      unit_cost: '0.35',
    });
    lines.push({ component_id: component.id, quantity: '2' });
  }
  const product = await call('POST', '/products', {
    sku: `FG-${n}`,
    name: `Product ${n}`,
    item_type: 'finished_good',
  });
  await call('POST', '/boms', { product_id: product.id, lines });
  await call('POST', '/routings', {
    product_id: product.id,
    operations: [
      {
        sequence: 10,
        work_center_id: workCenterId,
        operation_name: 'Make',
        setup_time_minutes: '5',
        run_time_minutes: '1',
      },
    ],
  });
  return product.id;
}
