import { decimal } from '../../kernel/decimal.js';
import { type FittingRule, Occupancy, propose } from './put-away.rules.js';

const rule = (locationId: number, values: Partial<FittingRule> = {}): FittingRule => ({
  ruleId: locationId,
  productId: 1,
  locationId,
  rank: 0,
  priority: locationId,
  ofProduct: true,
  capacity: null,
  ...values,
});

function spread(
  quantity: number,
  rules: FittingRule[],
  present: [number, number, number][] = [],
): { parts: string; unplaced: string } {
  const occupancy = new Occupancy();
  for (const [product, location, amount] of present) occupancy.add(product, location, decimal(amount));
  const { parts, unplaced } = propose(decimal(quantity), rules, occupancy);
  return {
    parts: parts.map((part) => `${part.locationId}:${part.quantity}`).join(' '),
    unplaced: unplaced.toFixed(),
  };
}

describe('put-away', () => {
  it('fills by priority: 300 into 200 and 300 is 200 + 100', () => {
    const rules = [rule(2, { capacity: decimal(300) }), rule(1, { capacity: decimal(200) })];
    expect(spread(300, rules)).toEqual({ parts: '1:200 2:100', unplaced: '0' });
  });

  it('reports what has no room: 350 into 100 and 200 leaves 50', () => {
    const rules = [
      rule(1, { priority: 2, capacity: decimal(100) }),
      rule(2, { priority: 1, capacity: decimal(200) }),
    ];
    expect(spread(350, rules)).toEqual({ parts: '2:200 1:100', unplaced: '50' });
  });

  it.each([
    ['what lies there counts', [[1, 1, 60]], '1:40 2:60'],
    ['another product does not, under a rule of the product', [[2, 1, 60]], '1:100'],
    ['a full place is skipped', [[1, 1, 100]], '2:100'],
    ['an overfull one too', [[1, 1, 500]], '2:100'],
  ] as [string, [number, number, number][], string][])('%s', (_, present, parts) => {
    expect(spread(100, [rule(1, { capacity: decimal(100) }), rule(2)], present).parts).toBe(parts);
  });

  it('prefers the product’s own rule to its category’s, and that to a rule for anything', () => {
    const rules = [
      rule(1, { rank: 1_000, priority: 1 }),
      rule(2, { rank: 1, priority: 1, capacity: decimal(10) }),
      rule(3, { rank: 0, priority: 9, capacity: decimal(10) }),
    ];
    expect(spread(25, rules).parts).toBe('3:10 2:10 1:5');
  });

  it('takes no more at a place than every rule for it allows', () => {
    const rules = [
      rule(1, { capacity: decimal(100) }),
      rule(1, { ruleId: 7, rank: 1_000, ofProduct: false, capacity: decimal(50) }),
    ];
    expect(spread(100, rules, [[2, 1, 20]])).toEqual({ parts: '1:30', unplaced: '70' });
  });

  it('remembers what the lines before have filled', () => {
    const occupancy = new Occupancy();
    const rules = [rule(1, { capacity: decimal(10) })];
    expect(propose(decimal(6), rules, occupancy).unplaced.toFixed()).toBe('0');
    expect(propose(decimal(6), rules, occupancy).unplaced.toFixed()).toBe('2');
  });

  it('has nowhere to go without rules', () => {
    expect(spread(5, [])).toEqual({ parts: '', unplaced: '5' });
  });
});
