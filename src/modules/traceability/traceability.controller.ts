import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { BothWaysResponse, RecallResponse, SerialTraceResponse, TraceResponse } from './traceability.dto.js';
import { TraceabilityErrors } from './traceability.errors.js';
import { TraceabilityPermissions } from './traceability.permissions.js';
import { TraceabilityService } from './traceability.service.js';

const LOT = { permission: TraceabilityPermissions.read, errors: [TraceabilityErrors.lotNotFound] } as const;

@ApiTags('Traceability')
@Controller('traceability')
export class TraceabilityController {
  constructor(private readonly traces: TraceabilityService) {}

  @Get('lots/:id')
  @Operation({ summary: 'Trace a lot both ways', ...LOT, response: BothWaysResponse })
  lotBothWays(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<BothWaysResponse> {
    return this.traces.lotBothWays(principal, id);
  }

  @Get('lots/:id/upstream')
  @Operation({
    summary: 'Trace a lot back to the supplier receipts that it was made from',
    description:
      'Through any number of levels: orders, their operations and printers, spools, lots, receipts, vendors.',
    ...LOT,
    response: TraceResponse,
  })
  upstream(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<TraceResponse> {
    return this.traces.lot(principal, id, 'upstream');
  }

  @Get('lots/:id/downstream')
  @Operation({
    summary: 'Trace a lot forward to what was made of it, and who received that',
    ...LOT,
    response: TraceResponse,
  })
  downstream(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<TraceResponse> {
    return this.traces.lot(principal, id, 'downstream');
  }

  @Get('lots/:id/recall')
  @Operation({
    summary:
      'Recall list of a lot: everything that it is in, where that lies now, and which customers received how much',
    ...LOT,
    response: RecallResponse,
  })
  recall(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RecallResponse> {
    return this.traces.recall(principal, id);
  }

  @Get('production-orders/:id')
  @Operation({
    summary: 'Trace a production order both ways',
    permission: TraceabilityPermissions.read,
    response: BothWaysResponse,
    errors: [TraceabilityErrors.orderNotFound],
  })
  order(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<BothWaysResponse> {
    return this.traces.order(principal, id);
  }

  @Get('spools/:id')
  @Operation({
    summary: 'Trace a spool: the lot that is on it, and everything that was printed from it',
    permission: TraceabilityPermissions.read,
    response: BothWaysResponse,
    errors: [TraceabilityErrors.spoolNotFound],
  })
  spool(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<BothWaysResponse> {
    return this.traces.spool(principal, id);
  }

  @Get('serial-numbers/:id')
  @Operation({
    summary: 'Trace a piece back to what it was made from, and tell who has it',
    permission: TraceabilityPermissions.read,
    response: SerialTraceResponse,
    errors: [TraceabilityErrors.serialNotFound],
  })
  serial(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SerialTraceResponse> {
    return this.traces.serial(principal, id);
  }
}
