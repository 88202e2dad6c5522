import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Runtime } from '../runtime.js';
import type { Principal } from './principal.js';
import { type AccessTokenClaims, PrincipalSource } from './principal-source.js';

/** Reads the bearer token. HS256 alone is accepted, so that a token cannot choose a weaker algorithm. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    runtime: Runtime,
    private readonly principals: PrincipalSource,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // As a key object, since a text would be tried as a public key with every request first.
      secretOrKey: createSecretKey(Buffer.from(runtime.jwtSecret)) as unknown as string,
      algorithms: ['HS256'],
    });
  }

  async validate(claims: AccessTokenClaims): Promise<Principal | false> {
    return (await this.principals.resolve(claims)) ?? false;
  }
}
