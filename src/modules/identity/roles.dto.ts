import { ArrayMaxSize, ArrayUnique, IsArray, IsString, ValidateIf } from 'class-validator';
import { CodeField, NameField, TextField } from '../../platform/http/index.js';

export class CreateRoleRequest {
  @CodeField({ example: 'planner' })
  code: string;

  @NameField({ example: 'Production planner' })
  name: string;

  @TextField({ optional: true, nullable: true })
  description?: string | null;

  /** Permission codes; `GET /permissions` lists them. @example ["products.read"] */
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsString({ each: true })
  permissions: string[];
}

export class UpdateRoleRequest {
  @NameField({ optional: true })
  name?: string;

  @TextField({ optional: true, nullable: true })
  description?: string | null;

  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsString({ each: true })
  permissions?: string[];
}

export class RoleResponse {
  /** @example 1 */
  id: number;
  /** @example planner */
  code: string;
  /** @example Production planner */
  name: string;
  description: string | null;
  /** Built in: cannot be changed. */
  is_system: boolean;
  /** @example ["products.read"] */
  permissions: string[] | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class PermissionResponse {
  /** @example products.read */
  code: string;
  /** @example See products */
  title: string;
  /** Built-in roles that have it. @example ["admin", "manager"] */
  roles: string[];
}
