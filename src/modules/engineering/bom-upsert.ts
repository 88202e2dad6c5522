import { Injectable } from '@nestjs/common';
import { type Decimal, ONE } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import { cellError, type RowOutcome } from '../../platform/imports/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { normalizeUnitCode, ProductReader, type ProductSummary, Units } from '../products/index.js';
import { type BomImportLine, type BomLineValues, decideBomLines, sameLines } from './bom.rules.js';
import { type ActiveBom, deactivateVersions, insertBoms, readActiveBoms } from './boms.repository.js';
import { bomActivated } from './boms.service.js';
import { insertBomLines } from './bom-lines.repository.js';
import { copyByProducts } from './by-products.repository.js';
import { carryAlternates } from './carry-alternates.js';
import { EngineeringErrors } from './engineering.errors.js';
import { StructureCheck } from './structure-check.js';
import { lockStructures } from './structure.query.js';

/** The lines of one product in the file, with their places in it. */
interface Group {
  sku: string;
  indexes: number[];
  lines: BomImportLine[];
}

interface Known {
  products: ReadonlyMap<string, ProductSummary>;
  present: ReadonlyMap<number, ActiveBom>;
}

const HAS_PERIOD = 'The product has a version that counts on some days only; a file says nothing of days.';

interface Wanted {
  group: Group;
  productId: number;
  outputQuantity: Decimal;
  lines: BomLineValues[];
}

/** Brings whole BOMs in by business keys: a constant number of statements, however many lines. */
@Injectable()
export class BomUpsert {
  constructor(
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly structureCheck: StructureCheck,
  ) {}

  /** Answers in the order of the lines. A circle refuses everything; it belongs to no single line. */
  async apply(tx: Tx, lines: readonly BomImportLine[]): Promise<RowOutcome[]> {
    await lockStructures(tx);
    const outcomes: RowOutcome[] = [];
    const skus = new Set(lines.flatMap((line) => [line.product_sku, line.component_sku]));
    const products = await this.products.getBySku(tx, [...skus]);
    const groups = groupsOf(lines);
    const made = groups.flatMap(({ sku }) => products.get(sku)?.id ?? []);
    const present = await readActiveBoms(tx, made);
    const wanted = await this.decide(tx, groups, { products, present }, outcomes);
    const changed = wanted.filter(({ group, productId, outputQuantity, lines: own }) => {
      const before = present.get(productId);
      const same = before?.outputQuantity.equals(outputQuantity) === true && sameLines(before.lines, own);
      for (const index of group.indexes) {
        outcomes[index] = same ? 'unchanged' : before ? 'updated' : 'created';
      }
      return !same;
    });
    if (changed.length > 0) await this.write(tx, changed, present);
    return outcomes;
  }

  /** What each product's BOM is to be; lines that cannot be used get their errors at once. */
  private async decide(
    tx: Tx,
    groups: readonly Group[],
    { products, present }: Known,
    outcomes: RowOutcome[],
  ): Promise<Wanted[]> {
    const byId = new Map([...products.values()].map((product) => [product.id, product]));
    const units = await this.units.table(tx, [...byId.keys()]);
    const wanted: Wanted[] = [];
    for (const group of groups) {
      const errors = new Map<number, FieldError>();
      const inputs = resolve(group, products, errors);
      const outputQuantity = outputOf(group, errors);
      const before = present.get(products.get(group.sku)?.id ?? 0);
      if (before?.hasPeriod) errors.set(0, cellError('product_sku', 'has_period', HAS_PERIOD));
      if (errors.size === 0) {
        const decided = decideBomLines(inputs, byId, units, before?.allowsRepeatedLines);
        for (const { index, fault, field } of decided.faults) {
          const column = field === 'component_id' ? 'component_sku' : field;
          const definition = EngineeringErrors[fault];
          errors.set(index, { pointer: `/${column}`, code: definition.code, detail: definition.title });
        }
        if (errors.size === 0) {
          const productId = products.get(group.sku)!.id;
          wanted.push({ group, productId, outputQuantity, lines: decided.values });
        }
      }
      if (errors.size > 0) refuseGroup(group, errors, outcomes);
    }
    return wanted;
  }

  private async write(
    tx: Tx,
    changed: readonly Wanted[],
    present: ReadonlyMap<number, ActiveBom>,
  ): Promise<void> {
    const productIds = changed.map(({ productId }) => productId);
    await deactivateVersions(tx, [], productIds);
    const versions = await insertBoms(
      tx,
      changed.map(({ productId, outputQuantity }) => ({
        product_id: productId,
        code: null,
        name: null,
        revision: null,
        output_quantity: outputQuantity,
        notes: null,
        is_active: true,
        effective_from: null,
        effective_to: null,
        allows_repeated_lines: present.get(productId)?.allowsRepeatedLines ?? false,
      })),
    );
    await insertBomLines(
      tx,
      changed.flatMap(({ lines }, index) => lines.map((line) => ({ ...line, bom_id: versions[index]!.id }))),
    );
    // A file says nothing of alternates and by-products: what there was stays.
    const newIds = new Map(
      changed.flatMap(({ productId }, index) => {
        const before = present.get(productId);
        return before ? [[before.id, versions[index]!.id] as const] : [];
      }),
    );
    await carryAlternates(tx, newIds);
    await copyByProducts(tx, newIds);
    await this.structureCheck.check(tx, productIds, { bomIds: [], routingIds: [] });
    await appendEvents(tx, versions.map(bomActivated));
  }
}

function groupsOf(lines: readonly BomImportLine[]): Group[] {
  const groups = new Map<string, Group>();
  lines.forEach((line, index) => {
    const group = groups.get(line.product_sku) ?? { sku: line.product_sku, indexes: [], lines: [] };
    group.indexes.push(index);
    group.lines.push(line);
    groups.set(line.product_sku, group);
  });
  return [...groups.values()];
}

function resolve(
  group: Group,
  products: ReadonlyMap<string, ProductSummary>,
  errors: Map<number, FieldError>,
) {
  return group.lines.map((line, index) => {
    for (const column of ['product_sku', 'component_sku'] as const) {
      if (products.has(line[column])) continue;
      errors.set(index, cellError(column, 'unknown_product', `There is no product "${line[column]}".`));
    }
    if (index >= LIMITS.bomLinesMax) {
      errors.set(
        index,
        cellError('product_sku', 'too_many_lines', `A BOM has at most ${LIMITS.bomLinesMax} lines.`),
      );
    }
    return {
      ...line,
      unit: line.unit ? normalizeUnitCode(line.unit) : null,
      component_id: products.get(line.component_sku)?.id ?? 0,
    };
  });
}

/** Every line of a BOM says the same; a line that says nothing says 1. */
function outputOf(group: Group, errors: Map<number, FieldError>): Decimal {
  const told = group.lines.map((line) => line.output_quantity ?? ONE);
  const [first] = told as [Decimal];
  told.forEach((output, index) => {
    if (output.isZero()) {
      errors.set(index, cellError('output_quantity', 'too_small', 'output_quantity is more than 0'));
    } else if (!output.equals(first)) {
      errors.set(index, cellError('output_quantity', 'differs', 'Another line of the BOM says another one.'));
    }
  });
  return first;
}

/** Half a BOM is worse than none: when one line is bad, the others of the product are not used either. */
function refuseGroup(group: Group, errors: ReadonlyMap<number, FieldError>, outcomes: RowOutcome[]): void {
  const other = cellError('product_sku', 'group_has_errors', 'Another line of the same BOM has an error.');
  group.indexes.forEach((place, index) => {
    outcomes[place] = [errors.get(index) ?? other];
  });
}
