export class OrganizationResponse {
  /** @example 1 */
  id: number;
  /** @example MAIN */
  code: string;
  /** @example Main company */
  name: string;
  /** @example company */
  organization_type: string;
  is_active: boolean;
  created_at: Date;
  /** @example 1 */
  version: number;
}
