import { Injectable } from '@nestjs/common';
import { type Decimal, roundQuantity } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { InventoryErrors } from '../inventory/index.js';
import { ProductReader, type ProductSummary, Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { QualityErrors } from './quality.errors.js';
import {
  findScrapRecords,
  getScrapRecord,
  listScrapRecords,
  type ScrapRecordFilter,
  type ScrapRecordView,
  type ScrapSummaryRow,
  summarizeScrap,
} from './scrap-records.repository.js';
import { daysBefore, periodFault, type SummaryPeriod } from './scrap-records.rules.js';
import { ScrapRecords } from './scrap-records.js';

/** How far back a summary goes when nobody says. */
const SUMMARY_DAYS_DEFAULT = 365;

export interface StockScrapValues {
  product_id: number;
  quantity: Decimal;
  unit?: string;
  location_id?: number;
  lot_id?: number;
  scrap_reason_id: number;
  scrapped_date?: string;
  notes?: string | null;
}

export interface SummaryFilter {
  date_from?: string;
  date_to?: string;
  period?: string;
  product_id?: number;
}

/** Scrap as people record it and look at it. */
@Injectable()
export class ScrapRecordsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: ScrapRecords,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly businessTime: BusinessTime,
  ) {}

  list(principal: Principal, filter: ScrapRecordFilter): Promise<Page<ScrapRecordView>> {
    return this.transactions.read(principal, (tx) => listScrapRecords(tx, filter));
  }

  get(principal: Principal, id: number): Promise<ScrapRecordView> {
    return this.transactions.read(principal, (tx) => getScrapRecord(tx, id));
  }

  summary(principal: Principal, filter: SummaryFilter): Promise<ScrapSummaryRow[]> {
    return this.transactions.read(principal, async (tx) => {
      const period = (filter.period ?? 'month') as SummaryPeriod;
      const to = filter.date_to ?? (await this.businessTime.today(tx));
      const from = filter.date_from ?? daysBefore(to, SUMMARY_DAYS_DEFAULT);
      const fault = periodFault(from, to, period);
      if (fault) throw fieldRefusal(QualityErrors[fault], '/date_from', QualityErrors[fault].title);
      const timezone = await this.businessTime.timezone(tx);
      return summarizeScrap(tx, { from, to, period, timezone, productId: filter.product_id });
    });
  }

  /** Scraps stock: one record for each lot and place that it was taken from. */
  scrapStock(principal: Principal, values: StockScrapValues): Promise<ScrapRecordView[]> {
    return this.transactions.run(principal, async (tx) => {
      const found = await this.products.requireMany(tx, [values.product_id], () => '/product_id');
      const product = found.get(values.product_id)!;
      const ids = await this.records.record(tx, [
        {
          productId: product.id,
          quantity: await this.inStockUnit(tx, values, product),
          scrapReasonId: values.scrap_reason_id,
          fromStock: {
            source: { locationId: values.location_id, lotId: values.lot_id },
            date: values.scrapped_date,
            datePointer: '/scrapped_date',
          },
          notes: values.notes,
        },
      ]);
      return findScrapRecords(tx, ids);
    });
  }

  private async inStockUnit(tx: Tx, values: StockScrapValues, product: ProductSummary): Promise<Decimal> {
    if (!values.unit) return values.quantity;
    const converted = await this.units.convert(tx, values.quantity, values.unit, product.unit, product.id);
    if (converted === null) {
      const detail = `${values.unit} cannot be converted to ${product.unit}, the stock unit of ${product.sku}.`;
      throw fieldRefusal(InventoryErrors.unitNotConvertible, '/unit', detail);
    }
    const quantity = roundQuantity(converted);
    if (!quantity.isZero()) return quantity;
    throw fieldRefusal(InventoryErrors.quantityTooSmall, '/quantity', InventoryErrors.quantityTooSmall.title);
  }
}
