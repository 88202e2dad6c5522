import { decimal, ONE, ZERO } from '../../kernel/decimal.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import type { BomLineValues } from './bom.rules.js';
import { faultsAfter, lineCost, replaceIn, wayDown } from './mass-replace.rules.js';

const units = new UnitTable([
  { code: 'EA', uomClass: 'quantity', toBaseFactor: decimal(1) },
  { code: 'KG', uomClass: 'weight', toBaseFactor: decimal(1000) },
]);
const component = { unit: 'EA', item_type: 'component' };
const components = new Map([
  [1, component],
  [2, component],
]);

function line(componentId: number, quantity: string, values: Partial<BomLineValues> = {}): BomLineValues {
  return {
    component_id: componentId,
    quantity: decimal(quantity),
    unit: 'EA',
    consume_stage: 'production',
    is_cost_only: false,
    is_optional: false,
    scrap_factor: ZERO,
    setup_quantity: ZERO,
    rounding_multiple: null,
    effective_from: null,
    effective_to: null,
    notes: null,
    ...values,
  };
}

const wanted = { componentId: 1, replacementId: 2, factor: decimal('1.5'), unit: null };

describe('replacing a component', () => {
  it('scales quantity and set-up, and keeps the rest', () => {
    const before = line(1, '4', { setup_quantity: ONE, scrap_factor: decimal(5), notes: 'Glued' });
    const after = replaceIn(before, wanted);
    expect(after).toMatchObject({ component_id: 2, unit: 'EA', notes: 'Glued' });
    expect([after.quantity.toFixed(), after.setup_quantity.toFixed()]).toEqual(['6', '1.5']);
    const other = line(3, '1');
    expect(replaceIn(other, wanted)).toBe(other);
  });

  it('finds a component that would stand twice, and a unit that does not fit', () => {
    const after = [line(1, '1'), line(2, '1')].map((item) => replaceIn(item, { ...wanted, unit: 'KG' }));
    expect(faultsAfter(after, components, units)).toEqual(['unitNotConvertible', 'componentTwice']);
    expect(faultsAfter([replaceIn(line(1, '1'), wanted)], components, units)).toEqual([]);
  });

  it('knows the way down from one product to another', () => {
    const links = [
      { parentId: 1, componentId: 2 },
      { parentId: 2, componentId: 3 },
      { parentId: 1, componentId: 4 },
    ];
    expect(wayDown(links, 1, 3)).toEqual([1, 2, 3]);
    expect(wayDown(links, 1, 1)).toEqual([1]);
    expect(wayDown(links, 4, 1)).toBeNull();
  });

  it('costs what one piece needs, with scrap and set-up', () => {
    const cost = (item: BomLineValues) => lineCost(item, decimal(2), 'EA', decimal(10), units);
    expect(cost(line(1, '4', { scrap_factor: decimal(50), setup_quantity: ONE }))?.toFixed()).toBe('40');
    expect(cost(line(1, '4', { unit: 'KG' }))).toBeNull();
  });
});
