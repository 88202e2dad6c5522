import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { DomainError } from '../../kernel/domain-error.js';
import { PERMISSION_KEY, PUBLIC_KEY, SIGNED_IN } from './access.decorators.js';
import { AccessErrors } from './access.errors.js';
import type { Principal } from './principal.js';

/** Lets a request through when its route is public, or its principal has the route's permission. Forgotten is closed. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC_KEY, targets)) return true;
    await super.canActivate(context);
    const { user } = context.switchToHttp().getRequest<{ user: Principal }>();
    const permission = this.reflector.getAllAndOverride<string>(PERMISSION_KEY, targets);
    if (!permission) throw new Error(`route ${context.getHandler().name} names no permission`);
    if (permission !== SIGNED_IN && !user.permissions.has(permission)) {
      throw new DomainError(AccessErrors.forbidden, {
        detail: `This needs the permission ${permission}.`,
        extra: { permission },
      });
    }
    return true;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error) throw error;
    if (!user) throw new DomainError(AccessErrors.unauthenticated);
    return user;
  }
}
