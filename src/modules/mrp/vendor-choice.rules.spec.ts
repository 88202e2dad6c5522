import { offer, plansOf, product, quantity, sale, TODAY } from '../../../test/mrp/world-builder.js';
import { fixedText } from '../../kernel/fixed.js';
import type { PlanningProduct, VendorOffer } from './planning-world.rules.js';

const priced = (price: number, from = 0) => ({
  fromQuantity: quantity(from),
  price: quantity(price),
  validFrom: null,
  validTo: null,
});
const chosen = (vendors: VendorOffer[], values: Partial<PlanningProduct> = {}) => {
  const needed = product({ id: 1, demands: [sale(10, 100)], vendors });
  const [order] = plansOf([{ ...needed, ...values }]).get(1)!.orders;
  return [order!.vendorId, order!.unitPrice === null ? null : fixedText(order!.unitPrice)];
};

describe('the vendor', () => {
  it.each<[string, VendorOffer[], [number, string | null]]>([
    [
      'the preferred one',
      [offer(1, { prices: [priced(1)] }), offer(2, { isPreferred: true, prices: [priced(9)] })],
      [2, '9'],
    ],
    [
      'the cheapest in time',
      [
        offer(1, { leadDays: 12, prices: [priced(1)] }),
        offer(2, { leadDays: 9, prices: [priced(3)] }),
        offer(3, { prices: [priced(4)] }),
      ],
      [2, '3'],
    ],
    [
      'the cheapest for all of it',
      [offer(1, { prices: [priced(3)] }), offer(2, { prices: [priced(5), priced(2, 100)] })],
      [2, '2'],
    ],
    [
      'the one who is there first when nobody is in time',
      [
        offer(1, { leadDays: 30, prices: [priced(1)] }),
        offer(2, { leadDays: 20, prices: [priced(3)] }),
        offer(3, { leadDays: 20, prices: [priced(2)] }),
      ],
      [3, '2'],
    ],
    ['one with a price before one without', [offer(1), offer(2, { prices: [priced(7)] })], [2, '7']],
  ])('is %s', (_, vendors, expected) => {
    expect(chosen(vendors)).toEqual(expected);
  });

  it('is the cheapest of those whom the time fence makes come on the same day', () => {
    const vendors = [
      offer(1, { leadDays: 1, prices: [priced(9)] }),
      offer(2, { leadDays: 5, prices: [priced(3)] }),
    ];
    expect(chosen(vendors, { planningFenceDays: 15 })).toEqual([2, '3']);
  });

  it('gives the price of the units that are ordered, however they are rounded in stock units', () => {
    // An ounce in kilograms has more decimals than a quantity.
    const conversion = { numerator: 28_349_523_125n, denominator: 1_000_000_000_000n };
    const vendors = [
      offer(1, {
        conversion,
        minimum: quantity(101),
        multiple: quantity(101),
        prices: [priced(5), priced(2, 101)],
      }),
    ];
    const one = { demands: [{ ...sale(10, 1), day: TODAY + 10 }] };
    expect(chosen(vendors, one)).toEqual([1, '2']);
  });
});
