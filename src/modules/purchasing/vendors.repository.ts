import { VersionedTable } from '../../platform/database/index.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { VendorEntity } from './vendor.entity.js';

export const vendorsTable = new VersionedTable<VendorEntity>(VendorEntity, {
  notFound: PurchasingErrors.vendorNotFound,
  sorts: ['code', 'id', 'name'],
  search: ['code', 'name'],
});
