import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { cleanEnv } from 'envalid';
import { ConfigError } from './config-error.js';
import { NotAllowed } from './validators.js';
import { SECRET_VARIABLES, VARIABLES } from './variables.js';

type Values = ReturnType<typeof cleanEnv<typeof VARIABLES>>;
type Plain = { readonly [K in keyof typeof VARIABLES]: Values[K] };

/** The whole configuration of one process, checked; the keys are the variables' names. */
export type AppConfig = Omit<Plain, 'DEMO_DATA' | 'LOG_PRETTY'> & {
  readonly DEMO_DATA: boolean;
  readonly LOG_PRETTY: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** A `.env` file in the working directory fills in what the environment does not say. Tests do not look at it. */
function withEnvFile(env: Environment): Environment {
  const file = join(process.cwd(), '.env');
  if (env !== process.env || env.NODE_ENV === 'test' || !existsSync(file)) return env;
  return { ...parse(readFileSync(file, 'utf8')), ...env };
}

/** Compose files and forms hand over an empty text for "not set". */
function withoutEmptyValues(env: Environment): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') given[name] = value.trim();
  }
  return given;
}

function describe(name: string, error: Error, given: string | undefined): string {
  if (!(error instanceof NotAllowed)) return `${name} is not set.`;
  const value = SECRET_VARIABLES.includes(name) ? '' : ` is "${given}", but`;
  return `${name}${value} must be ${error.allowed}.`;
}

function clean(given: Record<string, string>): Plain {
  const values = cleanEnv(given, VARIABLES, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors)) {
        throw new ConfigError(describe(name, error as Error, given[name]));
      }
    },
  });
  const names = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Plain;
}

/** Reads and checks the environment once; a variable that cannot be used is a `ConfigError`. */
export function loadConfig(env: Environment = process.env): AppConfig {
  const values = clean(withoutEmptyValues(withEnvFile(env)));
  if (values.DATABASE_URL !== undefined && values.JWT_SECRET === undefined) {
    throw new ConfigError(
      'JWT_SECRET must be set, at least 32 characters long, when DATABASE_URL is: every process behind one database signs with the same secret.',
    );
  }
  if (values.DATABASE_URL === undefined) {
    for (const name of ['DATABASE_DIRECT_URL', 'DATABASE_REPLICA_URL'] as const) {
      if (values[name] !== undefined) throw new ConfigError(`${name} must not be set without DATABASE_URL.`);
    }
  }
  return Object.freeze({
    ...values,
    DEMO_DATA: values.DEMO_DATA ?? values.DATABASE_URL === undefined,
    LOG_PRETTY: values.LOG_PRETTY ?? values.NODE_ENV === 'development',
  });
}
