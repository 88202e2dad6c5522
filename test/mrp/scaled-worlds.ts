import type { Fixed, FixedRatio } from '../../src/kernel/fixed.js';
import type { LineAlternates, PlanningProduct } from '../../src/modules/mrp/planning-world.rules.js';

const ONE_TO_ONE: FixedRatio = { numerator: 1n, denominator: 1n };

export function mapped(
  products: ReadonlyMap<number, PlanningProduct>,
  change: (product: PlanningProduct) => PlanningProduct,
): Map<number, PlanningProduct> {
  return new Map([...products].map(([id, product]) => [id, change(product)]));
}

/** What stock above a reorder point is taken from stops at the least that can be above it, which is a step, too. */
export function withoutAnySteps(
  products: ReadonlyMap<number, PlanningProduct>,
): Map<number, PlanningProduct> {
  const hasAlternates = [...products.values()].some(({ make }) =>
    make?.versions.some(({ lines }) => lines.some(({ alternates }) => alternates)),
  );
  return mapped(products, (product) => {
    const isReordered = hasAlternates && product.method === 'reorder_point';
    return withoutSteps(isReordered ? { ...product, method: 'mrp' } : product);
  });
}

/** Without whole pieces, cycles, times that depend on the quantity, and divisions that are rounded. */
function withoutSteps(product: PlanningProduct): PlanningProduct {
  const isEconomic = product.lotSizing.rule === 'economic' && product.lotSizing.quantity === 0n;
  return {
    ...product,
    isCountable: false,
    leadDays: product.leadDays ?? 2,
    lotSizing: { ...product.lotSizing, rule: isEconomic ? 'lot_for_lot' : product.lotSizing.rule },
    make: product.make && {
      ...product.make,
      operations: [],
      yield: ONE_TO_ONE,
      versions: product.make.versions.map((version) => ({
        ...version,
        lines: version.lines.map((line) => ({
          ...line,
          per: 'piece',
          factor: { ...line.factor, denominator: 1n },
          toStock: ONE_TO_ONE,
          ...(line.alternates ? { alternates: withoutRatios(line.alternates) } : {}),
        })),
        byProducts: version.byProducts.map((line) => ({ ...line, factor: ONE_TO_ONE })),
      })),
    },
    vendors: product.vendors.map((offer) => ({ ...offer, isCountable: false, conversion: ONE_TO_ONE })),
  };
}

function withoutRatios({ lineId, choices }: LineAlternates): LineAlternates {
  return { lineId, choices: choices.map((choice) => ({ ...choice, ratio: ONE_TO_ONE })) };
}

/** Every quantity so many times as large. */
export function scaled(product: PlanningProduct, times: Fixed): PlanningProduct {
  const { lotSizing, make } = product;
  return {
    ...product,
    onHand: product.onHand * times,
    safetyStock: product.safetyStock * times,
    lotSizing: { ...lotSizing, ...scaledLimits(lotSizing, times), quantity: lotSizing.quantity * times },
    make: make && {
      ...make,
      versions: make.versions.map((version) => ({
        ...version,
        lines: version.lines.map((line) => ({
          ...line,
          setup: line.setup * times,
          roundingMultiple: line.roundingMultiple * times,
        })),
      })),
    },
    vendors: product.vendors.map((offer) => ({
      ...offer,
      ...scaledLimits(offer, times),
      prices: offer.prices.map((price) => ({ ...price, fromQuantity: price.fromQuantity * times })),
    })),
    demands: product.demands.map((demand) => ({ ...demand, quantity: demand.quantity * times })),
    receipts: product.receipts.map(({ order, ...receipt }) => ({
      ...receipt,
      quantity: receipt.quantity * times,
      ...(order ? { order: { ...order, quantity: order.quantity * times } } : {}),
    })),
  };
}

function scaledLimits(limits: Record<'minimum' | 'multiple' | 'maximum', Fixed>, times: Fixed) {
  return {
    minimum: limits.minimum * times,
    multiple: limits.multiple * times,
    maximum: limits.maximum * times,
  };
}
