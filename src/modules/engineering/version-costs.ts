import { Injectable } from '@nestjs/common';
import { type Decimal, ONE } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { type RolledUpCost, rollUpCost } from './cost.rules.js';
import { StructureLoader } from './structure-loader.js';
import { readActiveHead } from './structure.query.js';
import { demandsOf, type Structure } from './structure.rules.js';

/** What a product costs when it is made by a version of its BOM, active or not, and its active routing. */
@Injectable()
export class VersionCosts {
  constructor(private readonly loader: StructureLoader) {}

  /** Rolled up over all levels; below the version the active BOMs and routings count. */
  async of(
    tx: Tx,
    version: { id: number; product_id: number },
    date: string,
    quantity: Decimal = ONE,
  ): Promise<{ structure: Structure; cost: RolledUpCost }> {
    const { product_id: productId, id: bomId } = version;
    const { routingId } = await readActiveHead(tx, productId, date);
    const structure = await this.loader.load(tx, productId, { bomId, routingId }, date, 'all');
    const demands = demandsOf(structure, productId, quantity);
    await this.loader.refuseCycle(tx, demands);
    return { structure, cost: rollUpCost(structure, demands, productId) };
  }

  /** One piece of a product as it is made or bought now; null when it is bought and has no price. */
  async ofProduct(tx: Tx, productId: number, date: string): Promise<Decimal | null> {
    const structure = await this.loader.load(
      tx,
      productId,
      await readActiveHead(tx, productId, date),
      date,
      'all',
    );
    const demands = demandsOf(structure, productId, ONE);
    await this.loader.refuseCycle(tx, demands);
    const { source, unitCost } = rollUpCost(structure, demands, productId);
    return source === 'missing' ? null : unitCost;
  }
}
