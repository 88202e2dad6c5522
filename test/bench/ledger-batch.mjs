/** Batches of stock issues: so many lines over as many products, in one request. */
import { makeStockedProducts } from './ledger.mjs';

/** CPU and rate are per movement. */
export function ledgerBatch(lines) {
  return {
    title: `Batches of ${lines} stock issues over REST, per movement`,
    perOperation: lines,
    async prepare(call) {
      return { products: await makeStockedProducts(call, Math.min(lines, 500)) };
    },
    steps: [
      ({ products }) => ({
        path: '/inventory/movements:batch',
        body: {
          lines: Array.from({ length: lines }, (_, n) => ({
            kind: 'issue',
            product_id: products[n % products.length],
            quantity: '1',
          })),
        },
      }),
    ],
    substitute: () => [],
    loads: [{ name: '1 client', clients: 1, spread: false }],
  };
}
