import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { addToGroup } from '../../kernel/group-by.js';
import type { Tx } from '../../platform/database/index.js';
import { writeReconciliation } from './alert-changes.js';
import {
  type DiscrepancyRuleRow,
  type LastCountRow,
  readDiscrepancyRules,
  readLastCounts,
  readPlaceLabels,
} from './alert-figures.query.js';
import { cooldownStart, lockAlerts, readAlertSettings, readKnownAlerts } from './alerts.repository.js';
import { discrepancyAlert, keyOf, reconcile, type WantedAlert } from './alerts.rules.js';

/** What a document has counted at one place and has not found as expected. */
export interface CountedLine {
  productId: number;
  locationId: number;
  expected: Decimal;
  actual: Decimal;
}

/** How far back a count is news. */
const NEWS_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Alerts about counts. A count is an event: it is told once, stays until somebody resolves it, and goes by itself when a
 * later count of the place is right.
 */
@Injectable()
export class CountDiscrepancies {
  /** What counts by hand have found since; and the alerts that stay although they are not seen again. */
  async evaluate(
    tx: Tx,
    productIds: readonly number[] | null,
    percentLimit: Decimal,
  ): Promise<{ wanted: WantedAlert[]; keep: ReadonlySet<string> }> {
    const since = new Date(tx.now.getTime() - NEWS_DAYS * DAY_MS);
    const counts = await readLastCounts(tx, productIds, since);
    const limits = await this.limitsOf(tx, counts, percentLimit);
    const places = new Map<string, LastCountRow[]>();
    for (const count of counts) {
      const key = discrepancyKey(count.product_id, count.location_id);
      addToGroup(places, key, count);
    }
    const wanted: WantedAlert[] = [];
    const right = new Set<string>();
    for (const [key, rows] of places) {
      const off = rows.map((row) => alertOfCount(row, limits(row.product_id, row.location_id)));
      const news = off.filter((alert, index) => alert && !rows[index]!.is_known && !rows[index]!.of_document);
      if (news.length > 0) wanted.push(worst(news.filter((alert) => alert !== null)));
      else if (off.every((alert) => alert === null)) right.add(key);
    }
    const active = await readKnownAlerts(tx, productIds, tx.now, 'discrepancy');
    const stays = active.map(keyOf).filter((key) => !right.has(key));
    return { wanted, keep: new Set(stays) };
  }

  /**
   * What a stocktake has found, in its own transaction. Lots of one place are one alert, of the worst of them; the
   * percentage is that of what was expected when the count began.
   */
  async tell(tx: Tx, lines: readonly CountedLine[], details: Record<string, unknown>): Promise<void> {
    if (lines.length === 0) return;
    await lockAlerts(tx);
    const settings = await readAlertSettings(tx);
    const productIds = [...new Set(lines.map((line) => line.productId))];
    const rules = await readDiscrepancyRules(tx, productIds);
    const labels = await readPlaceLabels(tx, lines);
    const byPlace = new Map<string, WantedAlert[]>();
    lines.forEach((line, index) => {
      const limit = limitOf(rules, line.productId, line.locationId, settings.discrepancy_percent);
      const alert = discrepancyAlert({ ...line, ...labels[index]!, ...limit, details });
      const key = discrepancyKey(line.productId, line.locationId);
      if (alert) addToGroup(byPlace, key, alert);
    });
    const known = await readKnownAlerts(tx, productIds, cooldownStart(tx, settings));
    const everything = new Set(known.map(keyOf));
    await writeReconciliation(tx, reconcile([...byPlace.values()].map(worst), known, everything));
  }

  private async limitsOf(tx: Tx, counts: readonly LastCountRow[], percentLimit: Decimal) {
    const productIds = [...new Set(counts.map((count) => count.product_id))];
    const rules = productIds.length > 0 ? await readDiscrepancyRules(tx, productIds) : [];
    return (productId: number, locationId: number) => limitOf(rules, productId, locationId, percentLimit);
  }
}

interface Limit {
  percentLimit: Decimal;
  quantityLimit: Decimal | null;
}

/** The place's own tolerance, else the product's, else the organization's. */
function limitOf(
  rules: readonly DiscrepancyRuleRow[],
  productId: number,
  locationId: number,
  percentLimit: Decimal,
): Limit {
  const own = rules.filter((rule) => rule.product_id === productId);
  const rule =
    own.find((one) => one.location_id === locationId) ?? own.find((one) => one.location_id === null);
  return {
    percentLimit: rule?.discrepancy_percent ?? percentLimit,
    quantityLimit: rule?.discrepancy_quantity ?? null,
  };
}

function alertOfCount(count: LastCountRow, limit: Limit): WantedAlert | null {
  const actual = count.counted_quantity ?? count.difference;
  return discrepancyAlert({
    productId: count.product_id,
    locationId: count.location_id,
    label: `${count.sku} at ${count.location_code}`,
    unit: count.unit,
    actual,
    expected: actual.minus(count.difference),
    ...limit,
    details: { movement_id: count.movement_id, lot_id: count.lot_id },
  });
}

function worst(alerts: readonly WantedAlert[]): WantedAlert {
  const size = ({ details, current }: WantedAlert) =>
    details['percent'] === null ? Infinity : Number(details['percent'] ?? current.abs());
  return alerts.reduce((most, alert) => (Math.abs(size(alert)) > Math.abs(size(most)) ? alert : most));
}

function discrepancyKey(productId: number, locationId: number): string {
  return keyOf({ productId, materialTypeId: null, locationId, type: 'discrepancy' });
}
