import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { CountStocktakeService } from './count-stocktake.service.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import {
  CountItemRequest,
  CountLinesRequest,
  StocktakeCountResponse,
  StocktakeItemListQuery,
  StocktakeItemResponse,
  StocktakeItemsRequest,
} from './stocktakes.dto.js';
import { StocktakesService } from './stocktakes.service.js';

const ACTION = { idempotent: true, response: StocktakeItemResponse, array: true } as const;
const STATUS = [
  InventoryErrors.stocktakeNotFound,
  InventoryErrors.stocktakeStatus,
  InventoryErrors.unknownStocktakeItem,
];

@ApiTags('Stocktakes')
@Controller('inventory/stocktakes/:id')
export class StocktakeItemsController {
  constructor(
    private readonly stocktakes: StocktakesService,
    private readonly counting: CountStocktakeService,
  ) {}

  @Get('items')
  @Operation({
    summary: 'List lines of a stocktake, in walking order',
    permission: InventoryPermissions.read,
    response: StocktakeItemResponse,
    page: true,
    errors: [InventoryErrors.stocktakeNotFound],
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: StocktakeItemListQuery,
  ): Promise<Page<StocktakeItemResponse>> {
    return this.stocktakes.items(principal, id, query);
  }

  @Get('items/:item_id/counts')
  @Operation({
    summary: 'Every count of a line',
    permission: InventoryPermissions.stocktakesWrite,
    response: StocktakeCountResponse,
    array: true,
    errors: [InventoryErrors.stocktakeNotFound],
  })
  counts(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('item_id') itemId: number,
  ): Promise<StocktakeCountResponse[]> {
    return this.stocktakes.counts(principal, id, itemId);
  }

  @Post('items/:item_id/counts')
  @Operation({
    summary: 'Count one line',
    permission: InventoryPermissions.stocktakesCount,
    status: 201,
    ...ACTION,
    errors: STATUS,
  })
  countOne(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('item_id') itemId: number,
    @Body() body: CountItemRequest,
  ): Promise<StocktakeItemResponse[]> {
    return this.counting.count(principal, id, [{ ...body, item_id: itemId }]);
  }

  @Post('counts')
  @Operation({
    summary: 'Count up to a thousand lines, all of them or none',
    description:
      'A line is named by its id or by its place. A place that is not on the list is added, expecting what the ledger ' +
      'holds there: mostly nothing. The last count of a line is the one that counts; all of them are kept.',
    permission: InventoryPermissions.stocktakesCount,
    status: 201,
    ...ACTION,
    errors: [
      ...STATUS,
      InventoryErrors.countWithoutPlace,
      InventoryErrors.placeTwice,
      InventoryErrors.productNotFound,
      InventoryErrors.unknownLocation,
      InventoryErrors.locationInactive,
      InventoryErrors.locationElsewhere,
      InventoryErrors.lotRequired,
      InventoryErrors.lotNotTracked,
      InventoryErrors.unknownLot,
      InventoryErrors.lotOfOtherProduct,
    ],
  })
  count(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CountLinesRequest,
  ): Promise<StocktakeItemResponse[]> {
    return this.counting.count(principal, id, body.lines);
  }

  @Post('recounts')
  @Operation({
    summary: 'Ask for another count of lines',
    permission: InventoryPermissions.stocktakesWrite,
    ...ACTION,
    errors: [...STATUS, InventoryErrors.stocktakeItemNotCounted],
  })
  recount(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: StocktakeItemsRequest,
  ): Promise<StocktakeItemResponse[]> {
    return this.counting.recount(principal, id, body.item_ids);
  }

  @Post('acceptances')
  @Operation({
    summary: 'Accept what was counted although it is too far off',
    permission: InventoryPermissions.stocktakesWrite,
    ...ACTION,
    errors: [...STATUS, InventoryErrors.stocktakeItemNotOff],
  })
  accept(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: StocktakeItemsRequest,
  ): Promise<StocktakeItemResponse[]> {
    return this.counting.accept(principal, id, body.item_ids);
  }
}
