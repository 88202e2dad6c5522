import { decimal, ONE, ZERO } from '../../kernel/decimal.js';
import {
  decideImport,
  type ImportedHeader,
  type ImportedLine,
  type ImportedStatus,
  landedWeights,
  statusAfterImport,
} from './order-import.rules.js';
import type { PurchaseOrderStatus } from './purchase-order.states.js';

const header: ImportedHeader = {
  vendor_id: 1,
  order_date: '2026-03-01',
  currency_code: 'EUR',
  exchange_rate: ONE,
  tax_amount: ZERO,
  shipping_cost: ZERO,
  notes: null,
};
const line = (values: Partial<ImportedLine> = {}): ImportedLine => ({
  line_number: 1,
  product_id: 7,
  description: null,
  quantity_ordered: decimal(10),
  purchase_unit: 'EA',
  purchase_conversion: ONE,
  unit_cost: decimal(3),
  expected_date: null,
  notes: null,
  quantity_received: ZERO,
  quantity_rejected: ZERO,
  ...values,
});
const decide = (
  present: [PurchaseOrderStatus, ImportedLine[]],
  wanted: [ImportedStatus, ImportedLine[], Partial<ImportedHeader>?],
) =>
  decideImport(
    { status: present[0], header, lines: present[1] },
    { status: wanted[0], lines: wanted[1], header: { ...header, ...wanted[2] } },
  );

describe('an order of a file', () => {
  const came = line({ quantity_received: decimal(9), quantity_rejected: ONE });
  it.each([
    ['the same', decide(['draft', [line()]], ['draft', [line()]]), 'unchanged'],
    [
      '10 as 10.000',
      decide(['draft', [line()]], ['draft', [line({ quantity_ordered: decimal('10.000') })]]),
      'unchanged',
    ],
    ['another quantity', decide(['draft', [line()]], ['draft', [line({ quantity_ordered: ONE })]]), 'update'],
    [
      'another date',
      decide(['draft', [line()]], ['draft', [line({ expected_date: '2026-04-01' })]]),
      'update',
    ],
    ['another line number', decide(['draft', [line()]], ['draft', [line({ line_number: 2 })]]), 'update'],
    ['another header', decide(['draft', [line()]], ['draft', [line()], { notes: 'x' }]), 'update'],
    ['a line more', decide(['ordered', [line()]], ['ordered', [line(), line({ line_number: 2 })]]), 'update'],
    ['forwards', decide(['ordered', [line()]], ['received', [came]]), 'update'],
    ['backwards', decide(['ordered', [line()]], ['draft', [line()]]), 'unchanged'],
    ['received as it was', decide(['received', [came]], ['received', [came]]), 'unchanged'],
    ['received otherwise', decide(['received', [came]], ['received', [line()]]), 'movedOn'],
    ['received since', decide(['partially_received', [came]], ['ordered', [line()]]), 'unchanged'],
    ['ordered, and something came', decide(['ordered', [line()]], ['ordered', [came]]), 'update'],
    ['the same that came', decide(['partially_received', [came]], ['ordered', [came]]), 'unchanged'],
    [
      'less than came since',
      decide(['partially_received', [came]], ['ordered', [line({ quantity_received: ONE })]]),
      'unchanged',
    ],
    [
      'more than came',
      decide(['partially_received', [came]], ['ordered', [line({ quantity_received: decimal(10) })]]),
      'movedOn',
    ],
    [
      'closed, and another price',
      decide(['closed', [came]], ['received', [line({ unit_cost: ONE })]]),
      'movedOn',
    ],
  ])('%s', (_name, decision, expected) => {
    expect(decision).toBe(expected);
  });

  it('that is not there is created', () => {
    expect(decideImport(null, { status: 'draft', header, lines: [] })).toBe('create');
  });

  it('never goes back', () => {
    const status = (present: PurchaseOrderStatus | null, wanted: ImportedStatus) =>
      statusAfterImport(present, { status: wanted, lines: [line()] });
    expect(status('ordered', 'draft')).toBe('ordered');
    expect(status('draft', 'cancelled')).toBe('cancelled');
    expect(status(null, 'received')).toBe('received');
  });

  it('that is ordered is received as far as something of it came', () => {
    const status = (...accepted: number[]) =>
      statusAfterImport('ordered', {
        status: 'ordered',
        lines: accepted.map((n) => line({ quantity_received: decimal(n) })),
      });
    expect([status(0, 0), status(10, 9), status(10, 11)]).toEqual([
      'ordered',
      'partially_received',
      'received',
    ]);
  });

  it('carries its freight by value, else by quantity', () => {
    const item = (accepted: number, unitCost: number, isStocked = true) => ({
      accepted: decimal(accepted),
      unitCost: decimal(unitCost),
      isStocked,
    });
    expect(landedWeights([item(2, 5), item(1, 7, false), item(3, 0)]).map(String)).toEqual(['10', '0', '0']);
    expect(landedWeights([item(2, 0), item(3, 0)]).map(String)).toEqual(['2', '3']);
  });
});
