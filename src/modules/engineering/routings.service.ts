import { Injectable } from '@nestjs/common';
import { roundAmount } from '../../kernel/decimal.js';
import { DomainError, type FieldError, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ProductReader, Units } from '../products/index.js';
import { ResourceReader } from '../resources/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import type { RoutingEntity } from './routing.entity.js';
import {
  decideOperations,
  type FoundOperationFault,
  type OperationInput,
  type OperationValues,
  routingTotals,
} from './routing.rules.js';
import {
  deactivateRoutings,
  deleteOperations,
  insertOperations,
  listRoutings,
  nextRoutingVersion,
  readRouting,
  type RoutingFilter,
  routings,
  type RoutingSummary,
  type RoutingView,
} from './routings.repository.js';
import { StructureCheck } from './structure-check.js';
import { lockStructures } from './structure.query.js';
import { StructureUsage } from './structure-usage.js';

export interface RoutingHeaderValues {
  code?: string;
  name?: string | null;
  revision?: string | null;
  notes?: string | null;
}

export type NewRoutingValues = RoutingHeaderValues & {
  product_id?: number | null;
  active?: boolean;
  operations: OperationInput[];
};

export type CloneRoutingValues = Omit<NewRoutingValues, 'operations'>;

/** Routings by version; a product has at most one active one. A routing without product is a template. */
@Injectable()
export class RoutingsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly resources: ResourceReader,
    private readonly structureCheck: StructureCheck,
    private readonly usage: StructureUsage,
  ) {}

  list(principal: Principal, filter: RoutingFilter): Promise<Page<RoutingSummary>> {
    return this.transactions.read(principal, (tx) => listRoutings(tx, filter));
  }

  get(principal: Principal, id: number): Promise<RoutingView> {
    return this.transactions.read(principal, (tx) => readRouting(tx, id));
  }

  create(principal: Principal, values: NewRoutingValues): Promise<RoutingView> {
    return this.transactions.run(principal, (tx) => this.createIn(tx, values));
  }

  /** The next version of a product's routing, or a template, with the operations of any routing. */
  clone(principal: Principal, id: number, values: CloneRoutingValues): Promise<RoutingView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const { name, revision, notes, operations } = await readRouting(tx, id);
      const copied = operations.map(({ operation_name: told, ...operation }) => ({
        ...operation,
        operation_name: told ?? operation.operation_code ?? String(operation.sequence),
      }));
      const header = {
        name: values.name === undefined ? name : values.name,
        revision: values.revision === undefined ? revision : values.revision,
        notes: values.notes === undefined ? notes : values.notes,
      };
      return this.createIn(tx, { ...values, ...header, operations: copied });
    });
  }

  private async createIn(tx: Tx, values: NewRoutingValues): Promise<RoutingView> {
    const { product_id: productId = null, active = true, operations, code, ...header } = values;
    await lockStructures(tx);
    const identity = await this.identify(tx, productId, code);
    const decided = await this.decide(tx, operations);
    if (active && productId !== null) await deactivateRoutings(tx, productId);
    const routing = await routings.insert(tx, {
      ...header,
      ...identity,
      ...totalsOf(decided),
      product_id: productId,
      is_template: productId === null,
      is_active: active,
    });
    await this.writeOperations(tx, routing, decided);
    if (active && productId !== null) await appendEvents(tx, [activated(routing)]);
    return readRouting(tx, routing.id);
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: RoutingHeaderValues,
  ): Promise<RoutingView> {
    return this.transactions.run(principal, async (tx) => {
      await routings.update(tx, id, version, values);
      return readRouting(tx, id);
    });
  }

  replaceOperations(
    principal: Principal,
    id: number,
    version: number,
    operations: OperationInput[],
  ): Promise<RoutingView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const routing = await routings.lockVersion(tx, id, version);
      if (await this.usage.isUsed(tx, { routingId: id }))
        throw new DomainError(EngineeringErrors.structureInUse);
      const decided = await this.decide(tx, operations);
      await deleteOperations(tx, id);
      await this.writeOperations(tx, routing, decided);
      await routings.update(tx, id, version, totalsOf(decided));
      return readRouting(tx, id);
    });
  }

  /** Makes it the product's active routing; the one before becomes inactive. */
  activate(principal: Principal, id: number): Promise<RoutingView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const routing = await routings.lock(tx, id);
      if (routing.product_id === null) throw new DomainError(EngineeringErrors.templateNotActivated);
      if (!routing.is_active) {
        await deactivateRoutings(tx, routing.product_id);
        await routings.update(tx, id, routing.version, { is_active: true });
        await this.structureCheck.check(tx, [routing.product_id], { bomIds: [], routingIds: [id] });
        await appendEvents(tx, [activated(routing)]);
      }
      return readRouting(tx, id);
    });
  }

  deactivate(principal: Principal, id: number): Promise<RoutingView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const routing = await routings.lock(tx, id);
      if (routing.is_active) await routings.update(tx, id, routing.version, { is_active: false });
      return readRouting(tx, id);
    });
  }

  /** Only a version that no order was made from; the foreign keys see to that. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      await routings.remove(tx, id, version);
    });
  }

  private async identify(
    tx: Tx,
    productId: number | null,
    code: string | undefined,
  ): Promise<{ code: string; routing_version: number }> {
    if (productId === null) {
      const { templateNeedsCode } = EngineeringErrors;
      if (code === undefined) throw fieldRefusal(templateNeedsCode, '/code', templateNeedsCode.title);
      return { code, routing_version: 1 };
    }
    const products = await this.products.requireMany(tx, [productId], () => '/product_id');
    const version = await nextRoutingVersion(tx, productId);
    const suffix = `-R${version}`;
    const sku = products.get(productId)!.sku.slice(0, LIMITS.codeLengthMax - suffix.length);
    return { code: code ?? `${sku}${suffix}`, routing_version: version };
  }

  private async decide(tx: Tx, operations: readonly OperationInput[]): Promise<OperationValues[]> {
    const places = operations.flatMap(({ materials = [] }, index) =>
      materials.map(({ component_id: id }, place) => ({
        id,
        pointer: `/operations/${index}/materials/${place}/component_id`,
      })),
    );
    const ids = places.map(({ id }) => id);
    const components = await this.products.requireMany(tx, ids, (index) => places[index]!.pointer);
    const workCenters = await this.resources.workCenterRates(tx, workCentersOf(operations));
    const active = [...workCenters.values()].filter((center) => center.is_active);
    const { values, faults } = decideOperations(operations, {
      components,
      units: await this.units.table(tx, ids),
      activeWorkCenterIds: new Set(active.map((center) => center.id)),
    });
    if (faults.length > 0) throw refusalOf(faults);
    return values;
  }

  private async writeOperations(
    tx: Tx,
    routing: Pick<RoutingEntity, 'id' | 'product_id'>,
    operations: readonly OperationValues[],
  ): Promise<void> {
    await insertOperations(tx, routing.id, operations);
    // A template is an edge of no product; who plans with it is checked then.
    if (routing.product_id === null) return;
    const written = { bomIds: [], routingIds: [routing.id] };
    await this.structureCheck.check(tx, [routing.product_id], written, (componentId) => {
      for (const [index, { materials }] of operations.entries()) {
        const place = materials.findIndex((material) => material.component_id === componentId);
        if (place >= 0) return `/operations/${index}/materials/${place}/component_id`;
      }
      return undefined;
    });
  }
}

function workCentersOf(operations: readonly OperationInput[]): number[] {
  const ids = operations.flatMap(({ work_center_id: id, alternates = [] }) => [
    id,
    ...alternates.map((alternate) => alternate.work_center_id),
  ]);
  return [...new Set(ids)];
}

function totalsOf(operations: readonly OperationValues[]) {
  const { setupMinutes, runMinutesPerPiece } = routingTotals(operations);
  return {
    total_setup_time_minutes: roundAmount(setupMinutes),
    total_run_time_minutes: roundAmount(runMinutesPerPiece),
  };
}

function refusalOf(faults: readonly FoundOperationFault[]): DomainError {
  const errors: FieldError[] = faults.map(({ fault, pointer }) => {
    const definition = EngineeringErrors[fault];
    return { pointer: `/operations${pointer}`, code: definition.code, detail: definition.title };
  });
  return new DomainError(EngineeringErrors[faults[0]!.fault], { errors });
}

function activated(routing: RoutingEntity) {
  const payload = {
    id: routing.id,
    product_id: routing.product_id,
    routing_version: routing.routing_version,
  };
  return { type: 'routing.activated', aggregateType: 'routing', aggregateId: routing.id, payload };
}
