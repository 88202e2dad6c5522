import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { orderGraph, ringFrom } from './structure-graph.rules.js';
import { StructureLoader } from './structure-loader.js';
import { readLinksAround, type WrittenVersions } from './structure.query.js';

/** Keeps circles and endless depth out of structures. Call it with the structure lock held, after writing. */
@Injectable()
export class StructureCheck {
  constructor(private readonly loader: StructureLoader) {}

  /**
   * Refuses what was written for the products when, together with all active versions, one of them would be part of
   * itself or the tree too deep. Days do not matter here: what is apart today may meet tomorrow.
   */
  async check(
    tx: Tx,
    productIds: readonly number[],
    written: WrittenVersions,
    pointerOf?: (componentId: number) => string | undefined,
  ): Promise<void> {
    const links = await readLinksAround(tx, productIds, written);
    const { cycle, longest } = orderGraph(links);
    if (cycle) {
      const start = cycle.find((id) => productIds.includes(id)) ?? cycle[0]!;
      const ring = ringFrom(cycle, start);
      throw await this.loader.cycleRefusal(tx, ring, pointerOf?.(ring[1]!));
    }
    const levels = longest.length - 1;
    if (levels > LIMITS.bomDepthMax) {
      const path = await this.loader.skusOf(tx, longest);
      const detail = `It would have ${levels} levels; at most ${LIMITS.bomDepthMax} are allowed.`;
      throw new DomainError(EngineeringErrors.tooDeep, { detail, extra: { path } });
    }
  }
}
