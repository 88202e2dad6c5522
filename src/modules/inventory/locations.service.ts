import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { InventoryLocationEntity } from './inventory-location.entity.js';
import { isBelow, locations, lockTree } from './locations.repository.js';

export interface LocationValues {
  code: string;
  name: string;
  type: string;
  parent_id: number | null;
  is_active: boolean;
  is_default: boolean;
}

/** Warehouses, shelves, bins: a tree, with one default location. */
@Injectable()
export class LocationsService {
  constructor(private readonly transactions: Transactions) {}

  list(principal: Principal, options: ListOptions): Promise<Page<InventoryLocationEntity>> {
    return this.transactions.read(principal, (tx) => locations.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<InventoryLocationEntity> {
    return this.transactions.read(principal, (tx) => locations.get(tx, id));
  }

  create(principal: Principal, values: Partial<LocationValues>): Promise<InventoryLocationEntity> {
    return this.transactions.run(principal, async (tx) => {
      await lockTree(tx);
      if (values.is_default) await clearDefault(tx);
      await this.checkParent(tx, null, values.parent_id);
      return locations.insert(tx, values);
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: Partial<LocationValues>,
  ): Promise<InventoryLocationEntity> {
    return this.transactions.run(principal, async (tx) => {
      await lockTree(tx);
      const before = await locations.lockVersion(tx, id, version);
      await this.checkParent(tx, id, values.parent_id);
      const isDefault = values.is_default ?? before.is_default;
      const isActive = values.is_active ?? before.is_active;
      if (before.is_default && !(isDefault && isActive)) {
        throw fieldRefusal(
          InventoryErrors.defaultLocationNeeded,
          '/is_default',
          'Make another location the default first.',
        );
      }
      if (before.is_active && !isActive) await refuseWithStock(tx, id);
      if (isDefault && !before.is_default) await clearDefault(tx);
      return locations.update(tx, id, version, values);
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      await lockTree(tx);
      const location = await locations.lockVersion(tx, id, version);
      if (location.is_default) throw new DomainError(InventoryErrors.defaultLocationNeeded);
      await refuseWithHistory(tx, id);
      await locations.remove(tx, id, version);
    });
  }

  private async checkParent(tx: Tx, id: number | null, parentId: number | null | undefined): Promise<void> {
    if (parentId === undefined || parentId === null) return;
    if (!(await locations.find(tx, parentId))) {
      throw fieldRefusal(InventoryErrors.unknownLocation, '/parent_id', `There is no location ${parentId}.`);
    }
    if (id !== null && (await isBelow(tx, parentId, id))) {
      throw fieldRefusal(InventoryErrors.locationCycle, '/parent_id', InventoryErrors.locationCycle.title);
    }
  }
}

async function clearDefault(tx: Tx): Promise<void> {
  await tx.execute(
    'UPDATE inventory_locations SET is_default = false, version = version + 1, updated_at = now() WHERE organization_id = $1 AND is_default',
    [tx.organizationId],
  );
}

async function refuseWithStock(tx: Tx, id: number): Promise<void> {
  const rows = await tx.query(
    'SELECT 1 FROM inventory WHERE organization_id = $1 AND location_id = $2 AND on_hand_quantity <> 0 LIMIT 1',
    [tx.organizationId, id],
  );
  if (rows.length > 0) throw new DomainError(InventoryErrors.locationInUse);
}

async function refuseWithHistory(tx: Tx, id: number): Promise<void> {
  const rows = await tx.query(
    `SELECT 1 FROM inventory WHERE organization_id = $1 AND location_id = $2
     UNION ALL SELECT 1 FROM inventory_locations WHERE organization_id = $1 AND parent_id = $2 LIMIT 1`,
    [tx.organizationId, id],
  );
  if (rows.length > 0) throw new DomainError(InventoryErrors.locationInUse);
}
