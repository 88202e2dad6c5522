import { decimal } from '../../kernel/decimal.js';
import { gradeOf, shortageOf } from './shortages.rules.js';

const entry = (ref: string, date: string, quantity: number) => ({ ref, date, quantity: decimal(quantity) });
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const DAY = '2026-05-02';
const LATER = '2026-05-10';

describe('the priority of a shortage', () => {
  it.each([
    [500, 200, '40', 'high'],
    [100, 50, '50', 'high'],
    [100, 51, '51', 'critical'],
    [3, 1, '33.33', 'high'],
  ])('of %d needed and %d short is %s %%: %s', (required, shortage, percent, priority) => {
    expect(plain(gradeOf(decimal(required), decimal(shortage)))).toMatchObject({
      shortage_percent: percent,
      priority,
    });
  });
});

describe('a shortage', () => {
  it('is what no supply is pegged to', () => {
    const demands = [entry('production_material:1', DAY, 500)];
    expect(plain(shortageOf(demands, [entry('stock', DAY, 300)]))).toMatchObject({
      required_quantity: '500',
      shortage_quantity: '200',
      missing_quantity: '200',
      shortage_percent: '40',
      priority: 'high',
      suggested_order_quantity: '200',
      needs: [{ ref: 'production_material:1', needed_on: DAY, complete_on: null }],
    });
  });

  it('is what comes too late: to be ordered when only planned, to be expedited when on order', () => {
    const demands = [entry('planned_order:7:20000:1', DAY, 10), entry('production_material:2@9', DAY, 4)];
    const supplies = [entry('purchase_order_line:1', LATER, 6), entry('planned_order:1:20001:1', LATER, 8)];
    expect(plain(shortageOf(demands, supplies))).toMatchObject({
      late_quantity: '14',
      missing_quantity: '0',
      priority: 'critical',
      suggested_order_quantity: '8',
      expedite_quantity: '6',
      needs: [
        { ref: 'planned_order:7:20000:1', late_quantity: '10', complete_on: LATER },
        { ref: 'production_material:2@9', late_quantity: '4', complete_on: LATER },
      ],
    });
  });

  it('is none of production when only customers wait, or when everything is there', () => {
    const sale = [entry('sales_order_line:1', DAY, 10), entry('safety_stock', DAY, 5)];
    expect(shortageOf(sale, [])).toBeNull();
    expect(shortageOf([entry('production_material:1', DAY, 5)], [entry('stock', DAY, 5)])).toBeNull();
  });
});
