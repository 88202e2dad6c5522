import { dayNumber } from '../../kernel/business-day.js';
import { decimal } from '../../kernel/decimal.js';
import { ForwardPass, type PathNeed, type PathNode } from './critical-path.rules.js';
import { WorkingDays } from './working-days.rules.js';

// Friday, 1 May 2026; Mondays to Fridays.
const FRIDAY = dayNumber('2026-05-01');
const MONDAY = FRIDAY + 3;
const calendar = new WorkingDays([1, 2, 3, 4, 5], [], 480, FRIDAY - 100, FRIDAY + 400);

const need = (day: number, keys: readonly string[], missing = 0): PathNeed => ({
  productId: 1,
  day,
  quantity: decimal(keys.length + missing),
  missing: decimal(missing),
  pegs: keys.map((key) => ({ key, quantity: decimal(1) })),
});
const node = (key: string, day: number, needs: PathNeed[] = []): PathNode => ({
  key,
  productId: 1,
  ref: key,
  startDay: null,
  day,
  needs,
});
function pathOf(top: PathNode, nodes: readonly PathNode[]) {
  const pass = new ForwardPass(new Map(nodes.map((one) => [one.key, one])), calendar);
  const { expectedDay, steps } = pass.path(top);
  return {
    expectedDay,
    keys: steps.map((step) => step.node.key),
    days: steps.map((step) => step.expectedDay),
  };
}

describe('the forward pass', () => {
  it('makes an order wait for its components, in working days, and follows what comes latest', () => {
    const nodes = [
      node('made', MONDAY + 3, [need(FRIDAY, ['early', 'late']), need(FRIDAY, ['stock'])]),
      node('early', FRIDAY),
      node('late', MONDAY + 1),
      node('stock', FRIDAY - 9),
    ];
    // Two working days after Friday is Tuesday: Thursday becomes Monday.
    expect(pathOf(node('', FRIDAY, [need(MONDAY + 3, ['made'])]), nodes)).toEqual({
      expectedDay: MONDAY + 7,
      keys: ['made', 'late'],
      days: [MONDAY + 7, MONDAY + 1],
    });
  });

  it('goes down what has the least time to spare when nothing is late', () => {
    const nodes = [
      node('made', MONDAY, [need(FRIDAY, ['stock']), need(FRIDAY, ['bought'])]),
      node('stock', FRIDAY - 9),
      node('bought', FRIDAY - 1),
    ];
    const path = pathOf(node('', FRIDAY, [need(MONDAY + 1, ['made'])]), nodes);
    expect(path).toMatchObject({ expectedDay: MONDAY, keys: ['made', 'bought'] });
  });

  it('has no date when something below never comes', () => {
    const nodes = [node('made', MONDAY, [need(FRIDAY, [], 4)])];
    expect(pathOf(node('', FRIDAY, [need(MONDAY, ['made'])]), nodes)).toEqual({
      expectedDay: null,
      keys: ['made'],
      days: [null],
    });
  });

  it('cuts circles', () => {
    const nodes = [
      node('one', MONDAY, [need(FRIDAY, ['other'])]),
      node('other', MONDAY, [need(FRIDAY, ['one'])]),
    ];
    const path = pathOf(node('', FRIDAY, [need(MONDAY, ['one'])]), nodes);
    expect(path.keys).toEqual(['one', 'other']);
  });
});
