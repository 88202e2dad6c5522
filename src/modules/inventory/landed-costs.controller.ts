import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { AddLandedCostRequest } from './landed-costs.dto.js';
import { LandedCostsService } from './landed-costs.service.js';
import { MovementResponse } from './stock-movements.dto.js';

@ApiTags('Stock ledger')
@Controller('inventory/landed-costs')
export class LandedCostsController {
  constructor(private readonly landedCosts: LandedCostsService) {}

  @Post()
  @Operation({
    summary: 'Add freight, duty and the like to stock that was received',
    description:
      'Spreads the amount by value (by quantity when all values are zero) and posts one value-only row for each movement. What has left since carries its share, as if the cost had been known in time.',
    permission: InventoryPermissions.value,
    status: 201,
    idempotent: true,
    response: MovementResponse,
    array: true,
    errors: [
      InventoryErrors.costNotAddable,
      InventoryErrors.costBelowZero,
      InventoryErrors.costTooFine,
      InventoryErrors.periodClosed,
      InventoryErrors.methodChanged,
    ],
  })
  add(
    @CurrentPrincipal() principal: Principal,
    @Body() body: AddLandedCostRequest,
  ): Promise<MovementResponse[]> {
    return this.landedCosts.add(principal, body);
  }
}
