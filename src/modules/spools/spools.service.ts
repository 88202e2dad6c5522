import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Decimal } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, staleVersion, Transactions, type Tx } from '../../platform/database/index.js';
import { defaultLocationId, findOrCreateLots, StockLedger } from '../inventory/index.js';
import { ProductReader, Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { heaviest, netWeight, stockOf } from './spool.rules.js';
import { canBecome, nextStatuses, type SpoolStatus } from './spool.states.js';
import { kilogramsInStock, Spools } from './spools.js';
import { SpoolsErrors } from './spools.errors.js';
import {
  getSpool,
  listSpoolMovements,
  listSpools,
  type SpoolFilter,
  type SpoolMovementView,
  type SpoolView,
} from './spools.query.js';
import {
  insertSpools,
  type LockedSpool,
  lockSpools,
  numberById,
  spoolsTable,
  writeCreations,
} from './spools.repository.js';

interface Reading {
  net_weight_kg?: Decimal;
  gross_weight_kg?: Decimal;
}

export interface NewSpoolValues extends Reading {
  spool_number?: string;
  product_id: number;
  tare_weight_kg?: Decimal;
  location_id?: number;
  lot_number?: string;
  supplier_lot_number?: string | null;
  cost_per_kg?: Decimal;
  received_date?: string;
  expiry_date?: string | null;
  notes?: string | null;
}

export interface SpoolChanges {
  location_id?: number;
  status?: string;
  expiry_date?: string | null;
  tare_weight_kg?: Decimal | null;
  printer_id?: number | null;
  supplier_lot_number?: string | null;
  notes?: string | null;
}

/** Spools as people handle them: registered, weighed, moved, used up. */
@Injectable()
export class SpoolsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly spools: Spools,
    private readonly ledger: StockLedger,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly businessTime: BusinessTime,
  ) {}

  list(principal: Principal, filter: SpoolFilter): Promise<Page<SpoolView>> {
    return this.transactions.read(principal, (tx) => listSpools(tx, filter));
  }

  get(principal: Principal, id: number): Promise<SpoolView> {
    return this.transactions.read(principal, (tx) => getSpool(tx, id));
  }

  movements(principal: Principal, id: number, options: ListOptions): Promise<Page<SpoolMovementView>> {
    return this.transactions.read(principal, (tx) => listSpoolMovements(tx, id, options));
  }

  /** Makes a spool and receives its stock. */
  create(principal: Principal, values: NewSpoolValues): Promise<SpoolView> {
    return this.transactions.run(principal, async (tx) => {
      const products = await this.products.requireMany(tx, [values.product_id], () => '/product_id');
      const product = products.get(values.product_id)!;
      const weight = netOf(values, values.tare_weight_kg ?? null);
      const table = await this.units.table(tx, [product.id]);
      const perKg = kilogramsInStock(table, { ...product, product_id: product.id });
      const quantity = stockOf(weight, perKg);
      if (quantity.isZero()) {
        throw fieldRefusal(SpoolsErrors.weightTooSmall, '/net_weight_kg', SpoolsErrors.weightTooSmall.title);
      }
      const date = values.received_date ?? (await this.businessTime.today(tx));
      const locationId = values.location_id ?? (await defaultLocationId(tx));
      const spoolNumber = values.spool_number ?? `new-${randomUUID()}`;
      await this.ledger.lock(tx, [product.id]);
      const lotId = await this.lotOf(tx, values, { trackLots: product.track_lots, date });
      const [id] = await insertSpools(tx, [
        {
          spoolNumber,
          productId: product.id,
          locationId,
          lotId,
          netWeightKg: weight,
          tareWeightKg: values.tare_weight_kg ?? null,
          supplierLotNumber: values.supplier_lot_number ?? null,
          receivedDate: date,
          expiryDate: values.expiry_date ?? null,
          purchaseOrderLineId: null,
          notes: values.notes ?? null,
        },
      ]);
      const [posted] = await this.ledger.post(tx, [
        {
          type: 'receipt',
          productId: product.id,
          quantity,
          to: { locationId, lotId },
          totalCost: values.cost_per_kg?.times(weight),
          date,
          reference: { type: 'spool', id: id! },
          notes: values.notes ?? null,
          pointer: '/net_weight_kg',
          datePointer: '/received_date',
        },
      ]);
      await writeCreations(tx, [{ spoolId: id!, netWeightKg: weight, transactionId: posted!.id }]);
      if (values.spool_number === undefined) await numberById(tx, id!);
      return getSpool(tx, id!);
    });
  }

  /** Changes what a spool says of itself; another location moves its stock along. */
  update(principal: Principal, id: number, version: number, changes: SpoolChanges): Promise<SpoolView> {
    return this.transactions.run(principal, async (tx) => {
      const spool = await this.lock(tx, id);
      if (spool.version !== version) throw staleVersion(spool.version);
      const { status } = changes;
      if (status !== undefined && !canBecome(spool.status, status as SpoolStatus)) {
        throw new DomainError(SpoolsErrors.wrongStatus, {
          detail: `The spool is ${spool.status}.`,
          extra: { spool_status: spool.status, possible: nextStatuses(spool.status) },
        });
      }
      if (changes.location_id !== undefined) await this.move(tx, spool, changes.location_id);
      await spoolsTable.update(tx, id, version, changes);
      return getSpool(tx, id);
    });
  }

  /** Sets the weight to what the scale says. */
  weigh(principal: Principal, id: number, reading: Reading & { notes?: string | null }): Promise<SpoolView> {
    return this.transactions.run(principal, async (tx) => {
      const spool = await this.lock(tx, id);
      const weight = netOf(reading, spool.tare_weight_kg);
      const changeKg = weight.minus(spool.current_weight_kg);
      const pointer = reading.gross_weight_kg ? '/gross_weight_kg' : '/net_weight_kg';
      refuseOverweight(spool, weight, pointer);
      if (!changeKg.isZero()) {
        await this.spools.changeWeights(tx, [
          {
            spoolId: id,
            changeKg,
            kind: 'weighed',
            type: 'adjustment',
            reason: 'Weighed',
            notes: reading.notes,
            pointer,
          },
        ]);
      }
      return getSpool(tx, id);
    });
  }

  adjust(
    principal: Principal,
    id: number,
    adjustment: { weight_change_kg: Decimal; reason: string; notes?: string | null },
  ): Promise<SpoolView> {
    const { weight_change_kg: changeKg, reason, notes } = adjustment;
    const pointer = '/weight_change_kg';
    if (changeKg.isZero())
      throw fieldRefusal(SpoolsErrors.zeroChange, pointer, SpoolsErrors.zeroChange.title);
    return this.transactions.run(principal, async (tx) => {
      const spool = await this.lock(tx, id);
      if (changeKg.isPositive()) refuseOverweight(spool, spool.current_weight_kg.plus(changeKg), pointer);
      await this.spools.changeWeights(tx, [
        { spoolId: id, changeKg, kind: 'adjusted', type: 'adjustment', reason, notes, pointer },
      ]);
      return getSpool(tx, id);
    });
  }

  /** Takes material off a spool without an order behind it. */
  consume(
    principal: Principal,
    id: number,
    use: { weight_kg: Decimal; notes?: string | null },
  ): Promise<SpoolView> {
    return this.transactions.run(principal, async (tx) => {
      await this.lock(tx, id);
      await this.spools.consume(tx, [{ spoolId: id, weightKg: use.weight_kg, notes: use.notes }]);
      return getSpool(tx, id);
    });
  }

  private async lock(tx: Tx, id: number): Promise<LockedSpool> {
    const spool = (await lockSpools(tx, [id])).get(id);
    if (!spool) throw new DomainError(SpoolsErrors.spoolNotFound, { extra: { id } });
    return spool;
  }

  private async move(tx: Tx, spool: LockedSpool, locationId: number): Promise<void> {
    if (locationId === spool.location_id || spool.current_weight_kg.isZero()) return;
    const table = await this.units.table(tx, [spool.product_id]);
    const lotId = spool.material_lot_id;
    await this.ledger.post(tx, [
      {
        type: 'transfer',
        productId: spool.product_id,
        quantity: stockOf(spool.current_weight_kg, kilogramsInStock(table, spool)),
        from: { locationId: spool.location_id ?? (await defaultLocationId(tx)), lotId },
        to: { locationId, lotId },
        date: await this.businessTime.today(tx),
        reference: { type: 'spool', id: spool.id },
        pointer: '/location_id',
      },
    ]);
  }

  /** A product tracked by lots gets the lot that is named, or one that is called as the spool is. */
  private async lotOf(
    tx: Tx,
    values: NewSpoolValues,
    { trackLots, date }: { trackLots: boolean; date: string },
  ): Promise<number | null> {
    const lotNumber =
      values.lot_number ?? (trackLots ? (values.spool_number ?? values.supplier_lot_number) : null);
    if (!lotNumber) return null;
    const [lotId] = await findOrCreateLots(tx, [
      {
        productId: values.product_id,
        lotNumber,
        receivedDate: date,
        vendorLotNumber: values.supplier_lot_number,
        expirationDate: values.expiry_date,
      },
    ]);
    return lotId!;
  }
}

function netOf(reading: Reading, tare: Decimal | null): Decimal {
  const net = netWeight({ net: reading.net_weight_kg, gross: reading.gross_weight_kg, tare });
  if (net instanceof Decimal) return net;
  const pointer = net === 'oneWeight' ? '/net_weight_kg' : '/gross_weight_kg';
  throw fieldRefusal(SpoolsErrors[net], pointer, SpoolsErrors[net].title);
}

function refuseOverweight(spool: LockedSpool, weight: Decimal, pointer: string): void {
  const most = heaviest(spool.initial_weight_kg);
  if (weight.lessThanOrEqualTo(most)) return;
  const detail = `${spool.spool_number} held ${spool.initial_weight_kg} kg at first; at most ${most} kg are believed.`;
  throw fieldRefusal(SpoolsErrors.aboveInitial, pointer, detail, { max_weight_kg: most });
}
