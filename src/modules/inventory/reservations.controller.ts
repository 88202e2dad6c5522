import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { CreateReservationRequest, ReservationListQuery, ReservationResponse } from './reservations.dto.js';
import { ReservationsService } from './reservations.service.js';

@ApiTags('Reservations')
@Controller('inventory/reservations')
export class ReservationsController {
  constructor(private readonly reservations: ReservationsService) {}

  @Get()
  @Operation({
    summary: 'List reservations, newest first',
    permission: InventoryPermissions.read,
    response: ReservationResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ReservationListQuery,
  ): Promise<Page<ReservationResponse>> {
    return this.reservations.list(principal, query);
  }

  @Post()
  @Operation({
    summary: 'Reserve free stock by hand',
    description: 'All of it or nothing. Documents reserve for themselves.',
    permission: InventoryPermissions.reserve,
    status: 201,
    idempotent: true,
    response: ReservationResponse,
    array: true,
    errors: [InventoryErrors.notAvailable, InventoryErrors.productNotFound],
  })
  reserve(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateReservationRequest,
  ): Promise<ReservationResponse[]> {
    return this.reservations.reserve(principal, body);
  }

  @Post(':id/release')
  @Operation({
    summary: 'Release a reservation that was made by hand',
    permission: InventoryPermissions.reserve,
    idempotent: true,
    response: ReservationResponse,
    errors: [
      InventoryErrors.reservationNotFound,
      InventoryErrors.reservationClosed,
      InventoryErrors.reservationOfDocument,
    ],
  })
  release(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ReservationResponse> {
    return this.reservations.release(principal, id);
  }
}
