import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';
import { PrintCostQuery, PrintCostResponse } from './print-cost.dto.js';
import { PrintCostService } from './print-cost.service.js';

@ApiTags('Explosion and cost')
@Controller('costs')
export class PrintCostController {
  constructor(private readonly prints: PrintCostService) {}

  @Get('print')
  @Operation({
    summary: 'What a 3D print costs, part by part',
    description:
      'Material, machine, energy and labor, divided by the share of prints that succeed; then post-processing and ' +
      'packaging. What is left out comes from the product, the material, the printer and its work center.',
    permission: EngineeringPermissions.costsRead,
    response: PrintCostResponse,
    errors: [
      ProductsErrors.unknownProduct,
      EngineeringErrors.unknownPrinter,
      EngineeringErrors.unknownWorkCenter,
      EngineeringErrors.unitNotConvertible,
    ],
  })
  cost(@CurrentPrincipal() principal: Principal, @Query() query: PrintCostQuery): Promise<PrintCostResponse> {
    return this.prints.cost(principal, query);
  }
}
