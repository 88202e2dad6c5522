import { Injectable } from '@nestjs/common';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { CompanySettings } from '../settings/index.js';
import { PurchasingErrors } from './purchasing.errors.js';
import type { VendorEntity } from './vendor.entity.js';
import { vendorsTable } from './vendors.repository.js';

/** Who we buy from. */
@Injectable()
export class VendorsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly settings: CompanySettings,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<VendorEntity>> {
    return this.transactions.read(principal, (tx) => vendorsTable.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<VendorEntity> {
    return this.transactions.read(principal, (tx) => vendorsTable.get(tx, id));
  }

  /** A vendor invoices in the company's currency unless it says otherwise. */
  create(principal: Principal, values: Partial<VendorEntity>): Promise<VendorEntity> {
    return this.transactions.run(principal, async (tx) => {
      const currency = values.currency_code ?? (await this.settings.get(tx)).currency_code;
      return vendorsTable.insert(tx, { ...values, currency_code: currency });
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    changes: Partial<VendorEntity>,
  ): Promise<VendorEntity> {
    return this.transactions.run(principal, (tx) => vendorsTable.update(tx, id, version, changes));
  }

  /** Takes the vendor's items along; refused while orders or lots name the vendor. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => vendorsTable.remove(tx, id, version));
  }

  /** The vendor for a new document. */
  async requireActive(tx: Tx, id: number): Promise<VendorEntity> {
    const vendor = await vendorsTable.find(tx, id);
    if (vendor?.is_active) return vendor;
    const definition = vendor ? PurchasingErrors.vendorInactive : PurchasingErrors.unknownVendor;
    throw fieldRefusal(definition, '/vendor_id', definition.title);
  }
}
