import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { insertLotEvent, listLotEvents, type LotEventView } from './lot-events.repository.js';
import { lots } from './lots.repository.js';
import { effectiveExpiration, type LotAction, possibleActions, statusAfter } from './lots.rules.js';
import type { MaterialLotEntity } from './material-lot.entity.js';
import { ReservationUpkeep } from './reservation-upkeep.js';
import { StockLedger } from './stock-ledger.js';

type LotChanges = Partial<MaterialLotEntity> & { reason?: string };

/** Lots after they were received: opened, on hold, in quarantine, released again; and what has happened to them. */
@Injectable()
export class LotsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly upkeep: ReservationUpkeep,
    private readonly products: ProductReader,
    private readonly businessTime: BusinessTime,
  ) {}

  update(principal: Principal, id: number, version: number, changes: LotChanges): Promise<MaterialLotEntity> {
    return this.transactions.run(principal, async (tx) => {
      const lot = await this.lock(tx, id);
      const { reason, ...columns } = changes;
      const dates = await this.datesOf(tx, lot, columns.expiration_date);
      return this.change(tx, { lot, version, columns: { ...columns, ...dates }, reason });
    });
  }

  /** Takes a lot out of use, or brings it back, with the reason. */
  act(
    principal: Principal,
    id: number,
    action: LotAction,
    reason: string | undefined,
  ): Promise<MaterialLotEntity> {
    return this.transactions.run(principal, async (tx) => {
      const lot = await this.lock(tx, id);
      const status = statusAfter(lot.status, action);
      if (status === null) {
        const detail = `The lot is ${lot.status}.`;
        const extra = { lot_status: lot.status, possible: possibleActions(lot.status) };
        throw new DomainError(InventoryErrors.lotStatus, { detail, extra });
      }
      return this.change(tx, { lot, version: lot.version, columns: { status }, reason });
    });
  }

  /** From the day on which it is opened its product's life after opening counts, if that is over earlier. */
  open(principal: Principal, id: number, openedOn: string | undefined): Promise<MaterialLotEntity> {
    return this.transactions.run(principal, async (tx) => {
      const lot = await this.lock(tx, id);
      if (lot.opened_on !== null) {
        throw new DomainError(InventoryErrors.lotOpened, { extra: { opened_on: lot.opened_on } });
      }
      const day = await this.dayOfOpening(tx, lot, openedOn);
      const sealed = lot.expiration_date;
      const { open_life_days: openLife } = await this.products.get(tx, lot.product_id);
      const columns = {
        opened_on: day,
        sealed_expiration_date: sealed,
        expiration_date: effectiveExpiration(sealed, day, openLife),
      };
      return this.change(tx, { lot, version: lot.version, columns });
    });
  }

  events(principal: Principal, id: number, options: ListOptions): Promise<Page<LotEventView>> {
    return this.transactions.read(principal, async (tx) => {
      await lots.get(tx, id);
      return listLotEvents(tx, id, options);
    });
  }

  /** Under the product's lock: no posting that runs now picks from a lot that is just being put on hold. */
  private async lock(tx: Tx, id: number): Promise<MaterialLotEntity> {
    const lot = await lots.get(tx, id);
    await this.ledger.lock(tx, [lot.product_id]);
    return lots.lock(tx, id);
  }

  private async dayOfOpening(tx: Tx, lot: MaterialLotEntity, openedOn: string | undefined): Promise<string> {
    const today = await this.businessTime.today(tx);
    const day = openedOn ?? today;
    if (day > today) {
      throw fieldRefusal(InventoryErrors.futureDate, '/opened_on', InventoryErrors.futureDate.title, {
        today,
      });
    }
    if (lot.received_date !== null && day < lot.received_date) {
      const { lotOpenedBefore } = InventoryErrors;
      throw fieldRefusal(lotOpenedBefore, '/opened_on', lotOpenedBefore.title, {
        received_date: lot.received_date,
      });
    }
    return day;
  }

  /** Of an opened lot one changes the date on its label; the date that counts follows. */
  private async datesOf(
    tx: Tx,
    lot: MaterialLotEntity,
    expiration: string | null | undefined,
  ): Promise<Partial<MaterialLotEntity>> {
    if (expiration === undefined || lot.opened_on === null) return {};
    const { open_life_days: openLife } = await this.products.get(tx, lot.product_id);
    return {
      sealed_expiration_date: expiration,
      expiration_date: effectiveExpiration(expiration, lot.opened_on, openLife),
    };
  }

  private async change(
    tx: Tx,
    change: {
      lot: MaterialLotEntity;
      version: number;
      columns: Partial<MaterialLotEntity>;
      reason?: string;
    },
  ): Promise<MaterialLotEntity> {
    const { lot, version, columns } = change;
    const isStatus = columns.status !== undefined && columns.status !== lot.status;
    const reason = change.reason ?? null;
    const blocked = columns.status === 'hold' || columns.status === 'quarantine';
    const after = await lots.update(tx, lot.id, version, {
      ...columns,
      ...(isStatus ? { status_reason: blocked ? reason : null } : {}),
    });
    const event = after.opened_on !== lot.opened_on ? 'opened' : isStatus ? 'status' : 'expiration';
    if (event !== 'expiration' || after.expiration_date !== lot.expiration_date) {
      await insertLotEvent(tx, { event, before: lot, after, reason });
    }
    // What is usable again goes to those who wait for it.
    await this.upkeep.refresh(tx, [lot.product_id]);
    return after;
  }
}
