import fc from 'fast-check';
import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import {
  AverageCost,
  type CostLayer,
  FifoCost,
  LotCost,
  StandardCost,
  type StockCost,
} from './costing.rules.js';

const nothing = { quantity: ZERO, value: ZERO, lastUnitCost: ZERO };

/** Does what a line says: `+10@4`, `-3`, `+2` at the present cost, each for lot 1 unless told: `+1@100 #2`. */
function run(cost: StockCost, ...lines: string[]): string[] {
  return lines.map((line, index) => {
    const [, sign, amount, unitCost, lot] = /^([+-])([\d.]+)(?:@([\d.]+))?(?: #(\d+))?$/.exec(line)!;
    const quantity = decimal(amount!);
    const given = unitCost === undefined ? null : quantity.times(unitCost);
    const movement = { key: keyOf(index), quantity, lotId: Number(lot ?? 1), given, added: ZERO };
    return String(sign === '+' ? cost.enter(movement) : cost.leave({ ...movement, undoes: null }));
  });
}

let runs = 0;
const keyOf = (index: number) => (runs += 1) * 1_000 + index;
const stateOf = (cost: StockCost) => `${cost.quantity} worth ${cost.value}`;
const open = (layers: Iterable<CostLayer>) =>
  [...layers]
    .filter((layer) => !layer.quantity.isZero())
    .map(({ quantity, value }) => `${quantity}=${value}`);

const average = (start = nothing) => new AverageCost(start);
const fifo = () => new FifoCost(nothing, []);
const standard = (cost: string) => new StandardCost(nothing, decimal(cost));
const byLot = () => new LotCost(nothing, new Map());

describe('moving average', () => {
  it.each([
    ['10 at 10 and 10 at 20, of which 15 leave', ['+10@10', '+10@20', '-15'], '225', '5 worth 75'],
    [
      'what a customer returns at the value at which it left',
      ['+1@10', '+1@20', '-1', '+1@15'],
      '15',
      '2 worth 30',
    ],
    ['no cent that is left behind', ['+1@1.02', '+1@1', '+1@1', '-3'], '3.02', '0 worth 0'],
    ['half a piece at 3, which leaves', ['+0.5@3', '-0.5'], '1.5', '0 worth 0'],
    ['stock that enters at the present cost', ['+1@10', '+4'], '40', '5 worth 50'],
  ])('of %s', (_, lines, last, state) => {
    const cost = average();
    expect(run(cost, ...lines).at(-1)).toBe(last);
    expect(stateOf(cost)).toBe(state);
  });

  it('of 2 at 4.63 and 5 at 3.04 shows 3.49, and seventy issues of 0.1 leave nothing', () => {
    const cost = average();
    run(cost, '+2@4.63', '+5@3.04');
    expect(cost.unitCost().toFixed(2)).toBe('3.49');
    run(cost, ...Array.from({ length: 70 }, () => '-0.1'));
    expect(stateOf(cost)).toBe('0 worth 0');
  });

  it('remembers what the last unit cost for the day on which the shelf is empty', () => {
    const cost = average();
    run(cost, '+2@3', '-2', '+4');
    expect(stateOf(cost)).toBe('4 worth 12');
  });

  it('lets a reversal take what it brought, or the average where this would leave nothing for the rest', () => {
    const cost = average();
    run(cost, '+10@1', '+10@1');
    const movement = { key: 1, quantity: decimal(5), lotId: null, undoes: null };
    expect(String(cost.leave({ ...movement, given: decimal(7) }))).toBe('7');
    expect(String(cost.leave({ ...movement, given: decimal(99) }))).toBe('4.333333');
  });

  it('below zero is worth what was issued, and what arrives covers that first', () => {
    const cost = average();
    run(cost, '+10@4', '-12');
    expect(stateOf(cost)).toBe('-2 worth -8');
    expect(run(cost, '+20@3.33')).toEqual([String(decimal(8).plus('59.94'))]);
    expect(stateOf(cost)).toBe('18 worth 59.94');
  });

  it('without any cost yet, 2 issued and 20 received at 3.33 are 18 worth 59.94', () => {
    const cost = average();
    run(cost, '-2', '+20@3.33');
    expect(stateOf(cost)).toBe('18 worth 59.94');
  });

  it('below zero and still so after an arrival keeps its cost', () => {
    const cost = average();
    run(cost, '+1@5', '-5', '+1@3');
    expect(stateOf(cost)).toBe('-3 worth -15');
    run(cost, '+3@9');
    expect(stateOf(cost)).toBe('0 worth 0');
  });
});

describe('standard cost', () => {
  it('is worth quantity times standard at every moment, whatever was paid', () => {
    const cost = standard('10');
    expect(run(cost, '+10@12', '+10@7', '-15')).toEqual(['100', '100', '150']);
    expect(stateOf(cost)).toBe('5 worth 50');
  });

  it('gains or loses when the standard changes', () => {
    const cost = standard('10');
    run(cost, '+4');
    expect(String(cost.revalue(decimal('12.5')))).toBe('10');
    expect(String(cost.revalue(decimal('9')))).toBe('-14');
    expect(stateOf(cost)).toBe('4 worth 36');
  });

  it('leaves nothing behind where the standard has more digits than an amount', () => {
    const cost = standard('0.333333333');
    run(cost, '+3', '-1', '-1', '-1');
    expect(stateOf(cost)).toBe('0 worth 0');
  });
});

describe('first in, first out', () => {
  it.each([
    ['10 at 10 and 10 at 20, of which 15 leave', ['+10@10', '+10@20', '-15'], '200', ['5=100']],
    ['1, 2, 1 and 5, of which 4 leave', ['+1@10', '+2@20', '+1@20', '+5@20', '-4'], '70', ['5=100']],
    ['layers in two units', ['+4@10', '+2@25', '-3', '-1'], '10', ['2=50']],
    ['a currency without decimals', ['+0.5@3', '-0.5'], '1.5', []],
  ])('of %s', (_, lines, last, layers) => {
    const cost = fifo();
    expect(run(cost, ...lines).at(-1)).toBe(last);
    expect(open(cost.layers.values())).toEqual(layers);
  });

  it('below zero and back: 1 at 10, two issues, 3 at 20, 1 at 30 leave 1 at 20 and 1 at 30', () => {
    const cost = fifo();
    run(cost, '+1@10', '-2', '-1');
    expect(stateOf(cost)).toBe('-2 worth -20');
    run(cost, '+3@20', '+1@30');
    expect(open(cost.layers.values())).toEqual(['1=20', '1=30']);
    expect(stateOf(cost)).toBe('2 worth 50');
  });

  it('undoes a receipt out of its own layer', () => {
    const cost = fifo();
    cost.enter({ key: 1, quantity: decimal(10), lotId: null, given: decimal(100), added: ZERO });
    cost.enter({ key: 2, quantity: decimal(10), lotId: null, given: decimal(200), added: ZERO });
    const value = cost.leave({ key: 3, quantity: decimal(10), lotId: null, given: null, undoes: 2 });
    expect([String(value), open(cost.layers.values())]).toEqual(['200', ['10=100']]);
  });

  it('says what each movement took from which layer', () => {
    const cost = fifo();
    run(cost, '+2@1', '+2@2', '-3');
    expect(cost.uses.map(({ quantity, value }) => `${quantity}=${value}`)).toEqual(['2=2', '1=2']);
  });
});

describe('cost by lot', () => {
  it('is an average inside each lot', () => {
    const cost = byLot();
    run(cost, '+1@100 #1', '+1@50 #2', '+1@150 #1', '+1@100 #2');
    expect(String(cost.value)).toBe('400');
    expect(run(cost, '-1 #2', '-1 #1', '-1 #2', '-1 #1')).toEqual(['75', '125', '75', '125']);
    expect(stateOf(cost)).toBe('0 worth 0');
  });

  it('takes the product’s cost for a lot that has none', () => {
    const cost = byLot();
    run(cost, '+2@10 #1', '+1 #2');
    expect(stateOf(cost)).toBe('3 worth 30');
  });
});

describe('every method', () => {
  const amount = fc.integer({ min: 1, max: 10_000_000 }).map((n) => decimal(n).dividedBy(1000));
  const step = fc.record({
    quantity: amount,
    unitCost: amount,
    share: fc.integer({ min: 1, max: 130 }),
    lotId: fc.integer({ min: 1, max: 3 }),
  });
  const methods: [string, () => StockCost][] = [
    ['average', average],
    ['standard', () => standard('1.7')],
    ['fifo', fifo],
    ['lot', byLot],
  ];

  it.each(methods)('%s keeps every cent, and no value without stock', (_, make) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const cost = make();
        let value = ZERO;
        let quantity = ZERO;
        steps.forEach(({ quantity: more, unitCost, share, lotId }, index) => {
          value = value.plus(
            cost.enter({
              key: index * 2,
              quantity: more,
              lotId,
              given: more.times(unitCost).toDecimalPlaces(6),
              added: ZERO,
            }),
          );
          quantity = quantity.plus(more);
          const less: Decimal = more.times(share).dividedBy(100).toDecimalPlaces(9);
          value = value.minus(
            cost.leave({ key: index * 2 + 1, quantity: less, lotId, given: null, undoes: null }),
          );
          quantity = quantity.minus(less);
          expect([String(cost.quantity), String(cost.value)]).toEqual([String(quantity), String(value)]);
          if (quantity.isZero() && !(cost instanceof LotCost)) expect(String(value)).toBe('0');
        });
      }),
    );
  });
});
