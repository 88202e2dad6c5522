import { VendorEntity } from './vendor.entity.js';
import { VendorItemEntity } from './vendor-item.entity.js';
import { VendorItemPriceEntity } from './vendor-item-price.entity.js';
import { PurchaseOrderEntity } from './purchase-order.entity.js';
import { PurchaseOrderLineEntity } from './purchase-order-line.entity.js';
import { PurchaseReceiptEntity } from './purchase-receipt.entity.js';
import { PurchaseReceiptLineEntity } from './purchase-receipt-line.entity.js';
import { PoDocumentEntity } from './po-document.entity.js';

/** Tables that this module owns. */
export const PURCHASING_ENTITIES = [
  VendorEntity,
  VendorItemEntity,
  VendorItemPriceEntity,
  PurchaseOrderEntity,
  PurchaseOrderLineEntity,
  PurchaseReceiptEntity,
  PurchaseReceiptLineEntity,
  PoDocumentEntity,
];
