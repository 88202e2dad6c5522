import { decimal } from '../../kernel/decimal.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import { costDifference, type PricedMaterial } from './alternate.rules.js';

const units = new UnitTable([
  { code: 'EA', uomClass: 'quantity', toBaseFactor: decimal(1) },
  { code: 'G', uomClass: 'weight', toBaseFactor: decimal(1) },
  { code: 'KG', uomClass: 'weight', toBaseFactor: decimal(1000) },
]);

function material(quantity: string, unitCost: string | null, unit = 'EA', stockUnit = unit): PricedMaterial {
  return {
    productId: 1,
    quantity: decimal(quantity),
    unitCost: unitCost === null ? null : decimal(unitCost),
    unit,
    stockUnit,
  };
}

describe('the cost difference of an alternate', () => {
  it('counts both quantities', () => {
    const difference = costDifference(material('2', '10.00'), material('1.5', '12.00'), units);
    expect(difference!.toFixed(2)).toBe('-2.00');
  });

  it('counts in stock units', () => {
    const difference = costDifference(material('0.1', '0.02', 'KG', 'G'), material('3', '1'), units);
    expect(difference!.toFixed()).toBe('1');
  });

  it('is not known without a price or a conversion', () => {
    expect(costDifference(material('2', null), material('1', '1'), units)).toBeNull();
    expect(costDifference(material('2', '1'), material('1', '1', 'KG', 'EA'), units)).toBeNull();
  });
});
