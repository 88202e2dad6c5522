import { Injectable } from '@nestjs/common';
import { DomainError, type ErrorDefinition, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ProductReader } from '../products/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { lots } from './lots.repository.js';
import type { SerialNumberEntity } from './serial-number.entity.js';
import {
  getBatch,
  insertBatch,
  listBatches,
  serialNumbers,
  takeNumbers,
} from './serial-numbers.repository.js';
import {
  formatSerial,
  nextSerialStatuses,
  parsePattern,
  serialCanBecome,
  type SerialPattern,
  type SerialStatus,
} from './serial-numbers.rules.js';

interface BatchWish {
  product_id: number;
  quantity: number;
  prefix?: string;
  padding?: number;
  pattern?: string;
  start?: number;
  lot_id?: number;
  production_order_id?: number;
  status?: string;
}

type BatchRow = Awaited<ReturnType<typeof getBatch>>;
export type BatchView = BatchRow & { first_serial_number: string; last_serial_number: string };

export interface SerialChanges {
  status?: string;
  lot_id?: number | null;
  sales_order_line_id?: number | null;
  return_reason?: string;
}

const DEFAULT_PADDING = 6;
const PREFIX_LENGTH_MAX = 60;
const SUFFIX_LENGTH_MAX = 20;
const PADDING_MAX = 18;

/** Pieces with a number of their own: made in bulk, then one by one in stock, sold, shipped, returned, scrapped. */
@Injectable()
export class SerialNumbersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<SerialNumberEntity>> {
    return this.transactions.read(principal, (tx) => serialNumbers.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<SerialNumberEntity> {
    return this.transactions.read(principal, (tx) => serialNumbers.get(tx, id));
  }

  async batches(
    principal: Principal,
    options: ListOptions & { product_id?: number },
  ): Promise<Page<BatchView>> {
    const page = await this.transactions.read(principal, (tx) => listBatches(tx, options));
    return { ...page, data: page.data.map(viewBatch) };
  }

  batch(principal: Principal, id: number): Promise<BatchView> {
    return this.transactions.read(principal, async (tx) => viewBatch(await getBatch(tx, id)));
  }

  /** Makes numbers in a row: all of them or none. Without a start they go on where the series stands. */
  generate(principal: Principal, wish: BatchWish): Promise<BatchView> {
    const pattern = patternOf(wish);
    return this.transactions.run(principal, async (tx) => {
      await this.checkWish(tx, wish);
      const firstNumber = await takeNumbers(tx, wish.product_id, pattern, {
        quantity: wish.quantity,
        start: wish.start ?? null,
      });
      const id = await insertBatch(tx, {
        productId: wish.product_id,
        pattern,
        firstNumber,
        quantity: wish.quantity,
        lotId: wish.lot_id ?? null,
        productionOrderId: wish.production_order_id ?? null,
        status: wish.status ?? 'manufactured',
      });
      const batch = viewBatch(await getBatch(tx, id));
      await appendEvents(tx, [
        {
          type: 'inventory.serial_numbers_generated',
          aggregateType: 'serial_number_batch',
          aggregateId: id,
          payload: {
            batch_id: id,
            product_id: wish.product_id,
            quantity: wish.quantity,
            first_serial_number: batch.first_serial_number,
            last_serial_number: batch.last_serial_number,
          },
        },
      ]);
      return batch;
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    changes: SerialChanges,
  ): Promise<SerialNumberEntity> {
    return this.transactions.run(principal, async (tx) => {
      const before = await serialNumbers.lockVersion(tx, id, version);
      if (changes.lot_id) await checkLot(tx, changes.lot_id, before.product_id);
      return serialNumbers.update(tx, id, version, { ...changes, ...statusColumns(tx, before, changes) });
    });
  }

  private async checkWish(tx: Tx, wish: BatchWish): Promise<void> {
    const product = (await this.products.getMany(tx, [wish.product_id])).get(wish.product_id);
    if (!product) throw refuseField(InventoryErrors.productNotFound, '/product_id');
    if (!product.track_serials) throw refuseField(InventoryErrors.serialsNotTracked, '/product_id');
    if (wish.lot_id) await checkLot(tx, wish.lot_id, wish.product_id);
  }
}

function patternOf(wish: BatchWish): SerialPattern {
  const simple = { prefix: wish.prefix ?? '', suffix: '', padding: wish.padding ?? DEFAULT_PADDING };
  const isBoth = wish.pattern !== undefined && (wish.prefix !== undefined || wish.padding !== undefined);
  const pattern = wish.pattern === undefined ? simple : parsePattern(wish.pattern);
  const fits =
    pattern !== null &&
    !isBoth &&
    pattern.prefix.length <= PREFIX_LENGTH_MAX &&
    pattern.suffix.length <= SUFFIX_LENGTH_MAX &&
    pattern.padding <= PADDING_MAX;
  if (!fits) throw refuseField(InventoryErrors.serialPattern, '/pattern');
  const last = (wish.start ?? 0) + LIMITS.serialsPerBatchMax;
  if (!Number.isSafeInteger(last)) throw refuseField(InventoryErrors.serialPattern, '/start');
  return pattern;
}

function viewBatch(batch: BatchRow): BatchView {
  return {
    ...batch,
    first_serial_number: formatSerial(batch, batch.first_number),
    last_serial_number: formatSerial(batch, batch.first_number + batch.quantity - 1),
  };
}

async function checkLot(tx: Tx, lotId: number, productId: number): Promise<void> {
  const lot = await lots.find(tx, lotId);
  if (!lot) throw refuseField(InventoryErrors.unknownLot, '/lot_id');
  if (lot.product_id !== productId) throw refuseField(InventoryErrors.lotOfOtherProduct, '/lot_id');
}

/** A status of the table, with its instant; who brings a piece back says why. */
function statusColumns(
  tx: Tx,
  before: SerialNumberEntity,
  changes: SerialChanges,
): Partial<SerialNumberEntity> {
  const { status } = changes;
  if (status === undefined || status === before.status) return {};
  if (!serialCanBecome(before.status as SerialStatus, status as SerialStatus)) {
    throw new DomainError(InventoryErrors.serialStatus, {
      detail: `The serial number is ${before.status}.`,
      extra: { serial_status: before.status, possible: nextSerialStatuses(before.status as SerialStatus) },
    });
  }
  if (status === 'returned' && !changes.return_reason) {
    throw refuseField(InventoryErrors.serialReturnReason, '/return_reason');
  }
  return {
    status,
    ...(status === 'shipped' ? { shipped_at: tx.now } : {}),
    ...(status === 'returned' ? { returned_at: tx.now } : {}),
  };
}

function refuseField(definition: ErrorDefinition, pointer: string): DomainError {
  return fieldRefusal(definition, pointer, definition.title);
}
