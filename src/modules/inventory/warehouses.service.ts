import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { locations, lockTree } from './locations.repository.js';
import type { WarehouseEntity } from './warehouse.entity.js';
import {
  listWarehouseStock,
  readWarehouseUse,
  setLocationsActive,
  settleWarehouses,
  warehouseOfRoot,
  warehouses,
  type WarehouseStockView,
} from './warehouses.repository.js';

export interface WarehouseValues {
  code: string;
  name: string;
  address: string | null;
  description: string | null;
  is_active: boolean;
}

/** Warehouses: each is the top of a part of the tree of locations, made and closed together with it. */
@Injectable()
export class WarehousesService {
  constructor(private readonly transactions: Transactions) {}

  list(principal: Principal, options: ListOptions): Promise<Page<WarehouseEntity>> {
    return this.transactions.read(principal, (tx) => warehouses.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<WarehouseEntity> {
    return this.transactions.read(principal, (tx) => warehouses.get(tx, id));
  }

  stock(
    principal: Principal,
    id: number,
    options: ListOptions & { product_id?: number },
  ): Promise<Page<WarehouseStockView>> {
    return this.transactions.read(principal, async (tx) => {
      await warehouses.get(tx, id);
      return listWarehouseStock(tx, id, options);
    });
  }

  create(
    principal: Principal,
    values: Pick<WarehouseValues, 'code' | 'name'> & Partial<WarehouseValues>,
  ): Promise<WarehouseEntity> {
    return this.transactions.run(principal, async (tx) => {
      await lockTree(tx);
      const root = await locations.insert(tx, { code: values.code, name: values.name, type: 'warehouse' });
      await settleWarehouses(tx, [root.id]);
      const id = (await warehouseOfRoot(tx, root.id))!;
      const { address, description } = values;
      if (!address && !description) return warehouses.get(tx, id);
      return warehouses.update(tx, id, 1, { address, description });
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: Partial<WarehouseValues>,
  ): Promise<WarehouseEntity> {
    return this.transactions.run(principal, async (tx) => {
      await lockTree(tx);
      const before = await warehouses.lockVersion(tx, id, version);
      const { code, name, is_active: isActive } = values;
      if (code !== undefined || name !== undefined) {
        const root = await locations.lock(tx, before.location_id);
        await locations.update(tx, root.id, root.version, { code, name });
      }
      if (isActive === false && before.is_active) await refuseClosing(tx, id);
      if (isActive !== undefined && isActive !== before.is_active)
        await setLocationsActive(tx, before, isActive);
      return warehouses.update(tx, id, version, values);
    });
  }

  /** Deletes a warehouse in which nothing ever was and nothing lies any more. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      await lockTree(tx);
      const warehouse = await warehouses.lockVersion(tx, id, version);
      const use = await readWarehouseUse(tx, id);
      if (use.holds_default) throw new DomainError(InventoryErrors.defaultLocationNeeded);
      if (use.used_places > 0 || use.locations > 1) {
        throw new DomainError(InventoryErrors.warehouseInUse, { extra: { ...use } });
      }
      await tx.execute(
        'UPDATE inventory_locations SET warehouse_id = NULL WHERE organization_id = $1 AND id = $2',
        [tx.organizationId, warehouse.location_id],
      );
      // Documents that name the warehouse (a stocktake, an adjustment) refuse this by their foreign keys.
      await warehouses.remove(tx, id, version);
      const root = await locations.lock(tx, warehouse.location_id);
      await locations.remove(tx, root.id, root.version);
    });
  }
}

async function refuseClosing(tx: Tx, id: number): Promise<void> {
  const use = await readWarehouseUse(tx, id);
  if (use.holds_default) throw new DomainError(InventoryErrors.defaultLocationNeeded);
  if (use.stocked_places + use.open_stocktakes + use.open_transfers === 0) return;
  throw new DomainError(InventoryErrors.warehouseInUse, { extra: { ...use } });
}
