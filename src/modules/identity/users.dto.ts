import { EnumField, IdField, NameField, SearchQuery, TextField } from '../../platform/http/index.js';
import { PASSWORD_LENGTH_MAX } from './password.js';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export class CreateUserRequest {
  @TextField({ max: 254, pattern: EMAIL, example: 'operator@example.com' })
  email: string;

  @TextField({ max: PASSWORD_LENGTH_MAX, example: 'seven filament spools' })
  password: string;

  @TextField({ max: 100, description: 'Code of a role.', example: 'operator' })
  role: string;

  @NameField({ optional: true, nullable: true, example: 'Ada' })
  first_name?: string | null;

  @NameField({ optional: true, nullable: true, example: 'Lovelace' })
  last_name?: string | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'For the customer role: whose documents the user sees.',
  })
  customer_id?: number | null;
}

export class UpdateUserRequest {
  @TextField({ optional: true, max: 254, pattern: EMAIL })
  email?: string;

  @TextField({ optional: true, max: 100, example: 'manager' })
  role?: string;

  @EnumField(['active', 'inactive'], { optional: true })
  status?: string;

  @NameField({ optional: true, nullable: true })
  first_name?: string | null;

  @NameField({ optional: true, nullable: true })
  last_name?: string | null;

  @IdField({ optional: true, nullable: true })
  customer_id?: number | null;
}

export class SetPasswordRequest {
  @TextField({ max: PASSWORD_LENGTH_MAX, example: 'seven filament spools' })
  password: string;
}

export class UserListQuery extends SearchQuery {
  @EnumField(['active', 'inactive'], { optional: true })
  status?: string;
}

export class UserResponse {
  /** @example 1 */
  id: number;
  /** @example operator@example.com */
  email: string;
  first_name: string | null;
  last_name: string | null;
  /** Code of the role. @example operator */
  role: string;
  /** @example active */
  status: string;
  customer_id: number | null;
  last_login_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
