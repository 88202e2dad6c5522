import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

export const PERMISSION_KEY = 'millwright:permission';
export const PUBLIC_KEY = 'millwright:public';

/** The permission that a route asks for. Every route has one, or is `@Public()`. */
export const RequirePermission = (permission: string) => SetMetadata(PERMISSION_KEY, permission);

/** A route that needs no credential: signing in, health, metrics. */
export const Public = () => SetMetadata(PUBLIC_KEY, true);

/** A route that any signed-in user may call (own profile, own password). */
export const SIGNED_IN = 'signed_in';

export type AuthenticatedRequest = FastifyRequest & { user?: Principal };

/** The principal of the request, as the guard found it. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!user) throw new Error('a route without a guard asked for its principal');
  return user;
});
