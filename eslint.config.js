import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

import verbs from './scripts/lint/verbs.js';

const NAMED_ZOD = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
  message: "import * as z from 'zod': a named import brings every language of its messages into the bundles.",
};

const FILE_URL_PATHNAME = {
  selector: "MemberExpression[property.name='pathname'] > NewExpression[callee.name='URL'] MetaProperty",
  message:
    'Use fileURLToPath or import.meta.dirname: the pathname of a file URL is percent-encoded, and no path on Windows.',
};

const WHOLE_STORE = {
  selector: 'CallExpression[callee.name=/^use(Article|View)$/][arguments.length=0]',
  message:
    'Name the parts that are shown (useArticleParts, useViewParts): the caret and the count of commands under way change with every key.',
};

const RAW_SELECT = {
  selector: "JSXOpeningElement[name.name='select']",
  message: 'Use Select (renderer/ui/Select.tsx).',
};

const LETTER_OF_KEY = {
  selector:
    "MemberExpression[object.property.name='key'][object.object.name='event'][property.name=/^(toLowerCase|toUpperCase|length|charCodeAt)$/], MemberExpression[object.name='event'][property.name='code'], CallExpression[callee.property.name='test'] > MemberExpression[object.name='event'][property.name='key']",
  message:
    'Ask renderer/keys.ts (matches, byLetter, latinLetterOf, digitOf): other scripts, layouts and input methods have other letters on their keys.',
};

/** What makes a test run on one machine and silently not on another. */
const TEST_SYNTAX = [
  {
    selector: 'CallExpression[callee.property.name=/^(skipIf|runIf)$/]',
    message: 'Call skip(reason) in the test, so that the closing lines can say why it did not run.',
  },
  {
    selector: "CallExpression[callee.property.name='skip'][arguments.length=0]",
    message: 'Say why: the closing lines name the reason.',
  },
  {
    selector: 'Literal[value=/shared\\u002Fdata|^corpora$/]',
    message:
      'Use describeCorpus (tests/support/beside.ts) or sharedFolder: nothing beside the project need be there.',
  },
];

export default defineConfig(
  globalIgnores(['dist', 'node_modules', 'test-results', 'playwright-report']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { postil: { rules: { verbs } } },
    rules: {
      'postil/verbs': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // `!` states what an index or a row is known to be; noUncheckedIndexedAccess would ask for a branch nobody can reach.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Numbers and booleans in a template say what they say.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNever: true },
      ],
      // A handler may be synchronous where its type allows a promise, and a transport's method must answer one.
      '@typescript-eslint/require-await': 'off',
      // `() => void call()` is how an event handler starts something without waiting for it.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Rows come out of SQLite as the caller says they do: the parameter is the assertion.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Contexts and hosts are plain objects of functions; nothing in them looks at `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Where text is spread, code points are what is meant; graphemes have a module of their own.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // There are no enums (`erasableSyntaxOnly`), and this rule takes a seventh of the time of all.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Classes here have private fields, which no object literal can imitate; this rule takes another seventh of the time.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A fifth of the time of all; see eslint.deprecated.config.js.
      '@typescript-eslint/no-deprecated': 'off',
      'no-restricted-syntax': ['error', NAMED_ZOD, FILE_URL_PATHNAME],
      // Control characters are what the readers look for.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: {
      // Warns that the compiler skips what uses the virtualiser; no compiler is used here.
      'react-hooks/incompatible-library': 'off',
      'no-restricted-syntax': ['error', NAMED_ZOD, FILE_URL_PATHNAME, WHOLE_STORE, RAW_SELECT, LETTER_OF_KEY],
    },
  },
  {
    files: ['renderer/keys.ts'],
    rules: { 'no-restricted-syntax': ['error', NAMED_ZOD, FILE_URL_PATHNAME, WHOLE_STORE, RAW_SELECT] },
  },
  {
    // The kit itself.
    files: ['renderer/ui/Select.tsx'],
    rules: { 'no-restricted-syntax': ['error', NAMED_ZOD, FILE_URL_PATHNAME, WHOLE_STORE, LETTER_OF_KEY] },
  },
  {
    files: ['tests/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', NAMED_ZOD, FILE_URL_PATHNAME, ...TEST_SYNTAX],
      // Matchers such as expect.any() are typed as any by the runner.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['tests/support/beside.ts'],
    rules: { 'no-restricted-syntax': ['error', NAMED_ZOD, FILE_URL_PATHNAME] },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', module: 'writable', URL: 'readonly' },
    },
  },
);
