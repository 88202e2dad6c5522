export const SHIPMENT_STATUSES = [
  'pending',
  'label_created',
  'picked_up',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'exception',
  'cancelled',
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

/** The way of a parcel. Goods have left stock when a shipment is made, so it is never simply cancelled afterwards. */
const TRANSITIONS: Readonly<Record<ShipmentStatus, readonly ShipmentStatus[]>> = {
  pending: ['label_created', 'picked_up', 'in_transit', 'delivered', 'exception'],
  label_created: ['picked_up', 'in_transit', 'delivered', 'exception'],
  picked_up: ['in_transit', 'out_for_delivery', 'delivered', 'exception'],
  in_transit: ['out_for_delivery', 'delivered', 'exception'],
  out_for_delivery: ['delivered', 'exception'],
  exception: ['in_transit', 'out_for_delivery', 'delivered'],
  delivered: [],
  cancelled: [],
};

export function shipmentCanBecome(from: ShipmentStatus, to: ShipmentStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

export function nextShipmentStatuses(from: ShipmentStatus): readonly ShipmentStatus[] {
  return TRANSITIONS[from];
}
