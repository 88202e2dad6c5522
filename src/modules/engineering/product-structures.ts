import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import type { RowOutcome } from '../../platform/imports/index.js';
import { NO_ALTERNATES } from './alternate-choice.rules.js';
import { NO_SHARES } from './alternate-shares.rules.js';
import { AlternateStructures } from './alternate-structures.js';
import { BomUpsert } from './bom-upsert.js';
import type { BomImportLine } from './bom.rules.js';
import { EngineeringErrors } from './engineering.errors.js';
import {
  type ManufacturingPlan,
  type ManufacturingRequest,
  planManufacturing,
} from './manufacturing-plan.rules.js';
import { StructureLoader } from './structure-loader.js';
import { holdHead, readActiveHead, readNamedHead, type StructureHead } from './structure.query.js';
import { demandsOf } from './structure.rules.js';

/** How products are made, for the modules above. */
@Injectable()
export class ProductStructures {
  constructor(
    private readonly loader: StructureLoader,
    private readonly upsert: BomUpsert,
    private readonly alternates: AlternateStructures,
  ) {}

  /**
   * What an order over this quantity needs: operations and materials, scaled. A constant number of statements. Refuses
   * (422) a product without BOM and routing, and a BOM or routing of another product. On demand alternates stand in for
   * what is short; materials of a routing have none.
   */
  async manufacturingPlan(tx: Tx, request: ManufacturingRequest): Promise<ManufacturingPlan> {
    const { productId, quantity, date } = request;
    let head = await chooseHead(tx, request);
    // Who deletes a version may be faster; then another one counts, or none and that is refused.
    while (!request.preview && !(await holdHead(tx, head))) head = await chooseHead(tx, request);
    const loaded = await this.loader.load(tx, productId, head, date, 'phantoms');
    const primary = demandsOf(loaded, productId, quantity);
    await this.loader.refuseCycle(tx, primary);
    const { structure, chosen } = request.useAlternates
      ? await this.alternates.replaceTogether(tx, loaded, primary, date, request.keptAlternates ?? new Map())
      : { structure: loaded, chosen: NO_ALTERNATES };
    const demands = request.useAlternates ? demandsOf(structure, productId, quantity) : primary;
    const order = { productId, quantity, ...head };
    const { standIns = [] } = request;
    const shares =
      standIns.length > 0 && !request.useAlternates
        ? await this.alternates.shareOut(tx, loaded, primary, date, standIns)
        : NO_SHARES;
    const plan = planManufacturing(structure, demands, order, LIMITS.bomLinesMax, chosen, shares);
    if (!plan) throw new DomainError(EngineeringErrors.tooManyRows);
    return plan;
  }

  /**
   * Makes the given lines the active BOMs of their products, set-based; for files. A product whose active BOM has these
   * lines already is left alone, a changed one gets a new version. Answers in the order of the lines.
   */
  upsertBoms(tx: Tx, lines: readonly BomImportLine[]): Promise<RowOutcome[]> {
    return this.upsert.apply(tx, lines);
  }
}

async function chooseHead(tx: Tx, request: ManufacturingRequest): Promise<StructureHead> {
  const { productId } = request;
  const named = { bomId: request.bomId ?? null, routingId: request.routingId ?? null };
  const active = await readActiveHead(tx, productId, request.date);
  const head = { bomId: named.bomId ?? active.bomId, routingId: named.routingId ?? active.routingId };
  if (head.bomId === null && head.routingId === null) {
    throw fieldRefusal(EngineeringErrors.nothingToMake, '/product_id', EngineeringErrors.nothingToMake.title);
  }
  if (named.bomId === null && named.routingId === null) return head;
  const found = await readNamedHead(tx, productId, named);
  for (const [id, foundId, definition, pointer] of [
    [named.bomId, found.bomId, EngineeringErrors.unknownBom, '/bom_id'],
    [named.routingId, found.routingId, EngineeringErrors.unknownRouting, '/routing_id'],
  ] as const) {
    if (id !== null && foundId === null) throw fieldRefusal(definition, pointer, definition.title);
  }
  return head;
}
