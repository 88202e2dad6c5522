import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import {
  CreateReservationRequest,
  ReservationListQuery,
  ReservationResponse,
  ReservedResponse,
  UpdateReservationRequest,
} from './reservations.dto.js';
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

  @Get(':id')
  @Operation({
    summary: 'Get a reservation',
    permission: InventoryPermissions.read,
    response: ReservationResponse,
    errors: [InventoryErrors.reservationNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ReservationResponse> {
    return this.reservations.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Reserve free stock by hand',
    description:
      'All of it or nothing, unless `partial` is enough or `allow_shortage` lets the rest wait. What waits is a row without a ' +
      'place; it is filled as soon as stock comes or is freed, the most urgent first, then the oldest. Documents reserve for ' +
      'themselves.',
    permission: InventoryPermissions.reserve,
    status: 201,
    idempotent: true,
    response: ReservedResponse,
    array: true,
    errors: [
      InventoryErrors.notAvailable,
      InventoryErrors.productNotFound,
      InventoryErrors.unknownLocation,
      InventoryErrors.unknownLot,
      InventoryErrors.reservationSource,
      InventoryErrors.reservationExpiry,
    ],
  })
  reserve(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateReservationRequest,
  ): Promise<ReservedResponse[]> {
    return this.reservations.reserve(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change how urgent a reservation is, and how long it is kept',
    description: 'All rows that were made together change together. Only what was made by hand can run out.',
    permission: InventoryPermissions.reserve,
    versioned: true,
    response: ReservationResponse,
    errors: [
      InventoryErrors.reservationNotFound,
      InventoryErrors.reservationClosed,
      InventoryErrors.reservationOfDocument,
      InventoryErrors.reservationExpiry,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateReservationRequest,
  ): Promise<ReservationResponse> {
    return this.reservations.update(principal, id, version, body);
  }

  @Post(':id/fill')
  @Operation({
    summary: 'Give a waiting demand what is free by now',
    description:
      'Happens by itself when stock comes or is freed. More urgent demands of the product are served before it.',
    permission: InventoryPermissions.reserve,
    idempotent: true,
    response: ReservationResponse,
    errors: [
      InventoryErrors.reservationNotFound,
      InventoryErrors.reservationClosed,
      InventoryErrors.reservationNotWaiting,
    ],
  })
  fill(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ReservationResponse> {
    return this.reservations.fill(principal, id);
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
