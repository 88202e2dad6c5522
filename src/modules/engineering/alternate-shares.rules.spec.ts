import { decimal, ZERO } from '../../kernel/decimal.js';
import type { Candidate } from './alternate-choice.rules.js';
import { partOfShare, shareOut, type ShareLine } from './alternate-shares.rules.js';

const candidate = (productId: number, required: string, values: Partial<Candidate> = {}): Candidate => ({
  alternateId: productId,
  productId,
  sku: `P-${productId}`,
  unit: 'EA',
  required: decimal(required),
  available: ZERO,
  unitCost: null,
  rank: 1,
  isPreferred: false,
  leadTimeDays: 0,
  minOrderQuantity: ZERO,
  unusable: null,
  ...values,
});

const line = (lineId: number, required: string, alternates: Candidate[]): ShareLine => ({
  lineId,
  primary: candidate(1, required, { alternateId: null }),
  alternates,
});

const told = (lines: ShareLine[], quantity: string) =>
  [...shareOut(lines, [{ primaryId: 1, alternateId: 2, quantity: decimal(quantity) }]).values()]
    .flat()
    .map((share) => [share.lineId, share.primaryQuantity.toFixed(), share.quantity.toFixed(), share.reason]);

describe('what planning lets stand in', () => {
  it('goes to the lines in their order, each as far as it needs it', () => {
    const lines = [line(8, '50', [candidate(2, '100')]), line(7, '30', [candidate(2, '15')])];
    expect(told(lines, '35')).toEqual([
      [7, '30', '15', 'Planned in place of all 30 EA of P-1.'],
      [8, '10', '20', 'Planned in place of 10 of the 50 EA of P-1.'],
    ]);
    const [share] = shareOut(lines, [{ primaryId: 1, alternateId: 2, quantity: decimal(15) }]).get(7)!;
    const part = partOfShare(share!, decimal(10), decimal(30));
    expect([part.primary, part.alternate].map((each) => each.toFixed())).toEqual(['10', '5']);
  });

  it('leaves nothing over of thirds, and nothing to what may not be taken any more', () => {
    const third = candidate(2, decimal(100).dividedBy(3).toFixed());
    expect(told([line(7, '100', [third])], '33.333333334')).toEqual([
      [7, '100', '33.333333334', 'Planned in place of all 100 EA of P-1.'],
    ]);
    expect(told([line(7, '100', [{ ...third, unusable: 'the product is not active' }])], '20')).toEqual([]);
    expect(told([line(7, '100', [])], '20')).toEqual([]);
  });
});
