import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { InventoryLocationEntity } from './inventory-location.entity.js';
import { isBelow, locations, lockTree } from './locations.repository.js';
import { settleWarehouses, warehouseOfRoot } from './warehouses.repository.js';

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
      const parent = await this.checkParent(tx, null, values.parent_id);
      const location = await locations.insert(tx, { ...values, warehouse_id: parent?.warehouse_id });
      if (parent || values.type !== 'warehouse') return location;
      await settleWarehouses(tx, [location.id]);
      return locations.get(tx, location.id);
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
      await refuseMovingRoot(tx, before, values);
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
      const after = await locations.update(tx, id, version, values);
      if (!changesTree(before, after)) return after;
      await settleWarehouses(tx, [id]);
      return locations.get(tx, id);
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      await lockTree(tx);
      const location = await locations.lockVersion(tx, id, version);
      if (location.is_default) throw new DomainError(InventoryErrors.defaultLocationNeeded);
      if ((await warehouseOfRoot(tx, id)) !== null) throw new DomainError(InventoryErrors.warehouseRoot);
      await refuseWithHistory(tx, id);
      await locations.remove(tx, id, version);
    });
  }

  private async checkParent(
    tx: Tx,
    id: number | null,
    parentId: number | null | undefined,
  ): Promise<InventoryLocationEntity | null> {
    if (parentId === undefined || parentId === null) return null;
    const parent = await locations.find(tx, parentId);
    if (!parent) {
      throw fieldRefusal(InventoryErrors.unknownLocation, '/parent_id', `There is no location ${parentId}.`);
    }
    if (id !== null && (await isBelow(tx, parentId, id))) {
      throw fieldRefusal(InventoryErrors.locationCycle, '/parent_id', InventoryErrors.locationCycle.title);
    }
    return parent;
  }
}

/** Is anything different that warehouses follow: place in the tree, type, or what the top of one is called? */
function changesTree(before: InventoryLocationEntity, after: InventoryLocationEntity): boolean {
  return (['parent_id', 'type', 'code', 'name'] as const).some((column) => before[column] !== after[column]);
}

/** The top of a warehouse is closed, moved and turned into something else at the warehouse only. */
async function refuseMovingRoot(
  tx: Tx,
  before: InventoryLocationEntity,
  values: Partial<LocationValues>,
): Promise<void> {
  const moves =
    (values.parent_id ?? null) !== null ||
    (values.type !== undefined && values.type !== before.type) ||
    (values.is_active !== undefined && values.is_active !== before.is_active);
  if (!moves || before.parent_id !== null) return;
  if ((await warehouseOfRoot(tx, before.id)) !== null) throw new DomainError(InventoryErrors.warehouseRoot);
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
