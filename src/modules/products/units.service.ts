import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { applyRatio, type UnitTable } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import { OrganizationSeeds } from '../identity/index.js';
import { STANDARD_UNITS } from './standard-units.js';
import {
  readUnits,
  readUsedUnits,
  type UnitValues,
  type UpsertOutcome,
  upsertUnits,
} from './units.repository.js';
import { changesMeaning, normalizeUnitCode } from './units.rules.js';

const FLOOR = 3;

/** Units of measure for the modules above: what converts into what, exactly. */
@Injectable()
export class Units {
  constructor(seeds: OrganizationSeeds) {
    seeds.register(FLOOR, async (tx) => {
      await upsertUnits(tx, STANDARD_UNITS, 'keep');
    });
  }

  /**
   * Every unit and conversion, for any number of questions. Name the products that matter where they are known, so that
   * the conversions of all others stay unread.
   */
  async table(tx: Tx, productIds?: readonly number[]): Promise<UnitTable> {
    return (await readUnits(tx, productIds)).table;
  }

  /**
   * The quantity in another unit, not rounded, or null when nobody knows the conversion (an unknown unit, or one of
   * another kind). Never the quantity as it came.
   */
  async convert(
    tx: Tx,
    quantity: Decimal,
    fromUnit: string,
    toUnit: string,
    productId?: number,
  ): Promise<Decimal | null> {
    const table = await this.table(tx, productId === undefined ? [] : [productId]);
    const ratio = table.ratio(normalizeUnitCode(fromUnit), normalizeUnitCode(toUnit), productId);
    return ratio && applyRatio(quantity, ratio);
  }

  /**
   * For imports: creates and changes units by code in one statement, and leaves equal ones untouched. A unit that is in
   * use keeps its meaning: a row that would change it is refused and not written.
   */
  async upsertMany(tx: Tx, rows: readonly UnitValues[]): Promise<Map<string, UpsertOutcome | 'refused'>> {
    const units = rows.map((row) => ({ ...row, code: normalizeUnitCode(row.code) }));
    const used = await readUsedUnits(
      tx,
      units.map((unit) => unit.code),
    );
    const present = new Map(used.map((unit) => [unit.code, unit]));
    const refused = units.filter((unit) => {
      const meaning = present.get(unit.code);
      return meaning !== undefined && changesMeaning(meaning, unit);
    });
    const accepted = units.filter((unit) => !refused.includes(unit));
    const outcomes = new Map<string, UpsertOutcome | 'refused'>(await upsertUnits(tx, accepted));
    for (const unit of refused) outcomes.set(unit.code, 'refused');
    return outcomes;
  }
}
