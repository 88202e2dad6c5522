import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { lots } from './lots.repository.js';
import type { MaterialLotEntity } from './material-lot.entity.js';
import { StockLedger } from './stock-ledger.js';

/** Lots after they were received: on hold, in quarantine, released again. */
@Injectable()
export class LotsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
  ) {}

  update(
    principal: Principal,
    id: number,
    version: number,
    changes: Partial<MaterialLotEntity>,
  ): Promise<MaterialLotEntity> {
    return this.transactions.run(principal, async (tx) => {
      const lot = await lots.get(tx, id);
      // Under the product's lock: no posting that runs now picks from a lot that is just being put on hold.
      await this.ledger.lock(tx, [lot.product_id]);
      return lots.update(tx, id, version, changes);
    });
  }
}
