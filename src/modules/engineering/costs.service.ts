import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundAmount, roundQuantity } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader, type ProductSummary, ProductWriter } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { type ComponentCost, type OperationCost, type RolledUpCost, rollUpCost } from './cost.rules.js';
import { mapKinds, roundKinds, totalCost } from './cost-kinds.rules.js';
import { insertRollUps } from './cost-roll-ups.repository.js';
import { EngineeringErrors } from './engineering.errors.js';
import { StructureLoader } from './structure-loader.js';
import { readActiveHead } from './structure.query.js';
import { type CostBasis, demandsOf, isMade, type Structure } from './structure.rules.js';

export interface CostRequest {
  quantity?: Decimal;
  date?: string;
  basis?: string;
}

export type RollUpRequest = CostRequest & { allow_missing_prices?: boolean };

/** What a product costs to make, computed from its structure each time it is asked for. */
@Injectable()
export class CostsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly writer: ProductWriter,
    private readonly loader: StructureLoader,
    private readonly businessTime: BusinessTime,
  ) {}

  cost(principal: Principal, productId: number, request: CostRequest) {
    return this.transactions.read(principal, async (tx) => (await this.compute(tx, productId, request)).view);
  }

  /** Writes the cost of one piece as the product's standard cost; leaves the product alone when it has it already. */
  rollUp(principal: Principal, productId: number, request: RollUpRequest) {
    return this.transactions.run(principal, async (tx) => {
      const { product, structure, cost, view } = await this.compute(tx, productId, request);
      if (!isMade(structure, productId)) throw new DomainError(EngineeringErrors.nothingToMake);
      if (cost.missing.length > 0 && !request.allow_missing_prices) {
        const { priceMissing } = EngineeringErrors;
        throw new DomainError(priceMissing, { extra: { missing_prices: view.missing_prices } });
      }
      const written = await this.writer.setStandardCosts(tx, new Map([[productId, view.unit_cost]]));
      const previous = written.get(productId);
      if (previous !== undefined) {
        const terms = { basis: view.basis, lot_quantity: view.quantity, structure_date: view.date };
        const kinds = mapKinds((kind) => roundQuantity(cost.unit[kind]).toFixed());
        const costs = { unitCost: view.unit_cost.toFixed(), previous: previous?.toFixed() ?? null };
        await insertRollUps(tx, null, terms, [{ productId, ...costs, ...kinds }]);
      }
      return {
        product_id: productId,
        sku: product.sku,
        outcome: previous === undefined ? 'no_change' : 'updated',
        previous_standard_cost: previous === undefined ? product.standard_cost : previous,
        standard_cost: view.unit_cost,
        cost: view,
      };
    });
  }

  private async compute(tx: Tx, productId: number, request: CostRequest) {
    const product = await this.products.get(tx, productId);
    const quantity = request.quantity ?? ONE;
    const date = request.date ?? (await this.businessTime.today(tx));
    const head = await readActiveHead(tx, productId, date);
    const structure = await this.loader.load(tx, productId, head, date, 'all');
    const demands = demandsOf(structure, productId, quantity);
    await this.loader.refuseCycle(tx, demands);
    const basis = (request.basis as CostBasis | undefined) ?? 'current';
    const cost = rollUpCost(structure, demands, productId, basis);
    return { product, structure, cost, view: viewOf(product, structure, cost, { quantity, date, basis }) };
  }
}

function viewOf(
  product: ProductSummary,
  structure: Structure,
  cost: RolledUpCost,
  { quantity, date, basis }: { quantity: Decimal; date: string; basis: CostBasis },
) {
  const { unit, orderMaterialCost } = cost;
  return {
    product_id: product.id,
    sku: product.sku,
    quantity,
    unit: product.unit,
    date,
    basis,
    source: cost.source,
    unit_cost: roundQuantity(cost.unitCost),
    breakdown: roundKinds(unit),
    by_kind: { this_level: roundKinds(cost.thisLevel), below: roundKinds(cost.below) },
    levels: cost.levels.map((level, depth) => ({
      level: depth,
      unit_cost: roundQuantity(totalCost(level)),
      ...roundKinds(level),
    })),
    order_material_cost: roundAmount(orderMaterialCost),
    total_cost: roundAmount(cost.unitCost.times(quantity).plus(orderMaterialCost)),
    components: cost.components.map((component) => componentOf(component, structure)),
    operations: cost.operations.map(operationOf),
    missing_prices: cost.missing.map((id) => ({ product_id: id, sku: structure.products.get(id)!.sku })),
  };
}

function componentOf({ line, quantity, unitCost, cost, source }: ComponentCost, structure: Structure) {
  const component = structure.products.get(line.componentId)!;
  return {
    component_id: component.id,
    sku: component.sku,
    quantity: roundQuantity(quantity),
    unit: component.unit,
    quantity_per: line.quantityPer,
    unit_cost: roundQuantity(unitCost),
    cost: roundAmount(cost),
    source,
    is_cost_only: line.isCostOnly,
  };
}

function operationOf({ operation, setupMinutes, runMinutes, ...cost }: OperationCost) {
  return {
    routing_operation_id: operation.routingOperationId,
    sequence: operation.sequence,
    operation_name: operation.operationName,
    work_center_id: operation.workCenterId,
    setup_minutes: roundAmount(setupMinutes),
    run_minutes: roundAmount(runMinutes),
    labor: roundAmount(cost.labor),
    machine: roundAmount(cost.machine),
    overhead: roundAmount(cost.overhead),
    subcontract: roundAmount(cost.subcontract),
  };
}
