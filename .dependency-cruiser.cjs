/**
 * The house: imports go down the floors, a module is entered by its index.ts, and inside a module the suffix is the
 * layer. One line a module; a new edge is a reviewed one-line change.
 */
const EVERYBODY = ['identity', 'settings'];
const MODULES = {
  identity: [],
  settings: ['identity'],
  products: EVERYBODY,
  resources: EVERYBODY,
  inventory: [...EVERYBODY, 'products'],
  engineering: [...EVERYBODY, 'products', 'resources', 'inventory'],
  spools: [...EVERYBODY, 'products', 'resources', 'inventory'],
  quality: [...EVERYBODY, 'products', 'inventory'],
  purchasing: [...EVERYBODY, 'products', 'inventory', 'spools', 'quality'],
  sales: [...EVERYBODY, 'products', 'inventory', 'engineering'],
  production: [...EVERYBODY, 'products', 'resources', 'inventory', 'engineering', 'spools', 'quality'],
  maintenance: [...EVERYBODY, 'products', 'resources', 'inventory'],
  finance: [
    ...EVERYBODY,
    'products',
    'resources',
    'inventory',
    'engineering',
    'spools',
    'quality',
    'purchasing',
    'sales',
    'production',
    'maintenance',
  ],
  mrp: [
    ...EVERYBODY,
    'products',
    'resources',
    'inventory',
    'engineering',
    'purchasing',
    'sales',
    'production',
    'maintenance',
    'finance',
  ],
  // Everything below may be read; so far it reads tables and imports none of them.
  traceability: EVERYBODY,
};

const moduleRules = Object.entries(MODULES).map(([name, allowed]) => ({
  name: `module-${name}`,
  comment: `${name} may import ${allowed.join(', ') || 'no module'}.`,
  severity: 'error',
  from: { path: `^src/modules/${name}/` },
  to: { path: '^src/modules/', pathNot: `^src/modules/(${[name, ...allowed].join('|')})/` },
}));

const inside = '^src/modules/([^/]+)/';

module.exports = {
  forbidden: [
    ...moduleRules,
    {
      name: 'unlisted-module',
      comment: 'A module stands in the table above before it has code.',
      severity: 'error',
      from: { path: `^src/modules/(?!(${Object.keys(MODULES).join('|')})/)` },
      to: {},
    },
    {
      name: 'no-cycle',
      comment: 'Under ES modules a cycle is a crash at start.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'front-door',
      comment: 'Another module is entered by its index.ts, or by its rules.ts, which is pure.',
      severity: 'error',
      from: { path: inside },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/(index|rules)\\.ts$'] },
    },
    {
      name: 'kernel-is-pure',
      comment: 'The kernel knows decimal.js and nothing else.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^src/kernel/', 'node_modules/decimal\\.js/'] },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|cli|demo)/|^src/[^/]+\\.ts$' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules and states decide; they import the kernel and their own kind.',
      severity: 'error',
      from: { path: '\\.(rules|states)\\.ts$' },
      to: {
        pathNot: [
          '^src/kernel/',
          '\\.(rules|states)\\.ts$',
          'movement\\.ts$',
          'node_modules/(luxon|decimal\\.js)/',
        ],
      },
    },
    {
      name: 'repositories-serve-services',
      severity: 'error',
      from: { path: `${inside}.*\\.(repository|query)\\.ts$` },
      to: { path: '^src/modules/.*\\.(controller|dto|service)\\.ts$' },
    },
    {
      name: 'services-know-no-controller',
      severity: 'error',
      from: { path: '\\.service\\.ts$' },
      to: { path: '\\.controller\\.ts$' },
    },
    {
      name: 'controllers-know-no-tables',
      severity: 'error',
      from: { path: '^src/modules/.*\\.controller\\.ts$' },
      to: { path: '(\\.(repository|query|entity)\\.ts$)|(node_modules/typeorm/)' },
    },
    {
      name: 'entities-stay-alone',
      severity: 'error',
      from: { path: '\\.entity\\.ts$' },
      to: { pathNot: ['^src/kernel/', 'node_modules/typeorm/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
