import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { LedgerVerifier } from './ledger-verification.js';
import { LotsService } from './lots.service.js';
import { StockReadsService } from './stock-reads.service.js';
import {
  BalanceAsOfQuery,
  BalanceAsOfResponse,
  BalanceListQuery,
  BalanceResponse,
  LotListQuery,
  LotResponse,
  ProductStockResponse,
  UpdateLotRequest,
  ValuationQuery,
  ValuationResponse,
  VerificationResponse,
} from './stock.dto.js';

@ApiTags('Stock')
@Controller('inventory')
export class StockController {
  constructor(
    private readonly reads: StockReadsService,
    private readonly lots: LotsService,
    private readonly verifier: LedgerVerifier,
  ) {}

  @Get('balances')
  @Operation({
    summary: 'Stock by product, location and lot',
    permission: InventoryPermissions.read,
    response: BalanceResponse,
    page: true,
  })
  balances(
    @CurrentPrincipal() principal: Principal,
    @Query() query: BalanceListQuery,
  ): Promise<Page<BalanceResponse>> {
    return this.reads.balances(principal, query);
  }

  @Get('balances/as-of')
  @Operation({
    summary: 'Stock and value by place at the end of a day or at an instant',
    permission: InventoryPermissions.read,
    response: BalanceAsOfResponse,
    page: true,
  })
  balancesAsOf(
    @CurrentPrincipal() principal: Principal,
    @Query() query: BalanceAsOfQuery,
  ): Promise<Page<BalanceAsOfResponse>> {
    return this.reads.balancesAsOf(principal, query.as_of, query);
  }

  @Get('valuation')
  @Operation({
    summary: 'Value of the stock by product, now or at any time',
    permission: InventoryPermissions.value,
    response: ValuationResponse,
    page: true,
  })
  valuation(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ValuationQuery,
  ): Promise<Page<ValuationResponse>> {
    return this.reads.valuation(principal, query.as_of, query);
  }

  @Get('products/:id/stock')
  @Operation({
    summary: 'Stock and value of one product',
    permission: InventoryPermissions.read,
    response: ProductStockResponse,
    errors: [InventoryErrors.stockOfUnknownProduct],
  })
  async productStock(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
  ): Promise<ProductStockResponse> {
    const stock = await this.reads.productStock(principal, id);
    if (!stock) throw new DomainError(InventoryErrors.stockOfUnknownProduct, { extra: { id } });
    return stock;
  }

  @Get('lots')
  @Operation({
    summary: 'List lots',
    permission: InventoryPermissions.read,
    response: LotResponse,
    page: true,
  })
  listLots(
    @CurrentPrincipal() principal: Principal,
    @Query() query: LotListQuery,
  ): Promise<Page<LotResponse>> {
    const { product_id, status, ...page } = query;
    return this.reads.lots(principal, { ...page, where: { product_id, status } });
  }

  @Get('lots/:id')
  @Operation({
    summary: 'Get a lot',
    permission: InventoryPermissions.read,
    response: LotResponse,
    errors: [InventoryErrors.lotNotFound],
  })
  getLot(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<LotResponse> {
    return this.reads.lot(principal, id);
  }

  @Patch('lots/:id')
  @Operation({
    summary: 'Change a lot: hold, quarantine, release, dates',
    permission: InventoryPermissions.lotsWrite,
    versioned: true,
    response: LotResponse,
    errors: [InventoryErrors.lotNotFound],
  })
  updateLot(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateLotRequest,
  ): Promise<LotResponse> {
    return this.lots.update(principal, id, version, body);
  }

  @Get('ledger/verify')
  @Operation({
    summary: 'Prove that balances, values, lots, spools and reservations equal their movements',
    permission: InventoryPermissions.verify,
    response: VerificationResponse,
  })
  verify(@CurrentPrincipal() principal: Principal): Promise<VerificationResponse> {
    return this.verifier.verify(principal);
  }
}
