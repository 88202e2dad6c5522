import { decimal } from '../../kernel/decimal.js';
import {
  type Candidate,
  chooseAlternate,
  chooseTogether,
  type SharedNeed,
} from './alternate-choice.rules.js';

let made = 0;

function candidate(values: Partial<Candidate> & { stock?: number; cost?: number }): Candidate {
  made += 1;
  const { stock = 0, cost, ...more } = values;
  return {
    alternateId: made,
    productId: made,
    sku: `P${made}`,
    unit: 'EA',
    required: decimal(10),
    available: decimal(stock),
    unitCost: cost === undefined ? null : decimal(cost),
    rank: 1,
    isPreferred: false,
    leadTimeDays: 0,
    minOrderQuantity: decimal(0),
    unusable: null,
    ...more,
  };
}

const primary = (stock: number) => candidate({ alternateId: null, sku: 'PRIMARY', stock });
const chosen = (first: Candidate, ...others: Candidate[]) =>
  chooseAlternate(first, others).find(({ isChosen }) => isChosen)!;
const reasons = (first: Candidate, ...others: Candidate[]) =>
  chooseAlternate(first, others).map(({ reason }) => reason);

describe('the choice of what to take', () => {
  it('is the primary while enough of it is free', () => {
    const other = candidate({ isPreferred: true, stock: 99, cost: 0 });
    expect(reasons(primary(10), other)).toEqual([
      'Taken: 10 EA are free, and 10 EA are needed.',
      'Left: the primary is in stock.',
    ]);
  });

  it.each<[string, Parameters<typeof candidate>[0], Parameters<typeof candidate>[0], RegExp]>([
    ['the preferred one', { isPreferred: true, rank: 9 }, { rank: 1, stock: 99 }, /preferred alternate/],
    ['the rank', { rank: 1 }, { rank: 2, stock: 99 }, /rank 2 comes after 1/],
    ['what is in stock', { stock: 10, cost: 9 }, { stock: 9, cost: 1 }, /only 9 of 10 EA are free/],
    ['the cost', { stock: 10, cost: 1 }, { stock: 10, cost: 2 }, /costs more/],
    ['a price at all', { stock: 10, cost: 5 }, { stock: 10 }, /has no price/],
    ['the lead time', { stock: 10, leadTimeDays: 2 }, { stock: 10, leadTimeDays: 3 }, /takes 3 days/],
    [
      'the least order',
      { stock: 10, minOrderQuantity: decimal(5) },
      { stock: 10, minOrderQuantity: decimal(6) },
      /less of .* has to be ordered/,
    ],
    ['the order of entry', { stock: 10 }, { stock: 10 }, /entered first/],
  ])('goes by %s', (_, better, worse, reason) => {
    const [first, second] = [candidate(better), candidate(worse)];
    // One of them has stock in every case, so that an alternate is taken at all.
    const extra = candidate({ rank: 99, stock: 99, cost: 99 });
    const answer = chooseAlternate(primary(9), [second, first, extra]);
    expect(answer.find(({ isChosen }) => isChosen)).toMatchObject({ sku: first.sku });
    expect(answer[1]!.reason).toMatch(reason);
    expect(answer[0]!.reason).toBe('Left: only 9 of 10 EA are free.');
  });

  it('counts the cost of what is needed, not of one', () => {
    const little = candidate({ stock: 99, required: decimal(5), cost: 3 });
    const much = candidate({ stock: 99, required: decimal(20), cost: 1 });
    expect(chosen(primary(0), much, little).sku).toBe(little.sku);
  });

  it('stays with the primary when no alternate helps', () => {
    const empty = candidate({ stock: 3 });
    expect(reasons(primary(2), empty)).toEqual([
      'Kept although only 2 of 10 EA are free: no alternate is in stock or preferred.',
      'Left: only 3 of 10 EA are free.',
    ]);
    const old = candidate({ stock: 99, unusable: 'it is not valid on 2026-01-01' });
    expect(reasons(primary(0), old)).toEqual([
      'Kept although only 0 of 10 EA are free: it has no usable alternate.',
      'Left: it is not valid on 2026-01-01.',
    ]);
  });

  it('says so when there is one usable alternate only', () => {
    const other = candidate({ stock: 12 });
    expect(chosen(primary(0), other).reason).toBe(
      'Taken because it is the only usable alternate; 12 EA are free, and 10 EA are needed.',
    );
  });
});

describe('the choice for lines that share the stock', () => {
  const [BOLT, NUT, WIRE] = [101, 102, 103];
  const of = (productId: number, stock: number, required: number, isPrimary = false) =>
    candidate({
      productId,
      sku: `P${productId}`,
      stock,
      required: decimal(required),
      ...(isPrimary && { alternateId: null }),
    });
  const need = (
    primary: Candidate,
    alternates: Candidate[],
    keptProductId: number | null = null,
  ): SharedNeed => ({
    primary,
    alternates,
    keptProductId,
  });
  const together = (...needs: SharedNeed[]) =>
    chooseTogether(needs).map((candidates) => candidates.find(({ isChosen }) => isChosen)!);

  it('gives a component to the lines for which there is enough, and no stock twice', () => {
    const bolt = (required: number) => need(of(BOLT, 10, required, true), [of(NUT, 12, required)]);
    const found = together(bolt(7), bolt(6), bolt(3), bolt(7));
    expect(found.map(({ productId, reason }) => [productId, reason])).toEqual([
      [BOLT, 'Taken: 10 EA are free, and 7 EA are needed.'],
      [NUT, 'Taken because it is the only usable alternate; 12 EA are free, and 6 EA are needed.'],
      [BOLT, 'Taken: 3 EA are free, and 3 EA are needed.'],
      [BOLT, 'Kept although only 0 of 7 EA are free: no alternate is in stock or preferred.'],
    ]);
  });

  it('gives a component to its own lines before others borrow it', () => {
    const found = together(
      need(of(BOLT, 0, 5, true), [of(NUT, 8, 5), of(WIRE, 5, 5)]),
      need(of(NUT, 8, 6, true), []),
    );
    expect(found.map(({ productId }) => productId)).toEqual([WIRE, NUT]);
  });

  it('takes first what was chosen before, also without stock, but not what cannot be taken', () => {
    const other = (unusable: string | null, productId = NUT) => ({ ...of(productId, 2, 5), unusable });
    const found = together(
      need(of(NUT, 2, 1, true), []),
      need(of(BOLT, 99, 5, true), [other(null), of(WIRE, 9, 5)], NUT),
      need(of(BOLT, 99, 5, true), [other('the product is not active')], NUT),
    );
    expect(found.map(({ productId, reason }) => [productId, reason])).toEqual([
      [NUT, 'Kept although only 0 of 1 EA are free: it has no usable alternate.'],
      [NUT, 'Kept as it was chosen before; only 2 of 5 EA are free.'],
      [BOLT, 'Taken: 99 EA are free, and 5 EA are needed.'],
    ]);
    const [left] = chooseTogether([need(of(BOLT, 99, 5, true), [other(null), of(WIRE, 9, 5)], NUT)]);
    expect(left!.map(({ reason }) => reason)).toEqual([
      'Left: P102 was chosen before.',
      'Kept as it was chosen before; only 2 of 5 EA are free.',
      'Left: P102 was chosen before.',
    ]);
  });

  it('is that of one line when there is only one, and none for none', () => {
    const [primary, other] = [of(BOLT, 4, 5, true), of(NUT, 5, 5)];
    expect(chooseTogether([need(primary, [other])])).toEqual([chooseAlternate(primary, [other])]);
    expect(chooseTogether([])).toEqual([]);
  });
});
