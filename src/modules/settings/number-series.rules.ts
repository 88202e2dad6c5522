/**
 * Every series of document numbers: its prefix, and whether it begins anew each business year.
 * A number that outgrows its width just gets longer.
 */
export const NUMBER_SERIES = {
  purchase_order: { prefix: 'PO', yearly: true, width: 4 },
  purchase_receipt: { prefix: 'RC', yearly: true, width: 4 },
  purchase_return: { prefix: 'PR', yearly: true, width: 4 },
  production_order: { prefix: 'WO', yearly: true, width: 4 },
  quote: { prefix: 'QT', yearly: true, width: 4 },
  sales_order: { prefix: 'SO', yearly: true, width: 4 },
  sales_return: { prefix: 'SR', yearly: true, width: 4 },
  shipment: { prefix: 'SH', yearly: true, width: 4 },
  payment: { prefix: 'PAY', yearly: true, width: 4 },
  stock_adjustment: { prefix: 'ADJ', yearly: true, width: 4 },
  stocktake: { prefix: 'ST', yearly: true, width: 4 },
  stock_transfer: { prefix: 'TR', yearly: true, width: 4 },
  material_lot: { prefix: 'LOT', yearly: true, width: 4 },
  customer: { prefix: 'C', yearly: false, width: 5 },
} as const satisfies Record<string, { prefix: string; yearly: boolean; width: number }>;

export type SeriesCode = keyof typeof NUMBER_SERIES;

/** The year that a series counts in on a business day; 0 for a series without years. */
export function seriesYear(series: SeriesCode, businessDay: string): number {
  return NUMBER_SERIES[series].yearly ? Number(businessDay.slice(0, 4)) : 0;
}

/** `PO-2026-0001`, `C-00001`. */
export function formatNumber(series: SeriesCode, year: number, number: number): string {
  const { prefix, width } = NUMBER_SERIES[series];
  const digits = String(number).padStart(width, '0');
  return year === 0 ? `${prefix}-${digits}` : `${prefix}-${year}-${digits}`;
}
