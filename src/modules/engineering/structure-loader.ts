import { groupBy } from '../../kernel/group-by.js';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Decimal, decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import { ProductReader, type ProductSummary, Units } from '../products/index.js';
import { ResourceReader, type WorkCenterRates } from '../resources/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import {
  type MassLine,
  type MassStructure,
  type PlainLines,
  PlainLineReader,
  type PlainText,
} from './mass-cost.rules.js';
import {
  type MassSelection,
  readMassOperations,
  readOtherLines,
  readPlainLines,
} from './mass-structure.query.js';
import {
  readByProductShares,
  readStructureLines,
  readStructureOperations,
  type StructureHead,
  type StructureLineRow,
  type StructureOperationRow,
  type StructureReach,
} from './structure.query.js';
import {
  type Demands,
  effectiveLines,
  type Structure,
  type StructureLine,
  type StructureOperation,
} from './structure.rules.js';

const PRODUCTS_AT_ONCE = 1_000;

/** Reads structures in bulk: the number of statements does not depend on lines or levels. */
@Injectable()
export class StructureLoader {
  constructor(
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly resources: ResourceReader,
  ) {}

  /** The product with everything below it that counts on the day. */
  async load(
    tx: Tx,
    productId: number,
    head: StructureHead,
    date: string,
    reach: StructureReach,
  ): Promise<Structure> {
    const lineRows = await readStructureLines(tx, productId, head, date, reach);
    const ids = [...new Set([productId, ...lineRows.map((row) => row.component_id)])];
    const products = await this.products.getMany(tx, ids);
    const units = await this.units.table(tx, ids);
    const operationRows = await readStructureOperations(
      tx,
      { productId, routingId: head.routingId },
      reach === 'all' ? ids : [],
    );
    const rates = await this.resources.workCenterRates(tx, [
      ...new Set(operationRows.map((row) => row.work_center_id)),
    ]);
    const top = { productId, bomId: head.bomId };
    const shares = await readByProductShares(tx, top, reach === 'all' ? ids : [], date);
    const lines = groupBy(
      lineRows.map((row) => lineOf(row, products, units)),
      (line) => line.parentId,
    );
    return {
      products,
      lines: new Map([...lines].map(([id, own]) => [id, effectiveLines(own)])),
      operations: groupBy(
        operationRows.map((row) => operationOf(row, rates.get(row.work_center_id)!)),
        (operation) => operation.productId,
      ),
      ownShares: ownShares(shares),
    };
  }

  /** Everything that is made on the day, or a selection with everything below it. */
  async loadMany(tx: Tx, selection: MassSelection, date: string): Promise<MassStructure> {
    const plain = await numbersOf(await readPlainLines(tx, selection, date));
    const lines = await readOtherLines(tx, selection, date);
    const operationRows = await readMassOperations(tx, selection);
    const ids = productsIn(plain, lines, operationRows);
    const products = await this.products.costs(tx, ids);
    const units = await this.units.table(tx, [...new Set(lines.map((line) => line.component_id))]);
    const rates = await this.resources.workCenterRates(tx, [
      ...new Set(operationRows.map((row) => row.work_center_id)),
    ]);
    const operations = groupBy(
      operationRows.map((row) => operationOf(row, rates.get(row.work_center_id)!)),
      (operation) => operation.productId,
    );
    const shares = await readByProductShares(tx, null, null, date);
    return { products, plain, lines, operations, units, ownShares: ownShares(shares) };
  }

  /** Says which line cannot be counted. */
  notConvertible({ products }: MassStructure, line: MassLine): DomainError {
    return notConvertible(line.unit, products.get(line.component_id)!);
  }

  /** Refuses a structure that contains itself; written before this was checked, or through a template. */
  async refuseCycle(tx: Tx, { cycle }: Pick<Demands, 'cycle'>): Promise<void> {
    if (cycle) throw await this.cycleRefusal(tx, cycle);
  }

  /** A way through the structure as people read it. */
  async skusOf(tx: Tx, way: readonly number[]): Promise<string[]> {
    const products = await this.products.getMany(tx, way);
    return way.map((id) => products.get(id)?.sku ?? String(id));
  }

  async cycleRefusal(tx: Tx, ring: readonly number[], pointer?: string): Promise<DomainError> {
    const path = await this.skusOf(tx, ring);
    const detail = `${path.join(' → ')}.`;
    return new DomainError(EngineeringErrors.cycle, {
      detail,
      errors: pointer ? [{ pointer, code: EngineeringErrors.cycle.code, detail }] : undefined,
      extra: { path },
    });
  }
}

function ownShares(shares: ReadonlyMap<number, Decimal>): Map<number, Decimal> {
  return new Map([...shares].map(([id, share]) => [id, decimal(100).minus(share)]));
}

/** A large structure is read in parts, so that others get their turn. */
async function numbersOf(rows: readonly PlainText[]): Promise<PlainLines[]> {
  const reader = new PlainLineReader();
  const plain: PlainLines[] = [];
  for (const row of rows) {
    plain.push(reader.read(row));
    if (plain.length % PRODUCTS_AT_ONCE === 0) await setImmediate();
  }
  return plain;
}

function productsIn(
  plain: readonly PlainLines[],
  lines: readonly MassLine[],
  operations: readonly StructureOperationRow[],
): number[] {
  const ids = new Set<number>();
  for (const { productId, componentIds } of plain) {
    ids.add(productId);
    for (const id of componentIds) ids.add(id);
  }
  for (const line of lines) ids.add(line.product_id).add(line.component_id);
  for (const row of operations) ids.add(row.product_id);
  return [...ids];
}

function lineOf(
  row: StructureLineRow,
  products: ReadonlyMap<number, ProductSummary>,
  units: UnitTable,
): StructureLine {
  const component = products.get(row.component_id)!;
  const toStockUnit = units.ratio(row.unit, component.unit, component.id);
  if (!toStockUnit) throw notConvertible(row.unit, component);
  return {
    parentId: row.product_id,
    componentId: row.component_id,
    source: row.source,
    lineId: row.line_id,
    operationSequence: row.operation_sequence,
    quantity: row.quantity,
    quantityPer: row.quantity_per,
    unit: row.unit,
    toStockUnit,
    outputQuantity: row.output_quantity,
    unitsPerCycle: row.units_per_cycle,
    scrapPercent: row.scrap_factor,
    setupQuantity: row.setup_quantity,
    roundingMultiple: row.rounding_multiple,
    isCostOnly: row.is_cost_only,
    isOptional: row.is_optional,
    consumeStage: row.consume_stage,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
  };
}

/** A conversion was taken away after the line had been written with it. */
export function notConvertible(
  unit: string,
  component: Pick<ProductSummary, 'id' | 'sku' | 'unit'>,
): DomainError {
  return new DomainError(EngineeringErrors.unitNotConvertible, {
    detail: `A line has ${component.sku} in ${unit}, and it is kept in ${component.unit}.`,
    extra: { component_id: component.id },
  });
}

/** Type of the work centers of subcontractors. */
const OUTSIDE = 'subcontract';

function operationOf(row: StructureOperationRow, rates: WorkCenterRates): StructureOperation {
  return {
    routingOperationId: row.routing_operation_id,
    productId: row.product_id,
    sequence: row.sequence,
    workCenterId: row.work_center_id,
    operationCode: row.operation_code,
    operationName: row.operation_name,
    setupMinutes: row.setup_time_minutes,
    runMinutes: row.run_time_minutes,
    unitsPerCycle: row.units_per_cycle,
    machineRatePerHour: row.machine_rate_override ?? rates.machine_rate_per_hour,
    laborRatePerHour: row.labor_rate_override ?? rates.labor_rate_per_hour,
    overheadRatePerHour: rates.overhead_rate_per_hour,
    isOutside: rates.center_type === OUTSIDE,
  };
}
