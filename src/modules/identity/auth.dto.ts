import { TextField } from '../../platform/http/index.js';
import { PASSWORD_LENGTH_MAX } from './password.js';

export class SignInRequest {
  @TextField({ max: 254, example: 'admin@example.com' })
  email: string;

  @TextField({ max: PASSWORD_LENGTH_MAX, example: 'correct horse battery' })
  password: string;
}

export class RefreshRequest {
  @TextField({ max: 200, example: 'Jq3v…' })
  refresh_token: string;
}

export class ChangePasswordRequest {
  @TextField({ max: PASSWORD_LENGTH_MAX, example: 'correct horse battery' })
  current_password: string;

  @TextField({ max: PASSWORD_LENGTH_MAX, example: 'seven filament spools' })
  new_password: string;
}

export class TokensResponse {
  /** Send it as `Authorization: Bearer …`. */
  access_token: string;
  /** @example Bearer */
  token_type: string;
  /** Seconds until the access token ends. @example 900 */
  expires_in: number;
  /** Good for one refresh. */
  refresh_token: string;
}

export class MeResponse {
  /** @example 1 */
  user_id: number;
  /** @example 1 */
  organization_id: number;
  /** @example admin@example.com */
  email: string;
  first_name: string | null;
  last_name: string | null;
  /** @example admin */
  role: string;
  /** @example ["products.read"] */
  permissions: string[];
}
