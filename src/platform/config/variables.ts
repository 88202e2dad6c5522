import {
  flag,
  folderPath,
  listenHost,
  mailAddress,
  oneOf,
  originList,
  postgresUrl,
  secretOf,
  trustedProxies,
  wholeNumber,
} from './validators.js';

const JWT_SECRET_CHARACTERS_MIN = 32;
const METRICS_TOKEN_CHARACTERS_MIN = 16;

/** Every variable that the product reads; `.env.example` explains each of them, and a test compares the two. */
export const VARIABLES = {
  NODE_ENV: oneOf('development', 'production', 'test')({ default: 'development' }),
  HOST: listenHost({ default: '127.0.0.1' }),
  /** Port 0 takes any free one. */
  PORT: wholeNumber(0, 65_535)({ default: 3_000 }),
  DATABASE_URL: postgresUrl({ default: undefined }),
  DATABASE_DIRECT_URL: postgresUrl({ default: undefined }),
  DATABASE_REPLICA_URL: postgresUrl({ default: undefined }),
  DATABASE_POOL_SIZE: wholeNumber(1, 500)({ default: 10 }),
  DATA_DIR: folderPath({ default: './.data' }),
  MIGRATE_ON_START: flag({ default: true }),
  /** Without a word on it: on the embedded engine only. */
  DEMO_DATA: flag({ default: undefined }),
  JWT_SECRET: secretOf(JWT_SECRET_CHARACTERS_MIN)({ default: undefined }),
  ACCESS_TOKEN_MINUTES: wholeNumber(1, 1_440)({ default: 15 }),
  SESSION_HOURS: wholeNumber(1, 8_760)({ default: 8 }),
  ADMIN_EMAIL: mailAddress({ default: 'admin@example.com' }),
  LOG_LEVEL: oneOf(
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  )({
    default: 'info',
    testDefault: 'warn',
  }),
  /** Without a word on it: for people in development, as JSON elsewhere. */
  LOG_PRETTY: flag({ default: undefined }),
  LOCK_TIMEOUT_MS: wholeNumber(1, 600_000)({ default: 5_000 }),
  STATEMENT_TIMEOUT_MS: wholeNumber(1, 3_600_000)({ default: 15_000 }),
  BODY_MAX_BYTES: wholeNumber(1_024, 1_073_741_824)({ default: 1_048_576 }),
  UPLOAD_MAX_BYTES: wholeNumber(1_024, 10_737_418_240)({ default: 52_428_800 }),
  TRUST_PROXY: trustedProxies({ default: false }),
  CORS_ORIGINS: originList({ default: Object.freeze([]) }),
  RATE_LIMIT_PER_MINUTE: wholeNumber(1, 10_000_000)({ default: 600 }),
  LOGIN_RATE_LIMIT_PER_MINUTE: wholeNumber(1, 1_000_000)({ default: 10 }),
  /** 0 switches the rounds off. */
  RESERVATIONS_EVERY_SECONDS: wholeNumber(0, 86_400)({ default: 60, testDefault: 0 }),
  ALERTS_EVERY_SECONDS: wholeNumber(0, 86_400)({ default: 15, testDefault: 0 }),
  /** 0 is never. */
  LEDGER_VERIFY_MINUTES: wholeNumber(0, 10_080)({ default: 60, testDefault: 0 }),
  METRICS_ENABLED: flag({ default: true }),
  METRICS_TOKEN: secretOf(METRICS_TOKEN_CHARACTERS_MIN)({ default: undefined }),
};

/** Their values are never shown in a message. */
export const SECRET_VARIABLES: readonly string[] = [
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'DATABASE_REPLICA_URL',
  'JWT_SECRET',
  'METRICS_TOKEN',
];
