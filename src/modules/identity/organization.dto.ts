export class OrganizationResponse {
  /** @example 1 */
  id: number;
  /** @example MAIN */
  code: string;
  /** @example Main company */
  name: string;
  /** @example company */
  organization_type: string;
  parent_organization_id: number | null;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
