/** Tests are compiled to CommonJS by swc: Jest cannot load ES modules on Node 20 without a flag. */
const esmPackages =
  '@nestjs|file-type|strtok3|token-types|uint8array-extras|@tokenizer|@borewit|csv-parse|content-disposition|cookie|mime|@fastify|fastify';

module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*-spec.ts'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages})/)`],
  moduleNameMapper: {
    // Threads run the sources, too.
    '/platform/threads/start-thread\\.js$': '<rootDir>/test/support/start-thread.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testTimeout: 30_000,
  maxWorkers: 2,
  // Modules of a spec file outlive it; a process that has grown is replaced before it only collects garbage.
  workerIdleMemoryLimit: '1200MB',
};
