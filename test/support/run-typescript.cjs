/**
 * Runs a TypeScript source in a process of its own: `node test/support/run-typescript.cjs script.ts [argument …]`. For
 * specs that need a second process; compiled as the tests are.
 */
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, resolve } = require('node:path');
const { transformSync } = require('@swc/core');

const [, options] = require('../../jest.config.cjs').transform['^.+\\.(ts|js|mjs)$'];

/** Threads run the sources, too. */
const START_THREAD = /\/platform\/threads\/start-thread\.js$/;

const originalResolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (START_THREAD.test(request)) return resolve(__dirname, 'start-thread.ts');
  if (/^\.{1,2}\/.*\.js$/.test(request) && parent?.filename?.endsWith('.ts')) {
    const source = resolve(dirname(parent.filename), request.replace(/\.js$/, '.ts'));
    if (existsSync(source)) return originalResolve.call(this, source, parent, ...rest);
  }
  return originalResolve.call(this, request, parent, ...rest);
};

Module._extensions['.ts'] = function (module, filename) {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    ...options,
    filename,
    sourceMaps: 'inline',
    swcrc: false,
  });
  module._compile(code, filename);
};

process.argv.splice(1, 1, resolve(process.argv[2]));
process.argv.splice(2, 1);
require(process.argv[1]);
