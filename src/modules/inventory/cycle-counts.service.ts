import { Injectable } from '@nestjs/common';
import { addCalendarDays } from '../../kernel/business-day.js';
import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, staleVersion, Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { ABC_CLASSES, type AbcClass, classify } from './abc.rules.js';
import type { CycleCountSettingsEntity } from './cycle-count-settings.entity.js';
import {
  type AbcProductView,
  cycleCountSettings,
  type DueFilter,
  type DuePlaceView,
  insertDueItems,
  listClasses,
  listDue,
  readAnnualUse,
  readSettings,
  writeClasses,
} from './cycle-counts.repository.js';
import { InventoryErrors } from './inventory.errors.js';
import { readStocktake, type StocktakeView } from './stocktakes.repository.js';
import { StocktakesService, type StocktakeTerms } from './stocktakes.service.js';
import { requireWarehouse, warehouses } from './warehouses.repository.js';

const YEAR_DAYS = 365;
const LONG = { statementTimeoutMs: 60_000 };

export interface CycleCountSettingsValues {
  a_percent: Decimal;
  b_percent: Decimal;
  a_days: number;
  b_days: number;
  c_days: number;
}

export interface CycleCountValues extends StocktakeTerms {
  warehouse_id: number;
  abc_class?: string;
  lines_max?: number;
}

export interface ClassificationView {
  classified_on: string;
  used_from: string;
  products: number;
  annual_value: Decimal;
  classes: { abc_class: AbcClass; products: number; annual_value: Decimal }[];
}

/** Counts a part of the stock all the time, and what most is used of most often. */
@Injectable()
export class CycleCountsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly stocktakes: StocktakesService,
    private readonly businessTime: BusinessTime,
  ) {}

  settings(principal: Principal): Promise<CycleCountSettingsEntity> {
    return this.transactions.read(principal, readSettings);
  }

  changeSettings(
    principal: Principal,
    version: number,
    values: Partial<CycleCountSettingsValues>,
  ): Promise<CycleCountSettingsEntity> {
    return this.transactions.run(principal, async (tx) => {
      const before = await readSettings(tx);
      if (before.version !== version) throw staleVersion(before.version);
      const a = values.a_percent ?? before.a_percent;
      const b = values.b_percent ?? before.b_percent;
      if (a.plus(b).greaterThan(100)) {
        const { abcSharesTooLarge } = InventoryErrors;
        throw fieldRefusal(abcSharesTooLarge, '/b_percent', abcSharesTooLarge.title);
      }
      return cycleCountSettings.update(tx, before.id, version, values);
    });
  }

  /** Puts every stocked product into a class by what was used of it in the last year, and stores that. */
  classify(principal: Principal): Promise<ClassificationView> {
    const work = async (tx: Tx) => {
      const today = await this.businessTime.today(tx);
      const from = addCalendarDays(today, -YEAR_DAYS);
      const settings = await readSettings(tx);
      const shares = { a: settings.a_percent, b: settings.b_percent };
      const classified = classify(await readAnnualUse(tx, from, today), shares);
      await writeClasses(tx, classified, today);
      const valueOf = (rows: readonly { value: Decimal }[]) =>
        rows.reduce((all, row) => all.plus(row.value), ZERO);
      return {
        classified_on: today,
        used_from: from,
        products: classified.length,
        annual_value: sum(classified.map((row) => row.value)),
        classes: ABC_CLASSES.map((abcClass) => {
          const own = classified.filter((row) => row.abcClass === abcClass);
          return { abc_class: abcClass, products: own.length, annual_value: valueOf(own) };
        }),
      };
    };
    return this.transactions.run(principal, work, LONG);
  }

  classes(
    principal: Principal,
    options: ListOptions & { abc_class?: string; product_id?: number },
  ): Promise<Page<AbcProductView>> {
    return this.transactions.read(principal, (tx) => listClasses(tx, options));
  }

  due(principal: Principal, filter: DueFilter): Promise<Page<DuePlaceView>> {
    return this.transactions.read(principal, async (tx) =>
      listDue(tx, await this.businessTime.today(tx), await this.businessTime.timezone(tx), filter),
    );
  }

  /** Plans a stocktake of the places that are due longest. */
  plan(principal: Principal, values: CycleCountValues): Promise<StocktakeView> {
    const { lines_max: linesMax = LIMITS.pageRowsMax, ...header } = values;
    return this.transactions.run(principal, async (tx) => {
      await requireWarehouse(tx, values.warehouse_id);
      // Of two who plan at once, the second finds what the first has left.
      await warehouses.lock(tx, values.warehouse_id);
      const stocktake = await this.stocktakes.insert(tx, { ...header, scope: 'places' });
      const { warehouse_id, abc_class } = values;
      const lines = await insertDueItems(
        tx,
        stocktake.id,
        await this.businessTime.today(tx),
        await this.businessTime.timezone(tx),
        { warehouse_id, abc_class, lines_max: linesMax },
      );
      if (lines === 0) throw new DomainError(InventoryErrors.nothingDue);
      return readStocktake(tx, stocktake.id, false);
    });
  }
}
