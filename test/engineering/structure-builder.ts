import { type Decimal, decimal, ONE, ZERO } from '../../src/kernel/decimal.js';
import { groupBy } from '../../src/kernel/group-by.js';
import type {
  Structure,
  StructureLine,
  StructureOperation,
  StructureProduct,
} from '../../src/modules/engineering/structure.rules.js';

export type LineOptions = Partial<Omit<StructureLine, 'parentId' | 'componentId' | 'quantity'>>;

let madeLines = 0;

export function line(
  parentId: number,
  componentId: number,
  quantity: Decimal.Value,
  options: LineOptions = {},
): StructureLine {
  madeLines += 1;
  return {
    parentId,
    componentId,
    quantity: decimal(quantity),
    source: 'bom',
    lineId: madeLines,
    operationSequence: null,
    quantityPer: 'unit',
    unit: 'EA',
    toStockUnit: { numerator: ONE, denominator: ONE },
    outputQuantity: ONE,
    unitsPerCycle: ONE,
    scrapPercent: ZERO,
    roundingMultiple: null,
    setupQuantity: ZERO,
    isCostOnly: false,
    isOptional: false,
    consumeStage: 'production',
    effectiveFrom: null,
    effectiveTo: null,
    ...options,
  };
}

export function operation(
  productId: number,
  sequence: number,
  values: Partial<Omit<StructureOperation, 'productId' | 'sequence'>> = {},
): StructureOperation {
  return {
    routingOperationId: productId * 1_000 + sequence,
    productId,
    sequence,
    workCenterId: 1,
    operationCode: null,
    operationName: `Operation ${sequence}`,
    setupMinutes: ZERO,
    runMinutes: ZERO,
    unitsPerCycle: ONE,
    machineRatePerHour: ZERO,
    laborRatePerHour: ZERO,
    overheadRatePerHour: ZERO,
    isOutside: false,
    ...values,
  };
}

export interface StructureParts {
  lines?: readonly StructureLine[];
  operations?: readonly StructureOperation[];
  /** Average cost by product. */
  costs?: Readonly<Record<number, Decimal.Value>>;
  phantoms?: readonly number[];
  services?: readonly number[];
  /** Per cent of its cost that a product carries itself. */
  ownShares?: Readonly<Record<number, Decimal.Value>>;
}

/** A structure of the given lines; its products are whatever the lines and operations name. */
export function structureOf({
  lines = [],
  operations = [],
  costs = {},
  phantoms = [],
  services = [],
  ownShares = {},
}: StructureParts): Structure {
  const ids = new Set([
    ...lines.flatMap(({ parentId, componentId }) => [parentId, componentId]),
    ...operations.map(({ productId }) => productId),
    ...Object.keys(costs).map(Number),
  ]);
  const product = (id: number): StructureProduct => ({
    id,
    sku: `P${id}`,
    name: `Product ${id}`,
    unit: 'EA',
    item_type: services.includes(id) ? 'service' : 'component',
    procurement_type: 'buy',
    stocking_policy: phantoms.includes(id) ? 'phantom' : 'make_to_stock',
    average_cost: costs[id] === undefined ? null : decimal(costs[id]),
    standard_cost: null,
    last_cost: null,
  });
  return {
    products: new Map([...ids].map((id) => [id, product(id)])),
    lines: groupBy(lines, (item) => item.parentId),
    operations: groupBy(operations, (item) => item.productId),
    ownShares: new Map(Object.entries(ownShares).map(([id, share]) => [Number(id), decimal(share)])),
  };
}
