import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { type CostingChange, ProductCosting } from './product-costing.js';
import { costMark } from './product-costs.rules.js';
import { ProductUsage } from './product-usage.js';
import { ProductsErrors } from './products.errors.js';
import {
  idsBySku,
  insertProducts,
  lockBySku,
  lockStandardCosts,
  type ProductRow,
  productsTable,
  updateProducts,
  updateStandardCosts,
} from './products.repository.js';
import {
  changesFixedByHistory,
  decideProduct,
  type FoundFault,
  type ProductInput,
  type ProductValues,
} from './products.rules.js';
import { readUnits, type UpsertOutcome } from './units.repository.js';
import { normalizeUnitCode } from './units.rules.js';

/** What became of one row of `upsertMany`. A refused row was not written. */
export interface UpsertedProduct {
  sku: string;
  id: number | null;
  outcome: UpsertOutcome | 'refused';
  errors: FieldError[];
}

type ProductRequest = ProductInput & { sku: string };

/** The one place that writes products, for the API and for imports. */
@Injectable()
export class ProductWriter {
  constructor(
    private readonly usage: ProductUsage,
    private readonly costing: ProductCosting,
  ) {}

  async create(tx: Tx, input: ProductRequest): Promise<ProductRow> {
    const decided = decideProduct(null, input, await readUnits(tx, []));
    if ('faults' in decided) throw refusal(decided.faults);
    return productsTable.insert(tx, { ...decided.values, ...costMark(null, decided.values, tx.now) });
  }

  async update(tx: Tx, id: number, version: number, input: ProductInput): Promise<ProductRow> {
    if (touchesCosting(input)) await this.costing.lock(tx, [id]);
    const present = await productsTable.lockVersion(tx, id, version);
    const decided = decideProduct(present, input, await readUnits(tx, [id]));
    if ('faults' in decided) throw refusal(decided.faults);
    const fixed = changesFixedByHistory(present, decided.values);
    if (fixed.length > 0 && (await this.usage.withHistory(tx, [id])).size > 0) {
      throw new DomainError(ProductsErrors.productInUse, { errors: fixedErrors(fixed) });
    }
    const changes = {
      ...withoutStaleCosts(present, decided.values),
      ...costMark(present, decided.values, tx.now),
    };
    const row = await productsTable.update(tx, id, version, changes);
    await this.costing.changed(tx, [{ productId: id, before: present, after: decided.values }]);
    return row;
  }

  /**
   * Creates and changes products by SKU, any number in a constant number of statements. What a row does not say stays
   * as it is; equal rows are not touched. Answers in the order of the rows.
   */
  async upsertMany(tx: Tx, requests: readonly ProductRequest[]): Promise<UpsertedProduct[]> {
    const skus = requests.map((row) => row.sku);
    if (requests.some(touchesCosting)) await this.costing.lock(tx, await idsBySku(tx, skus));
    const present = new Map((await lockBySku(tx, skus)).map((row) => [row.sku, row]));
    const ids = [...present.values()].map((row) => row.id);
    const units = await readUnits(tx, ids);
    const history = await this.usage.withHistory(tx, ids);
    const accepted: { values: ProductValues; id: number | null }[] = [];
    const seen = new Set<string>();
    const errors = requests.map((request) => {
      if (seen.has(request.sku)) return [errorOf(ProductsErrors.skuTwice, 'sku')];
      seen.add(request.sku);
      const row = present.get(request.sku) ?? null;
      const decided = decideProduct(row, withUnitCodes(request), units);
      if ('faults' in decided) return decided.faults.map(faultError);
      const fixed = row && history.has(row.id) ? changesFixedByHistory(row, decided.values) : [];
      if (fixed.length > 0) return fixedErrors(fixed);
      accepted.push({ values: decided.values, id: row?.id ?? null });
      return [];
    });
    const written = await this.write(tx, accepted);
    await this.costing.changed(tx, costingChanges(present, accepted));
    return requests.map(({ sku }, index) => {
      const refused = errors[index]!.length > 0;
      const done = refused ? undefined : written.get(sku);
      return {
        sku,
        id: done?.id ?? present.get(sku)?.id ?? null,
        outcome: done?.outcome ?? 'refused',
        errors: errors[index]!,
      };
    });
  }

  /**
   * Gives existing products these standard costs and their stock its new value; three statements and what the ledger
   * needs, whatever the number. Equal costs are not touched. Answers what those that changed had before.
   */
  async setStandardCosts(tx: Tx, costs: ReadonlyMap<number, Decimal>): Promise<Map<number, Decimal | null>> {
    const ids = [...costs.keys()].sort((a, b) => a - b);
    await this.costing.lock(tx, ids);
    const present = await lockStandardCosts(tx, ids);
    const changes = present.flatMap(({ id, cost_method: method, standard_cost: before }) => {
      const after = costs.get(id)!;
      if (before !== null && before.equals(after)) return [];
      return [
        {
          productId: id,
          before: { cost_method: method, standard_cost: before },
          after: { cost_method: method, standard_cost: after },
        },
      ];
    });
    if (changes.length === 0) return new Map();
    await updateStandardCosts(
      tx,
      changes.map(({ productId }) => productId),
      changes.map(({ after }) => after.standard_cost),
    );
    await this.costing.changed(tx, changes);
    return new Map(changes.map(({ productId, before }) => [productId, before.standard_cost]));
  }

  private async write(tx: Tx, accepted: readonly { values: ProductValues; id: number | null }[]) {
    const created = await insertProducts(
      tx,
      accepted.filter(({ id }) => id === null).map(({ values }) => values),
    );
    const existing = accepted.flatMap(({ values, id }) => (id === null ? [] : [{ ...values, id }]));
    const updated = await updateProducts(tx, existing);
    const written = new Map<string, { id: number; outcome: UpsertOutcome }>();
    for (const [sku, id] of created) written.set(sku, { id, outcome: 'created' });
    for (const { sku, id } of existing) {
      written.set(sku, { id, outcome: updated.has(id) ? 'updated' : 'unchanged' });
    }
    return written;
  }
}

function touchesCosting(input: ProductInput): boolean {
  const {
    cost_method: method,
    standard_cost: cost,
    standard_cost_per_purchase_unit: perPurchaseUnit,
  } = input;
  return method !== undefined || cost !== undefined || perPurchaseUnit !== undefined;
}

function costingChanges(
  present: ReadonlyMap<string, ProductRow>,
  accepted: readonly { values: ProductValues; id: number | null }[],
): CostingChange[] {
  return accepted.flatMap(({ values, id }) =>
    id === null ? [] : [{ productId: id, before: present.get(values.sku)!, after: values }],
  );
}

/** Costs that the ledger wrote per old stock unit say nothing about the new one. */
function withoutStaleCosts(present: ProductRow, values: ProductValues): Partial<ProductRow> {
  return present.unit === values.unit ? values : { ...values, average_cost: null, last_cost: null };
}

function withUnitCodes(request: ProductRequest): ProductRequest {
  const { unit, purchase_uom: purchaseUnit } = request;
  return {
    ...request,
    unit: unit === undefined ? undefined : normalizeUnitCode(unit),
    purchase_uom: purchaseUnit === undefined ? undefined : normalizeUnitCode(purchaseUnit),
  };
}

function errorOf(definition: { code: string; title: string }, field: string): FieldError {
  return { pointer: `/${field}`, code: definition.code, detail: definition.title };
}

function faultError({ fault, field }: FoundFault): FieldError {
  return errorOf(ProductsErrors[fault], field);
}

function fixedErrors(fields: readonly string[]): FieldError[] {
  return fields.map((field) => errorOf(ProductsErrors.productInUse, field));
}

function refusal(faults: readonly FoundFault[]): DomainError {
  return new DomainError(ProductsErrors[faults[0]!.fault], { errors: faults.map(faultError) });
}
