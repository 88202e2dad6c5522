export { AccessGuard } from './access.guard.js';
export { AccessErrors } from './access.errors.js';
export {
  type AuthenticatedRequest,
  CurrentPrincipal,
  PERMISSION_KEY,
  Public,
  PUBLIC_KEY,
  RequirePermission,
  SIGNED_IN,
} from './access.decorators.js';
export { JwtStrategy } from './jwt.strategy.js';
export {
  allPermissions,
  BUILT_IN_ROLES,
  type BuiltInRole,
  definePermissions,
  permissionsOfRole,
} from './permissions.js';
export { type IdempotentRequest, type Principal, systemPrincipal } from './principal.js';
export { type AccessTokenClaims, PrincipalSource } from './principal-source.js';
