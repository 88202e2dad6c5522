import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import type { ManufacturingPlan, ManufacturingRequest } from './manufacturing-plan.rules.js';

/** How products are made, for the modules above. */
@Injectable()
export class ProductStructures {
  /** What an order over this quantity needs: operations and materials, scaled; constant number of statements. */
  async manufacturingPlan(_tx: Tx, _request: ManufacturingRequest): Promise<ManufacturingPlan> {
    throw new Error('not written yet');
  }
}
