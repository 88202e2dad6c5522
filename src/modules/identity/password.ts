import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { fieldRefusal } from '../../kernel/domain-error.js';
import { IdentityErrors } from './identity.errors.js';

export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 200;

/** argon2id with the library's defaults, which follow OWASP's (19 MiB, two passes). */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let decoy: Promise<string> | undefined;

/** Verifies against a decoy when there is no such user, so that the time taken tells nothing. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(16).toString('hex'));
  const matches = await verify(passwordHash ?? (await decoy), password).catch(() => false);
  return matches && passwordHash !== null;
}

/** A password that nobody has chosen: 120 bits, in letters that survive being read aloud. */
export function randomPassword(): string {
  return randomBytes(15).toString('base64url');
}

/** Length is what counts (NIST SP 800-63B); the e-mail's own name and one repeated letter are refused. */
export function checkPasswordStrength(password: string, email: string, pointer = '/password'): void {
  const lower = password.toLowerCase();
  const name = email.split('@')[0]!.toLowerCase();
  const trivial = new Set(lower).size < 4 || (name.length >= 4 && lower.includes(name));
  if (password.length < PASSWORD_LENGTH_MIN || trivial) {
    throw fieldRefusal(
      IdentityErrors.weakPassword,
      pointer,
      `A password has at least ${PASSWORD_LENGTH_MIN} characters, four different ones, and not the name in the e-mail.`,
    );
  }
}
