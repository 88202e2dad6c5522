import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { ProductReader, Units } from '../products/index.js';
import { type BomLineInput, type BomLineValues, decideBomLines, type FoundLineFault } from './bom.rules.js';
import {
  deactivateBoms,
  deleteOtherBomLines,
  insertBomLines,
  insertBoms,
  type NewBom,
  readBomLineIds,
} from './boms.repository.js';
import { carryAlternates } from './carry-alternates.js';
import { EngineeringErrors } from './engineering.errors.js';
import { keptLineIds } from './kept-lines.rules.js';
import { StructureCheck } from './structure-check.js';

/** Writes versions and their lines in the caller's transaction, which holds the structure lock. */
@Injectable()
export class BomWriter {
  constructor(
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly structureCheck: StructureCheck,
  ) {}

  /** The lines as they are stored; what is wrong is refused with the pointers of all of it. */
  async decide(tx: Tx, lines: readonly BomLineInput[]): Promise<BomLineValues[]> {
    const ids = lines.map((line) => line.component_id);
    const components = await this.products.requireMany(tx, ids, (index) => `/lines/${index}/component_id`);
    const { values, faults } = decideBomLines(lines, components, await this.units.table(tx, ids));
    if (faults.length > 0) throw refusalOf(faults);
    return values;
  }

  /**
   * The product's next version; gives its id. Where it is active, the one before is not any more. Lines whose component
   * another version has as well take that one's alternates.
   */
  async insertVersion(
    tx: Tx,
    header: NewBom,
    lines: readonly BomLineValues[],
    { alternatesOf, pointer }: { alternatesOf: number | null; pointer?: string },
  ): Promise<number> {
    const { product_id: productId } = header;
    if (header.is_active) await deactivateBoms(tx, [productId]);
    const id = (await insertBoms(tx, [header])).get(productId)!;
    await insertBomLines(
      tx,
      lines.map((line) => ({ ...line, id: null, bom_id: id })),
    );
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

function refusalOf(faults: readonly FoundLineFault[]): DomainError {
  const errors: FieldError[] = faults.map(({ index, fault, field }) => {
    const definition = EngineeringErrors[fault];
    return { pointer: `/lines/${index}/${field}`, code: definition.code, detail: definition.title };
  });
  return new DomainError(EngineeringErrors[faults[0]!.fault], { errors });
}
