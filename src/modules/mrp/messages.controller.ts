import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import {
  MessageCountQuery,
  MessageCountResponse,
  MessageListQuery,
  MessageResponse,
} from './messages.dto.js';
import { MessagesService } from './messages.service.js';
import { MrpPermissions } from './mrp.permissions.js';

@ApiTags('Planning messages')
@Controller('mrp/messages')
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get()
  @Operation({
    summary: 'List what a plan asks people to do about orders',
    permission: MrpPermissions.read,
    response: MessageResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: MessageListQuery,
  ): Promise<Page<MessageResponse>> {
    return this.messages.list(principal, query);
  }

  @Get('summary')
  @Operation({
    summary: 'Count the messages of a plan by action',
    permission: MrpPermissions.read,
    response: MessageCountResponse,
    array: true,
  })
  count(
    @CurrentPrincipal() principal: Principal,
    @Query() query: MessageCountQuery,
  ): Promise<MessageCountResponse[]> {
    return this.messages.count(principal, query);
  }
}
