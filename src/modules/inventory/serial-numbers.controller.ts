import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import {
  CreateSerialBatchRequest,
  SerialBatchListQuery,
  SerialBatchResponse,
  SerialListQuery,
  SerialResponse,
  UpdateSerialRequest,
} from './serial-numbers.dto.js';
import { SerialNumbersService } from './serial-numbers.service.js';

@ApiTags('Serial numbers')
@Controller('inventory/serial-numbers')
export class SerialNumbersController {
  constructor(private readonly serials: SerialNumbersService) {}

  @Get()
  @Operation({
    summary: 'List serial numbers',
    permission: InventoryPermissions.read,
    response: SerialResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SerialListQuery,
  ): Promise<Page<SerialResponse>> {
    const { product_id, batch_id, lot_id, production_order_id, sales_order_line_id, status, ...page } = query;
    const where = { product_id, batch_id, lot_id, production_order_id, sales_order_line_id, status };
    return this.serials.list(principal, { ...page, where });
  }

  @Post('batches')
  @Operation({
    summary: 'Make serial numbers in bulk',
    description:
      'Up to 10,000 in a row, all of them or none. Without a start they go on where the series of the product and the prefix ' +
      'stands, without gaps however many ask at once.',
    permission: InventoryPermissions.serialsWrite,
    status: 201,
    idempotent: true,
    response: SerialBatchResponse,
    errors: [
      InventoryErrors.productNotFound,
      InventoryErrors.serialsNotTracked,
      InventoryErrors.serialPattern,
      InventoryErrors.serialTaken,
      InventoryErrors.unknownLot,
      InventoryErrors.lotOfOtherProduct,
      InventoryErrors.unknownProductionOrder,
    ],
  })
  generate(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateSerialBatchRequest,
  ): Promise<SerialBatchResponse> {
    return this.serials.generate(principal, body);
  }

  @Get('batches')
  @Operation({
    summary: 'List batches of serial numbers, newest first',
    permission: InventoryPermissions.read,
    response: SerialBatchResponse,
    page: true,
  })
  batches(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SerialBatchListQuery,
  ): Promise<Page<SerialBatchResponse>> {
    return this.serials.batches(principal, query);
  }

  @Get('batches/:id')
  @Operation({
    summary: 'Get a batch of serial numbers',
    permission: InventoryPermissions.read,
    response: SerialBatchResponse,
    errors: [InventoryErrors.serialBatchNotFound],
  })
  batch(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SerialBatchResponse> {
    return this.serials.batch(principal, id);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a serial number',
    permission: InventoryPermissions.read,
    response: SerialResponse,
    errors: [InventoryErrors.serialNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SerialResponse> {
    return this.serials.get(principal, id);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a serial number: status, lot, the line that it was sold with',
    description: 'A return names its reason. Stock is moved by the movements of its product, not by this.',
    permission: InventoryPermissions.serialsWrite,
    versioned: true,
    response: SerialResponse,
    errors: [
      InventoryErrors.serialNotFound,
      InventoryErrors.serialStatus,
      InventoryErrors.serialReturnReason,
      InventoryErrors.unknownLot,
      InventoryErrors.lotOfOtherProduct,
      InventoryErrors.unknownSalesLine,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateSerialRequest,
  ): Promise<SerialResponse> {
    return this.serials.update(principal, id, version, body);
  }
}
