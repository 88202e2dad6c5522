import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import {
  BudgetListQuery,
  BudgetResponse,
  CreateBudgetRequest,
  SpendingResponse,
  TakeSpendingRequest,
  UpdateBudgetRequest,
} from './budgets.dto.js';
import { BudgetsService } from './budgets.service.js';
import { FinanceErrors } from './finance.errors.js';
import { FinancePermissions } from './finance.permissions.js';

@ApiTags('Budgets')
@Controller('finance/budgets')
export class BudgetsController {
  constructor(private readonly budgets: BudgetsService) {}

  @Get()
  @Operation({
    summary: 'List budgets',
    permission: FinancePermissions.read,
    response: BudgetResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: BudgetListQuery,
  ): Promise<Page<BudgetResponse>> {
    const { limit, cursor, sort, ...where } = query;
    return this.budgets.list(principal, { limit, cursor, sort, where });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a budget',
    permission: FinancePermissions.read,
    response: BudgetResponse,
    errors: [FinanceErrors.budgetNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<BudgetResponse> {
    return this.budgets.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Write a budget',
    permission: FinancePermissions.write,
    status: 201,
    idempotent: true,
    response: BudgetResponse,
    errors: [ProductsErrors.unknownProduct, FinanceErrors.budgetPeriodStart, FinanceErrors.budgetTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateBudgetRequest,
  ): Promise<BudgetResponse> {
    return this.budgets.create(principal, body);
  }

  @Post('spending')
  @Operation({
    summary: 'Take what was spent from the ledger',
    description:
      'Receipts of purchase orders in the period of each budget, of its product or of everything. Overwrites what people wrote.',
    permission: FinancePermissions.write,
    idempotent: true,
    response: SpendingResponse,
  })
  takeSpending(
    @CurrentPrincipal() principal: Principal,
    @Body() body: TakeSpendingRequest,
  ): Promise<SpendingResponse> {
    return this.budgets.takeSpending(principal, body.from, body.to);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a budget',
    description: 'What is left and the status follow.',
    permission: FinancePermissions.write,
    versioned: true,
    response: BudgetResponse,
    errors: [FinanceErrors.budgetNotFound],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateBudgetRequest,
  ): Promise<BudgetResponse> {
    return this.budgets.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a budget',
    permission: FinancePermissions.write,
    status: 204,
    versioned: true,
    errors: [FinanceErrors.budgetNotFound],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.budgets.remove(principal, id, version);
  }
}
