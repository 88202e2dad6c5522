import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { ProductReader, Units } from '../products/index.js';
import { deleteOtherBomLines, insertBomLines, readBomLineIds } from './bom-lines.repository.js';
import { makeRoom, refuseEmpty } from './bom-periods.js';
import { type BomLineInput, type BomLineValues, decideBomLines } from './bom.rules.js';
import { type InsertedBom, insertBoms, type NewBom } from './boms.repository.js';
import { replaceByProducts } from './by-products.repository.js';
import { type ByProductInput, type ByProductValues, decideByProducts } from './by-product.rules.js';
import { carryAlternates } from './carry-alternates.js';
import { EngineeringErrors } from './engineering.errors.js';
import { keptLineIds } from './kept-lines.rules.js';
import { StructureCheck } from './structure-check.js';

/** What a version has beside its header and lines. */
export interface VersionParts {
  /** The version whose alternates it takes along. */
  alternatesOf: number | null;
  byProducts?: readonly ByProductValues[];
  /** What a circle is blamed on where no line is. */
  pointer?: string;
}

/** Writes versions and their lines in the caller's transaction, which holds the structure lock. */
@Injectable()
export class BomWriter {
  constructor(
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly structureCheck: StructureCheck,
  ) {}

  /** The lines as they are stored; what is wrong is refused with the pointers of all of it. */
  async decide(
    tx: Tx,
    lines: readonly BomLineInput[],
    allowsRepeatedLines = false,
  ): Promise<BomLineValues[]> {
    const ids = lines.map((line) => line.component_id);
    const components = await this.products.requireMany(tx, ids, (index) => `/lines/${index}/component_id`);
    const units = await this.units.table(tx, ids);
    const { values, faults } = decideBomLines(lines, components, units, allowsRepeatedLines);
    if (faults.length > 0) throw refusalOf('/lines', faults);
    return values;
  }

  async decideByProducts(
    tx: Tx,
    outputId: number,
    inputs: readonly ByProductInput[],
  ): Promise<ByProductValues[]> {
    if (inputs.length === 0) return [];
    const ids = inputs.map((input) => input.product_id);
    const products = await this.products.requireMany(tx, ids, (index) => `/by_products/${index}/product_id`);
    const units = await this.units.table(tx, ids);
    const { values, faults } = decideByProducts(inputs, outputId, products, units);
    if (faults.length > 0) throw refusalOf('/by_products', faults);
    return values;
  }

  /**
   * The product's next version; gives its id. Where it is active, its days have to be free. Lines whose component another
   * version has as well take that one's alternates.
   */
  async insertVersion(
    tx: Tx,
    header: NewBom,
    lines: readonly BomLineValues[],
    { alternatesOf, byProducts = [], pointer }: VersionParts,
  ): Promise<number> {
    const { product_id: productId } = header;
    refuseEmpty(header);
    if (header.is_active) await makeRoom(tx, { id: null, ...header });
    const [{ id }] = (await insertBoms(tx, [header])) as [InsertedBom];
    await insertBomLines(
      tx,
      lines.map((line) => ({ ...line, id: null, bom_id: id })),
    );
    if (byProducts.length > 0) await replaceByProducts(tx, id, byProducts);
    if (alternatesOf !== null) await carryAlternates(tx, new Map([[alternatesOf, id]]));
    await this.checkStructure(tx, { id, product_id: productId }, lines, pointer);
    return id;
  }

  /** Puts the lines in place of the present ones; a line that stays keeps its id, and so its alternates. */
  async replaceLines(
    tx: Tx,
    bom: { id: number; product_id: number },
    lines: readonly BomLineValues[],
  ): Promise<void> {
    const kept = keptLineIds(await readBomLineIds(tx, [bom.id]), lines);
    await deleteOtherBomLines(
      tx,
      bom.id,
      kept.filter((id) => id !== null),
    );
    await insertBomLines(
      tx,
      lines.map((line, index) => ({ ...line, id: kept[index], bom_id: bom.id })),
    );
    await this.checkStructure(tx, bom, lines);
  }

  private checkStructure(
    tx: Tx,
    { id, product_id: productId }: { id: number; product_id: number },
    lines: readonly BomLineValues[],
    pointer?: string,
  ): Promise<void> {
    return this.structureCheck.check(tx, [productId], { bomIds: [id], routingIds: [] }, (componentId) => {
      const index = lines.findIndex((line) => line.component_id === componentId);
      return pointer ?? (index < 0 ? undefined : `/lines/${index}/component_id`);
    });
  }
}

interface FoundFault {
  index: number;
  field: string;
  fault: keyof typeof EngineeringErrors;
}

function refusalOf(list: string, faults: readonly FoundFault[]): DomainError {
  const errors: FieldError[] = faults.map(({ index, fault, field }) => {
    const definition = EngineeringErrors[fault];
    return { pointer: `${list}/${index}/${field}`, code: definition.code, detail: definition.title };
  });
  return new DomainError(EngineeringErrors[faults[0]!.fault], { errors });
}
