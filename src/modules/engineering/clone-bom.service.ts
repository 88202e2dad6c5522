import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ProductReader } from '../products/index.js';
import { BomWriter } from './bom-writer.js';
import { type BomView, readBom } from './boms.repository.js';
import { bomActivated, type BomHeaderValues } from './boms.service.js';
import { lockStructures } from './structure.query.js';

export type CloneValues = BomHeaderValues & {
  product_id?: number;
  with_alternates?: boolean;
  active?: boolean;
};

/** Copies a BOM into the next version of the same product or of another one. */
@Injectable()
export class CloneBomService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly writer: BomWriter,
  ) {}

  clone(principal: Principal, id: number, values: CloneValues): Promise<BomView> {
    const { with_alternates: withAlternates = true, active = false } = values;
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const source = await readBom(tx, id);
      const productId = values.product_id ?? source.product_id;
      await this.products.requireMany(tx, [productId], () => '/product_id');
      const header = {
        product_id: productId,
        code: values.code === undefined ? source.code : values.code,
        name: values.name === undefined ? source.name : values.name,
        revision: values.revision ?? null,
        output_quantity: values.output_quantity ?? source.output_quantity,
        notes: values.notes === undefined ? source.notes : values.notes,
        effective_from: values.effective_from ?? null,
        effective_to: values.effective_to ?? null,
        allows_repeated_lines: source.allows_repeated_lines,
        is_active: active,
      };
      const alternatesOf = withAlternates ? id : null;
      const cloneId = await this.writer.insertVersion(tx, header, source.lines, {
        alternatesOf,
        byProducts: await this.writer.decideByProducts(tx, productId, source.by_products),
        pointer: '/product_id',
      });
      const clone = await readBom(tx, cloneId);
      if (active) await appendEvents(tx, [bomActivated(clone)]);
      return clone;
    });
  }
}
