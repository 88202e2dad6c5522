/** Stock issues: one piece of one product, over REST. */
const PRODUCTS = 500;

/** Products with more stock than any benchmark takes. */
export async function makeStockedProducts(call, count) {
  const products = [];
  for (let n = 0; n < count; n += 1) {
    const product = await call('POST', '/products', {
      sku: `BENCH-${n}`,
      name: `Product ${n}`,
      item_type: 'component',
    });
    await call('POST', '/inventory/receipts', {
      product_id: product.id,
      quantity: '1000000000',
      unit_cost: '1.25',
    });
    products.push(product.id);
  }
  return products;
}

export const ledger = {
  title: 'Stock issues over REST',
  async prepare(call) {
    return { products: await makeStockedProducts(call, PRODUCTS) };
  },
  steps: [
    (_context, _state, product) => ({
      path: '/inventory/issues',
      body: { product_id: product, quantity: '1', reason: 'bench' },
    }),
  ],
  substitute: (context, product) => [[context.recorded, product]],
  loads: [
    { name: '1 client, same product', clients: 1, spread: false },
    { name: '1 client, spread', clients: 1, spread: true },
    { name: '16 clients, same product', clients: 16, spread: false },
    { name: '16 clients, spread', clients: 16, spread: true },
  ],
};
