import type { Decimal } from '../../kernel/decimal.js';

/** What has to be made, and by which structure; without ids the product's active BOM and routing are taken. */
export interface ManufacturingRequest {
  productId: number;
  /** In the product's stock unit; greater than 0. */
  quantity: Decimal;
  /** Business day, `YYYY-MM-DD`, on which lines and their effectivity are read. */
  date: string;
  bomId?: number | null;
  /** A routing of the product, or a template. */
  routingId?: number | null;
  /**
   * For reading transactions. Without it BOM and routing are held until the transaction ends, so that nobody changes
   * their lines between the plan and the order that copies it.
   */
  preview?: boolean;
}

/** One operation, its times scaled to the quantity and the rates that count for it. */
export interface PlannedOperation {
  routingOperationId: number;
  sequence: number;
  workCenterId: number;
  operationCode: string | null;
  operationName: string | null;
  /** Once per order. */
  plannedSetupMinutes: Decimal;
  plannedRunMinutes: Decimal;
  machineRatePerHour: Decimal;
  laborRatePerHour: Decimal;
  overheadRatePerHour: Decimal;
}

/** What a material's quantity is for: each piece, each batch, or the order. */
export type QuantityPer = 'unit' | 'batch' | 'order';

/** One material, in the stock unit of the component. */
export interface PlannedMaterial {
  /** The routing line that asks for it; null when it comes from a BOM. */
  routingOperationMaterialId: number | null;
  /** Sequence of the operation that uses it; null when there is no operation at all. */
  operationSequence: number | null;
  componentId: number;
  quantityPer: QuantityPer;
  /** For the whole order: scaled, scrap and set-up included. */
  quantityRequired: Decimal;
  /** Stock unit of the component. */
  unit: string;
  isCostOnly: boolean;
  isOptional: boolean;
  /** Per stock unit: average, then standard, then last cost; null when the component has no price at all. */
  unitCost: Decimal | null;
}

/** Everything that a production order copies when it is made. */
export interface ManufacturingPlan {
  bomId: number | null;
  routingId: number | null;
  /** Rising by sequence; empty for a product without routing. */
  operations: PlannedOperation[];
  materials: PlannedMaterial[];
}
