import { decimal } from '../../kernel/decimal.js';
import { costMark } from './product-costs.rules.js';

const now = new Date('2026-03-02T08:00:00Z');
const costs = (standard: number | null, reorder: number | null = null, rate: number | null = null) => ({
  standard_cost: standard === null ? null : decimal(standard),
  reorder_cost: reorder === null ? null : decimal(reorder),
  holding_cost_rate: rate === null ? null : decimal(rate),
});

describe('who gave the costs of a product', () => {
  it('is told when they are given or changed', () => {
    expect(costMark(null, costs(2), now)).toEqual({ cost_source: 'manual', last_cost_update: now });
    expect(costMark(costs(2), costs(2, 50), now)).toMatchObject({ cost_source: 'manual' });
    expect(costMark(costs(2), costs(null), now)).toMatchObject({ cost_source: 'manual' });
  });

  it('stays while they stay', () => {
    expect(costMark(null, costs(null), now)).toEqual({});
    expect(costMark(costs(2, 50, 1), costs(2, 50, 1), now)).toEqual({});
  });
});
