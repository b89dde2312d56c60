// Folders say where code may run: renderer → shared ← db ← backend ← cli, host, electron. These rules prove it.

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-runs-anywhere',
      comment: 'shared/ imports no Node, Electron, React or any other folder of the project.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(db|backend|cli|host|electron|renderer|tests|scripts)/' },
    },
    {
      name: 'shared-without-node',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-without-screens-and-stores',
      severity: 'error',
      from: { path: '^shared/' },
      to: {
        path: 'node_modules/(electron|react|react-dom|react-aria-components|better-sqlite3|prosemirror-[a-z]+)/',
      },
    },
    {
      name: 'renderer-knows-shared-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(db|backend|cli|host|electron|tests|scripts)/' },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-without-stores',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: 'node_modules/(electron|better-sqlite3)/' },
    },
    {
      name: 'db-without-programs',
      comment: 'The store runs in any Node program: no Electron, no screens.',
      severity: 'error',
      from: { path: '^db/' },
      to: {
        path: '^(backend|cli|host|electron|renderer|tests|scripts)/|node_modules/(electron|react|react-dom)/',
      },
    },
    {
      name: 'programs-without-screens',
      severity: 'error',
      from: { path: '^(backend|cli|host|electron)/' },
      to: { path: '^(renderer|tests|scripts)/' },
    },
    {
      name: 'backend-without-programs',
      comment: 'The backend serves every program and knows none.',
      severity: 'error',
      from: { path: '^backend/' },
      to: { path: '^(cli|host)/' },
    },
    {
      name: 'backend-and-cli-without-electron',
      comment: 'Backend, command line and web host run where there is no Electron.',
      severity: 'error',
      from: { path: '^(backend|cli|host)/' },
      to: { path: '^electron/|node_modules/electron/' },
    },
    {
      name: 'preload-is-small',
      comment: 'A sandboxed preload has electron and nothing else; types are free.',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: {
        pathNot: '^electron/desktop/channels\\.ts$|node_modules/electron/',
        dependencyTypesNot: ['type-only', 'type-import'],
      },
    },
    {
      name: 'no-circles',
      comment:
        'No file imports itself through others, for a type neither: what both need moves to a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(url|raw|inline)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
