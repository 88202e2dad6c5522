import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/index.js';

export interface UserForLogin {
  organization_id: number;
  user_id: number;
  password_hash: string;
  status: string;
  failed_login_attempts: number;
  locked_until: Date | null;
}

export interface RefreshTokenOwner {
  organization_id: number;
  refresh_token_id: number;
  session_id: number;
  user_id: number;
}

/**
 * The only ways around row level security, all of them here: who signs in does not know its organization yet. Each is a
 * narrow SECURITY DEFINER function that takes one exact key and gives one row.
 */
@Injectable()
export class RowSecurityLookups {
  constructor(private readonly transactions: Transactions) {}

  async userByEmail(email: string): Promise<UserForLogin | null> {
    const rows = await this.transactions.lookup<UserForLogin>('SELECT * FROM auth_find_user_by_email($1)', [
      email,
    ]);
    return rows[0] ?? null;
  }

  async refreshTokenByHash(tokenHash: string): Promise<RefreshTokenOwner | null> {
    const rows = await this.transactions.lookup<RefreshTokenOwner>(
      'SELECT * FROM auth_find_refresh_token($1)',
      [tokenHash],
    );
    return rows[0] ?? null;
  }
}
