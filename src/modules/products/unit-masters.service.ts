import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader } from './product-reader.js';
import { ProductsErrors } from './products.errors.js';
import {
  type ConversionRow,
  conversionsTable,
  readUnits,
  readUsedUnits,
  type UnitRow,
  unitsTable,
} from './units.repository.js';
import { changesMeaning, convertQuantity } from './units.rules.js';
import type {
  ConvertRequest,
  ConvertResponse,
  CreateConversionRequest,
  CreateUnitRequest,
  UpdateConversionRequest,
  UpdateUnitRequest,
} from './units.dto.js';

/** Units and conversions as people keep them. */
@Injectable()
export class UnitMasters {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
  ) {}

  listUnits(principal: Principal, options: ListOptions): Promise<Page<UnitRow>> {
    return this.transactions.read(principal, (tx) => unitsTable.list(tx, options));
  }

  getUnit(principal: Principal, id: number): Promise<UnitRow> {
    return this.transactions.read(principal, (tx) => unitsTable.get(tx, id));
  }

  createUnit(principal: Principal, values: CreateUnitRequest): Promise<UnitRow> {
    return this.transactions.run(principal, (tx) => unitsTable.insert(tx, values));
  }

  updateUnit(principal: Principal, id: number, version: number, values: UpdateUnitRequest): Promise<UnitRow> {
    return this.transactions.run(principal, async (tx) => {
      const before = await unitsTable.lockVersion(tx, id, version);
      if (changesMeaning(before, values)) await refuseUsed(tx, before);
      return unitsTable.update(tx, id, version, values);
    });
  }

  removeUnit(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      await refuseUsed(tx, await unitsTable.lockVersion(tx, id, version));
      await unitsTable.remove(tx, id, version);
    });
  }

  listConversions(principal: Principal, options: ListOptions): Promise<Page<ConversionRow>> {
    return this.transactions.read(principal, (tx) => conversionsTable.list(tx, options));
  }

  getConversion(principal: Principal, id: number): Promise<ConversionRow> {
    return this.transactions.read(principal, (tx) => conversionsTable.get(tx, id));
  }

  createConversion(principal: Principal, values: CreateConversionRequest): Promise<ConversionRow> {
    return this.transactions.run(principal, async (tx) => {
      await checkConversion(tx, values);
      return conversionsTable.insert(tx, values);
    });
  }

  updateConversion(
    principal: Principal,
    id: number,
    version: number,
    values: UpdateConversionRequest,
  ): Promise<ConversionRow> {
    return this.transactions.run(principal, (tx) => conversionsTable.update(tx, id, version, values));
  }

  removeConversion(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => conversionsTable.remove(tx, id, version));
  }

  convert(principal: Principal, request: ConvertRequest): Promise<ConvertResponse> {
    const { quantity, from_unit: from, to_unit: to, product_id: productId } = request;
    return this.transactions.read(principal, async (tx) => {
      if (productId !== undefined) await this.products.requireMany(tx, [productId], () => '/product_id');
      const { table } = await readUnits(tx, productId === undefined ? [] : [productId]);
      for (const field of ['from_unit', 'to_unit'] as const)
        refuseUnknown(table, request[field], `/${field}`);
      const converted = convertQuantity(table, quantity, from, to, productId);
      if (!converted) {
        const detail = `${from} cannot be converted into ${to}.`;
        throw fieldRefusal(ProductsErrors.incompatibleUnits, '/to_unit', detail);
      }
      const { numerator, denominator } = converted.ratio;
      return { quantity: converted.quantity, unit: to, exact: converted.exact, numerator, denominator };
    });
  }
}

async function refuseUsed(tx: Tx, unit: UnitRow): Promise<void> {
  if ((await readUsedUnits(tx, [unit.code])).length > 0) {
    throw new DomainError(ProductsErrors.unitInUse, {
      detail: `${unit.code} is in use; set is_active to false so that nobody chooses it any more.`,
    });
  }
}

function refuseUnknown(table: { has(code: string): boolean }, code: string, pointer: string): void {
  if (!table.has(code)) {
    throw fieldRefusal(ProductsErrors.unknownUnit, pointer, `There is no unit "${code}".`);
  }
}

/** Two conversions between the same units would be two truths, and so would one beside the units' own factors. */
async function checkConversion(tx: Tx, values: CreateConversionRequest): Promise<void> {
  const { from_unit: from, to_unit: to, product_id: productId = null } = values;
  const { table } = await readUnits(tx, []);
  refuseUnknown(table, from, '/from_unit');
  refuseUnknown(table, to, '/to_unit');
  if (from === to) throw fieldRefusal(ProductsErrors.sameUnits, '/to_unit', ProductsErrors.sameUnits.title);
  const existing = await tx.query(
    `SELECT 1 FROM uom_conversions WHERE organization_id = $1 AND from_unit = $2 AND to_unit = $3
        AND product_id IS NOT DISTINCT FROM $4`,
    [tx.organizationId, to, from, productId],
  );
  if (existing.length > 0) throw new DomainError(ProductsErrors.conversionTaken);
  if (productId === null && (await sameClass(tx, from, to))) {
    throw fieldRefusal(ProductsErrors.conversionGiven, '/to_unit', ProductsErrors.conversionGiven.title);
  }
}

async function sameClass(tx: Tx, from: string, to: string): Promise<boolean> {
  const rows = await tx.query<{ classes: number }>(
    'SELECT count(DISTINCT uom_class)::int AS classes FROM units_of_measure WHERE organization_id = $1 AND code IN ($2, $3)',
    [tx.organizationId, from, to],
  );
  return rows[0]!.classes === 1;
}
