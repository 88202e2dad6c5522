import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  CreatePrinterRequest,
  PrinterListQuery,
  PrinterResponse,
  UpdatePrinterRequest,
} from './printers.dto.js';
import { PrintersService } from './resource-masters.service.js';
import { ResourcesErrors } from './resources.errors.js';
import { ResourcesPermissions } from './resources.permissions.js';

@ApiTags('Resources')
@Controller('printers')
export class PrintersController {
  constructor(private readonly service: PrintersService) {}

  @Get()
  @Operation({
    summary: 'List printers',
    permission: ResourcesPermissions.read,
    response: PrinterResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PrinterListQuery,
  ): Promise<Page<PrinterResponse>> {
    const { work_center_id, status, is_active, ...page } = query;
    return this.service.list(principal, { ...page, where: { work_center_id, status, is_active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a printer',
    permission: ResourcesPermissions.read,
    response: PrinterResponse,
    errors: [ResourcesErrors.printerNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<PrinterResponse> {
    return this.service.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a printer',
    permission: ResourcesPermissions.write,
    status: 201,
    idempotent: true,
    response: PrinterResponse,
    errors: [
      ResourcesErrors.printerCodeTaken,
      ResourcesErrors.unknownWorkCenter,
      ResourcesErrors.unknownResource,
      ResourcesErrors.capabilitiesTooLarge,
    ],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreatePrinterRequest,
  ): Promise<PrinterResponse> {
    return this.service.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a printer',
    permission: ResourcesPermissions.write,
    versioned: true,
    response: PrinterResponse,
    errors: [
      ResourcesErrors.printerNotFound,
      ResourcesErrors.printerCodeTaken,
      ResourcesErrors.unknownWorkCenter,
      ResourcesErrors.unknownResource,
      ResourcesErrors.capabilitiesTooLarge,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdatePrinterRequest,
  ): Promise<PrinterResponse> {
    return this.service.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a printer that nothing refers to',
    description: 'What is in use is taken out of use instead: set `is_active` to false.',
    permission: ResourcesPermissions.write,
    status: 204,
    versioned: true,
    errors: [ResourcesErrors.printerNotFound, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.service.remove(principal, id, version);
  }
}
