import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  CreateCustomerRequest,
  CustomerListQuery,
  CustomerResponse,
  UpdateCustomerRequest,
} from './customers.dto.js';
import { CustomersService } from './customers.service.js';
import { SalesErrors } from './sales.errors.js';
import { SalesPermissions } from './sales.permissions.js';

@ApiTags('Customers')
@Controller('customers')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Get()
  @Operation({
    summary: 'List customers',
    permission: SalesPermissions.customersRead,
    response: CustomerResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CustomerListQuery,
  ): Promise<Page<CustomerResponse>> {
    const { status, ...page } = query;
    return this.customers.list(principal, { ...page, where: { status } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a customer',
    permission: SalesPermissions.customersRead,
    response: CustomerResponse,
    errors: [SalesErrors.customerNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<CustomerResponse> {
    return this.customers.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a customer',
    permission: SalesPermissions.customersWrite,
    status: 201,
    idempotent: true,
    response: CustomerResponse,
    errors: [SalesErrors.customerNeedsName, SalesErrors.customerNumberTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateCustomerRequest,
  ): Promise<CustomerResponse> {
    return this.customers.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a customer',
    permission: SalesPermissions.customersWrite,
    versioned: true,
    response: CustomerResponse,
    errors: [SalesErrors.customerNotFound, SalesErrors.customerNeedsName],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateCustomerRequest,
  ): Promise<CustomerResponse> {
    return this.customers.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a customer without documents',
    permission: SalesPermissions.customersWrite,
    status: 204,
    versioned: true,
    errors: [SalesErrors.customerNotFound, SalesErrors.customerInUse],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.customers.remove(principal, id, version);
  }
}
