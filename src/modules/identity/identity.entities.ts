import { OrganizationEntity } from './organization.entity.js';
import { UserEntity } from './user.entity.js';
import { RoleEntity } from './role.entity.js';
import { UserSessionEntity } from './user-session.entity.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';

/** Tables that this module owns. */
export const IDENTITY_ENTITIES = [
  OrganizationEntity,
  UserEntity,
  RoleEntity,
  UserSessionEntity,
  RefreshTokenEntity,
];
