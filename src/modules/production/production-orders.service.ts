import { Injectable } from '@nestjs/common';
import { type Decimal, decimal, roundAmount, sum, ZERO } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import {
  type ManufacturingPlan,
  type ManufacturingRequest,
  ProductStructures,
  type StandIn,
} from '../engineering/index.js';
import { StockReservations } from '../inventory/index.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime, NumberSeries } from '../settings/index.js';
import { readStandIns, readSubstitutes } from './order-substitutions.repository.js';
import { wrongStatus } from './order-transitions.js';
import { ProductionErrors } from './production.errors.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import { isEditable, type ProductionOrderStatus } from './production-order.states.js';
import {
  type ProductionOrderSummary,
  type ProductionOrderView,
  summarize,
  viewOrder,
} from './production-order.view.js';
import {
  deleteStructure,
  insertStructure,
  MATERIAL_REFERENCE,
  type NewOperation,
  productionOrders,
  readMaterials,
} from './production-orders.repository.js';

export interface NewProductionOrder {
  product_id: number;
  quantity: Decimal;
  due_date?: string | null;
  priority?: number;
  order_type?: string;
  bom_id?: number;
  routing_id?: number;
  work_center_id?: number;
  output_location_id?: number | null;
  sales_order_line_id?: number | null;
  use_alternates?: boolean;
  notes?: string | null;
  /** Without `use_alternates`: what stands in for parts of components, as planning has decided. */
  stand_ins?: readonly StandIn[];
  /** Who asked for it; by hand when left out. */
  source?: 'mrp_planned';
  /** Day whose structure is copied; today when left out. */
  structure_date?: string;
}

export interface ProductionOrderChanges {
  quantity?: Decimal;
  due_date?: string | null;
  priority?: number;
  output_location_id?: number | null;
  notes?: string | null;
}

/** Production orders until they are released. */
@Injectable()
export class ProductionOrdersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly structures: ProductStructures,
    private readonly products: ProductReader,
    private readonly reservations: StockReservations,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<ProductionOrderSummary>> {
    return this.transactions.read(principal, async (tx) => {
      const page = await productionOrders.list(tx, options);
      return { ...page, data: page.data.map(summarize) };
    });
  }

  get(principal: Principal, id: number): Promise<ProductionOrderView> {
    return this.transactions.read(principal, (tx) => viewOrder(tx, id));
  }

  create(principal: Principal, values: NewProductionOrder): Promise<ProductionOrderView> {
    return this.transactions.run(principal, (tx) => this.createIn(tx, values));
  }

  /**
   * For the modules above, in their transaction. Copies operations and materials of the BOM and routing that are valid on
   * the day, scaled to the quantity.
   */
  async createIn(tx: Tx, values: NewProductionOrder): Promise<ProductionOrderView> {
    const product = (await this.products.getMany(tx, [values.product_id])).get(values.product_id);
    if (!product?.is_active) {
      throw fieldRefusal(
        ProductionErrors.unknownProduct,
        '/product_id',
        ProductionErrors.unknownProduct.title,
      );
    }
    const { use_alternates: useAlternates = false } = values;
    const request = {
      productId: values.product_id,
      quantity: values.quantity,
      bomId: values.bom_id,
      routingId: values.routing_id,
      useAlternates,
      standIns: values.stand_ins,
    };
    const plan = await this.plan(tx, request, values.structure_date);
    const operations = await operationsOf(tx, plan, values.work_center_id);
    const order = await productionOrders.insert(tx, {
      product_id: values.product_id,
      quantity_ordered: values.quantity,
      bom_id: plan.bomId,
      routing_id: plan.routingId,
      due_date: values.due_date ?? null,
      priority: values.priority,
      order_type: values.order_type,
      output_location_id: values.output_location_id ?? null,
      use_alternates: useAlternates,
      notes: values.notes ?? null,
      created_by: tx.principal.userId,
      source: values.source,
      ...(await salesOrderOf(tx, values.sales_order_line_id)),
      ...estimate(plan),
      code: await this.series.next(tx, 'production_order'),
    });
    await insertStructure(tx, order.id, operations, plan.materials);
    return viewOrder(tx, order.id);
  }

  /** Changes an order that is not released; another quantity copies the structure again, with the alternates chosen. */
  update(
    principal: Principal,
    id: number,
    version: number,
    changes: ProductionOrderChanges,
  ): Promise<ProductionOrderView> {
    const { quantity, ...columns } = changes;
    return this.transactions.run(principal, async (tx) => {
      const order = await this.lockEditable(tx, id, version);
      let scaled: Partial<ProductionOrderEntity> = {};
      if (quantity && !quantity.equals(order.quantity_ordered)) {
        await this.releaseReservations(tx, id);
        scaled = { quantity_ordered: quantity, ...(await this.rescale(tx, order, quantity)) };
      }
      await productionOrders.update(tx, id, version, { ...columns, ...scaled });
      return viewOrder(tx, id);
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      const order = await this.lockEditable(tx, id, version);
      if (order.status !== 'draft') throw wrongStatus(order.status);
      await this.releaseReservations(tx, id);
      await deleteStructure(tx, id);
      await productionOrders.remove(tx, id, version);
    });
  }

  private async lockEditable(tx: Tx, id: number, version: number): Promise<ProductionOrderEntity> {
    const order = await productionOrders.lockVersion(tx, id, version);
    if (!isEditable(order.status as ProductionOrderStatus)) throw wrongStatus(order.status);
    return order;
  }

  private async rescale(tx: Tx, order: ProductionOrderEntity, quantity: Decimal) {
    const plan = await this.plan(tx, {
      productId: order.product_id,
      quantity,
      bomId: order.bom_id,
      routingId: order.routing_id,
      useAlternates: order.use_alternates,
      ...(order.use_alternates
        ? { keptAlternates: await readSubstitutes(tx, order.id) }
        : { standIns: await readStandIns(tx, order.id, quantity.dividedBy(order.quantity_ordered)) }),
    });
    const [workCenter] = await tx.query<{ work_center_id: number }>(
      `SELECT work_center_id FROM production_order_operations
        WHERE organization_id = $1 AND production_order_id = $2 ORDER BY sequence LIMIT 1`,
      [tx.organizationId, order.id],
    );
    const operations = await operationsOf(tx, plan, workCenter?.work_center_id);
    await deleteStructure(tx, order.id);
    await insertStructure(tx, order.id, operations, plan.materials);
    return estimate(plan);
  }

  private async plan(
    tx: Tx,
    request: Omit<ManufacturingRequest, 'date'>,
    day?: string,
  ): Promise<ManufacturingPlan> {
    const date = day ?? (await this.businessTime.today(tx));
    return this.structures.manufacturingPlan(tx, { ...request, date });
  }

  private async releaseReservations(tx: Tx, orderId: number): Promise<void> {
    const materials = await readMaterials(tx, orderId);
    await this.reservations.release(
      tx,
      materials.map((material) => ({ type: MATERIAL_REFERENCE, id: material.id })),
    );
  }
}

/** The operations of the plan; a product without routing is made in one operation at one work center. */
async function operationsOf(
  tx: Tx,
  plan: ManufacturingPlan,
  workCenterId: number | undefined,
): Promise<NewOperation[]> {
  if (plan.operations.length > 0) {
    return plan.operations.map((operation) => ({
      routingOperationId: operation.routingOperationId,
      sequence: operation.sequence,
      workCenterId: operation.workCenterId,
      operationCode: operation.operationCode,
      operationName: operation.operationName,
      setupMinutes: operation.plannedSetupMinutes,
      runMinutes: operation.plannedRunMinutes,
    }));
  }
  return [
    {
      routingOperationId: null,
      sequence: 10,
      workCenterId: workCenterId ?? (await onlyWorkCenter(tx)),
      operationCode: null,
      operationName: 'Make',
      setupMinutes: ZERO,
      runMinutes: ZERO,
    },
  ];
}

/** A small shop with one work center need not name it. */
async function onlyWorkCenter(tx: Tx): Promise<number> {
  const rows = await tx.query<{ id: number }>(
    'SELECT id FROM work_centers WHERE organization_id = $1 AND is_active ORDER BY id LIMIT 2',
    [tx.organizationId],
  );
  if (rows.length === 1) return rows[0]!.id;
  throw fieldRefusal(
    ProductionErrors.workCenterNeeded,
    '/work_center_id',
    ProductionErrors.workCenterNeeded.title,
  );
}

async function salesOrderOf(
  tx: Tx,
  lineId: number | null | undefined,
): Promise<Partial<ProductionOrderEntity>> {
  if (lineId === undefined || lineId === null) return {};
  const rows = await tx.query<{ sales_order_id: number }>(
    'SELECT sales_order_id FROM sales_order_lines WHERE organization_id = $1 AND id = $2',
    [tx.organizationId, lineId],
  );
  if (!rows[0]) {
    const { title } = ProductionErrors.unknownSalesOrderLine;
    throw fieldRefusal(ProductionErrors.unknownSalesOrderLine, '/sales_order_line_id', title);
  }
  return { sales_order_id: rows[0].sales_order_id, sales_order_line_id: lineId, source: 'sales_order' };
}

const SIXTY = decimal(60);

/** Material at the components' cost, time at the work centers' rates. */
function estimate(plan: ManufacturingPlan): Partial<ProductionOrderEntity> {
  const material = sum(
    plan.materials.map((line) => roundAmount(line.quantityRequired.times(line.unitCost ?? ZERO))),
  );
  const labor = sum(
    plan.operations.map((operation) => {
      const rate = operation.machineRatePerHour
        .plus(operation.laborRatePerHour)
        .plus(operation.overheadRatePerHour);
      return roundAmount(
        operation.plannedSetupMinutes.plus(operation.plannedRunMinutes).dividedBy(SIXTY).times(rate),
      );
    }),
  );
  return {
    estimated_material_cost: material,
    estimated_labor_cost: labor,
    estimated_total_cost: material.plus(labor),
  };
}
