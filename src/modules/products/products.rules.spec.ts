import { decimal } from '../../kernel/decimal.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import {
  changesFixedByHistory,
  costPerPurchaseUnit,
  costPerStockUnit,
  decideProduct,
  type PresentProduct,
  type ProductInput,
} from './products.rules.js';
import { STANDARD_UNITS } from './standard-units.js';

const units = {
  table: new UnitTable(
    [
      ...STANDARD_UNITS.map((u) => ({ code: u.code, uomClass: u.uom_class, toBaseFactor: u.to_base_factor })),
      { code: 'ROLL', uomClass: 'count', toBaseFactor: decimal(1) },
    ],
    [{ fromUnit: 'ROLL', toUnit: 'G', factor: decimal(750), isBidirectional: true, productId: 5 }],
  ),
  active: new Set(STANDARD_UNITS.map((unit) => unit.code)),
};

function decide(input: ProductInput, present: PresentProduct | null = null) {
  return decideProduct(present, { sku: 'X', name: 'X', ...input }, units);
}

function valuesOf(input: ProductInput, present: PresentProduct | null = null) {
  const decided = decide(input, present);
  if ('faults' in decided) throw new Error(JSON.stringify(decided.faults));
  return decided.values;
}

function faultsOf(input: ProductInput, present: PresentProduct | null = null) {
  const decided = decide(input, present);
  return 'faults' in decided ? decided.faults.map(({ fault, field }) => `${field} ${fault}`) : [];
}

const present = (input: ProductInput): PresentProduct => ({ ...valuesOf(input), id: 5 });

describe('defaults', () => {
  it('keeps a material in grams and buys it by the kilogram', () => {
    expect(valuesOf({ item_type: 'material' })).toMatchObject({
      unit: 'G',
      purchase_uom: 'KG',
      purchase_conversion: decimal(1000),
      procurement_type: 'buy',
      cost_method: 'average',
    });
  });

  it('keeps and buys everything else by the piece, and makes finished goods', () => {
    const one = { unit: 'EA', purchase_uom: 'EA', purchase_conversion: decimal(1) };
    expect(valuesOf({})).toMatchObject({ ...one, item_type: 'finished_good', procurement_type: 'make' });
    expect(valuesOf({ item_type: 'supply' })).toMatchObject({ ...one, procurement_type: 'buy' });
  });

  it('buys a material of another unit in that unit', () => {
    expect(valuesOf({ item_type: 'material', unit: 'ML' })).toMatchObject({ purchase_uom: 'ML' });
    expect(valuesOf({ item_type: 'material', unit: 'IN', purchase_uom: 'FT' })).toMatchObject({
      purchase_conversion: decimal(12),
    });
  });
});

describe('costs', () => {
  it.each([
    ['20', '1000', '0.02'],
    ['14.99', '1000', '0.01499'],
    ['21.693333', '1000', '0.021693333'],
    ['1', '3', '0.333333333'],
    ['10', '453.59237', '0.022046226'],
  ])('%s per purchase unit of %s stock units is %s', (cost, conversion, expected) => {
    expect(costPerStockUnit(decimal(cost), decimal(conversion)).toFixed()).toBe(expected);
  });

  it('turns the price per kilogram into a cost per gram, once', () => {
    const filament = valuesOf({ item_type: 'material', standard_cost_per_purchase_unit: decimal(20) });
    expect(filament.standard_cost?.toFixed()).toBe('0.02');
    expect(filament.standard_cost?.times(100).toFixed()).toBe('2');
    expect(costPerPurchaseUnit(filament.standard_cost, filament.purchase_conversion)?.toFixed()).toBe('20');
    expect(costPerPurchaseUnit(null, decimal(1000))).toBeNull();
  });

  it('takes one of the two costs only', () => {
    const both = { standard_cost: decimal('0.02'), standard_cost_per_purchase_unit: decimal(20) };
    expect(faultsOf({ item_type: 'material', ...both })).toEqual([
      'standard_cost_per_purchase_unit twoCosts',
    ]);
  });

  it('takes a method only with what it needs', () => {
    expect(faultsOf({ cost_method: 'standard' })).toEqual(['standard_cost standardCostNeeded']);
    expect(faultsOf({ cost_method: 'lot' })).toEqual(['track_lots lotTrackingNeeded']);
  });
});

describe('units', () => {
  it.each<[ProductInput, string[]]>([
    [{ unit: 'XX' }, ['unit unknownUnit', 'purchase_uom unknownUnit']],
    [{ unit: 'G', purchase_uom: 'XX' }, ['purchase_uom unknownUnit', 'purchase_conversion conversionNeeded']],
    [{ unit: 'EA', purchase_uom: 'KG' }, ['purchase_conversion conversionNeeded']],
    [
      { unit: 'G', purchase_uom: 'G', purchase_conversion: decimal(2) },
      ['purchase_conversion conversionNotOne'],
    ],
    [{ unit: 'EA', purchase_uom: 'ROLL' }, ['purchase_uom inactiveUnit']],
    [{ item_type: 'service', track_lots: true }, ['track_lots serviceTracked']],
  ])('%j: %j', (input, faults) => expect(faultsOf(input)).toEqual(faults));

  it('derives the conversion anew when the purchase unit changes, and keeps it otherwise', () => {
    const resin = present({ unit: 'G', purchase_uom: 'KG', purchase_conversion: decimal(980) });
    expect(valuesOf({ name: 'New' }, resin).purchase_conversion.toFixed()).toBe('980');
    expect(valuesOf({ purchase_uom: 'LB' }, resin).purchase_conversion.toFixed()).toBe('453.59237');
  });

  it("uses the product's own conversion", () => {
    const filament = present({ unit: 'G' });
    const withRoll = decideProduct(
      filament,
      { purchase_uom: 'ROLL' },
      { ...units, active: new Set(['ROLL', 'G']) },
    );
    expect(withRoll).toMatchObject({ values: { purchase_conversion: decimal(750) } });
  });

  it('asks for every figure anew when the stock unit changes', () => {
    const plate = present({ unit: 'G', standard_cost: decimal('0.02'), reorder_point: decimal(500) });
    expect(faultsOf({ unit: 'KG' }, plate)).toEqual([
      'standard_cost figureNeeded',
      'reorder_point figureNeeded',
    ]);
    const anew = { standard_cost_per_purchase_unit: decimal(20), reorder_point: decimal('0.5') };
    expect(valuesOf({ unit: 'KG', ...anew }, plate)).toMatchObject({
      unit: 'KG',
      purchase_uom: 'KG',
      purchase_conversion: decimal(1),
      standard_cost: decimal(20),
    });
  });
});

describe('history', () => {
  it('fixes unit, tracking and being stocked', () => {
    const before = present({ unit: 'EA' });
    expect(changesFixedByHistory(before, valuesOf({ name: 'New', reorder_qty: decimal(5) }, before))).toEqual(
      [],
    );
    expect(changesFixedByHistory(before, valuesOf({ unit: 'DZ', track_lots: true }, before))).toEqual([
      'unit',
      'track_lots',
    ]);
    expect(changesFixedByHistory(before, valuesOf({ item_type: 'service' }, before))).toEqual(['item_type']);
  });
});
