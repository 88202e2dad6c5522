import { Injectable } from '@nestjs/common';
import { type Decimal, ONE } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import type { BomEntity } from './bom.entity.js';
import { makeRoom, refuseEmpty, refuseOverlap } from './bom-periods.js';
import { type BomLineInput, repeatedLines } from './bom.rules.js';
import { refuseRevised, refuseVersionInRevision } from './bom-revisions.repository.js';
import { BomWriter } from './bom-writer.js';
import { type BomFilter, boms, type BomSummary, type BomView, listBoms, readBom } from './boms.repository.js';
import { replaceByProducts } from './by-products.repository.js';
import type { ByProductInput } from './by-product.rules.js';
import { EngineeringErrors } from './engineering.errors.js';
import { StructureCheck } from './structure-check.js';
import { lockStructures, readActiveHead } from './structure.query.js';
import { StructureUsage } from './structure-usage.js';

export interface BomHeaderValues {
  code?: string | null;
  name?: string | null;
  revision?: string | null;
  output_quantity?: Decimal;
  effective_from?: string | null;
  effective_to?: string | null;
  allows_repeated_lines?: boolean;
  notes?: string | null;
}

export type NewBomValues = BomHeaderValues & {
  product_id: number;
  active?: boolean;
  lines: BomLineInput[];
  by_products?: ByProductInput[];
};

/** BOMs by version; on any day a product has at most one active one. */
@Injectable()
export class BomsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly writer: BomWriter,
    private readonly structureCheck: StructureCheck,
    private readonly usage: StructureUsage,
    private readonly businessTime: BusinessTime,
  ) {}

  list(principal: Principal, filter: BomFilter): Promise<Page<BomSummary>> {
    return this.transactions.read(principal, (tx) => listBoms(tx, filter));
  }

  get(principal: Principal, id: number): Promise<BomView> {
    return this.transactions.read(principal, (tx) => readBom(tx, id));
  }

  create(principal: Principal, values: NewBomValues): Promise<BomView> {
    const { product_id: productId, active = true, lines } = values;
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      await this.products.requireMany(tx, [productId], () => '/product_id');
      const decided = await this.writer.decide(tx, lines, values.allows_repeated_lines);
      const today = await this.businessTime.today(tx);
      const { bomId: present } = await readActiveHead(tx, productId, today);
      const byProducts = await this.writer.decideByProducts(tx, productId, values.by_products ?? []);
      const header = {
        product_id: productId,
        code: values.code ?? null,
        name: values.name ?? null,
        revision: values.revision ?? null,
        output_quantity: values.output_quantity ?? ONE,
        effective_from: values.effective_from ?? null,
        effective_to: values.effective_to ?? null,
        allows_repeated_lines: values.allows_repeated_lines ?? false,
        notes: values.notes ?? null,
        is_active: active,
      };
      const id = await this.writer.insertVersion(tx, header, decided, { alternatesOf: present, byProducts });
      const bom = await readBom(tx, id);
      if (active) await appendEvents(tx, [bomActivated(bom)]);
      return bom;
    });
  }

  update(principal: Principal, id: number, version: number, values: BomHeaderValues): Promise<BomView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const bom = await boms.lockVersion(tx, id, version);
      const { output_quantity: output } = values;
      if (output && !output.equals(bom.output_quantity)) {
        await refuseVersionInRevision(tx, id);
        await this.refuseUsed(tx, id);
      }
      await checkHeader(tx, bom, values);
      await boms.update(tx, id, version, values);
      return readBom(tx, id);
    });
  }

  replaceLines(principal: Principal, id: number, version: number, lines: BomLineInput[]): Promise<BomView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const bom = await boms.lockVersion(tx, id, version);
      await refuseVersionInRevision(tx, id);
      await this.refuseUsed(tx, id);
      await this.writer.replaceLines(tx, bom, await this.writer.decide(tx, lines, bom.allows_repeated_lines));
      await boms.update(tx, id, version, {});
      return readBom(tx, id);
    });
  }

  replaceByProducts(
    principal: Principal,
    id: number,
    version: number,
    inputs: ByProductInput[],
  ): Promise<BomView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const bom = await boms.lockVersion(tx, id, version);
      await refuseVersionInRevision(tx, id);
      await this.refuseUsed(tx, id);
      await replaceByProducts(tx, id, await this.writer.decideByProducts(tx, bom.product_id, inputs));
      await boms.update(tx, id, version, {});
      return readBom(tx, id);
    });
  }

  /** Makes it active on its days; one that counts on every day takes the place of the one that did. */
  activate(principal: Principal, id: number): Promise<BomView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const bom = await boms.lock(tx, id);
      if (!bom.is_active) {
        await refuseVersionInRevision(tx, id);
        await makeRoom(tx, bom);
        await boms.update(tx, id, bom.version, { is_active: true });
        await this.structureCheck.check(tx, [bom.product_id], { bomIds: [id], routingIds: [] });
        await appendEvents(tx, [bomActivated(bom)]);
      }
      return readBom(tx, id);
    });
  }

  deactivate(principal: Principal, id: number): Promise<BomView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const bom = await boms.lock(tx, id);
      if (bom.is_active) await boms.update(tx, id, bom.version, { is_active: false });
      return readBom(tx, id);
    });
  }

  /** Only a version that no order was made from and that no revision needs; foreign keys see to the rest. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      await boms.lockVersion(tx, id, version);
      const { count, orders } = await this.usage.orders(tx, id, 'all', LIMITS.affectedOrdersToldMax);
      if (count > 0) {
        const codes = orders.map(({ code }) => code);
        throw new DomainError(EngineeringErrors.bomInUse, { extra: { orders: codes, orders_count: count } });
      }
      await refuseRevised(tx, id);
      await boms.remove(tx, id, version);
    });
  }

  private async refuseUsed(tx: Tx, id: number): Promise<void> {
    if (await this.usage.isUsed(tx, { bomId: id })) throw new DomainError(EngineeringErrors.structureInUse);
  }
}

/** Days that overlap with those of another version, and a word on repeated lines that the lines belie. */
async function checkHeader(tx: Tx, bom: BomEntity, values: BomHeaderValues): Promise<void> {
  if (values.effective_from !== undefined || values.effective_to !== undefined) {
    const { effective_from = bom.effective_from, effective_to = bom.effective_to } = values;
    refuseEmpty({ effective_from, effective_to });
    if (bom.is_active) await refuseOverlap(tx, { ...bom, effective_from, effective_to });
  }
  if (values.allows_repeated_lines === false && bom.allows_repeated_lines) {
    const { lines } = await readBom(tx, bom.id);
    if (repeatedLines(lines).length > 0) throw new DomainError(EngineeringErrors.componentsRepeated);
  }
}

export function bomActivated(bom: { id: number; product_id: number; bom_version: number }) {
  const payload = { id: bom.id, product_id: bom.product_id, bom_version: bom.bom_version };
  return { type: 'bom.activated', aggregateType: 'bom', aggregateId: bom.id, payload };
}
