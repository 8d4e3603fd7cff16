import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** What each package may import of the others: docs/architecture.md shows the same table. */
const mayImport = {
  io: [],
  image: ['io'],
  crop: ['io', 'image'],
  detect: ['io', 'image', 'crop', 'trace'],
  features: ['io', 'image'],
  results: ['io', 'features'],
  engine: [],
  trace: [],
  model: ['io', 'features', 'engine', 'trace'],
  losses: ['io'],
  data: ['io', 'image', 'features'],
  mining: ['io', 'image', 'features'],
  audit: ['io', 'features'],
  training: ['io', 'features', 'engine', 'model', 'losses', 'data', 'trace', 'audit'],
};
const app = Object.keys(mayImport);

export default tseslint.config(
  { ignores: ['**/dist/**', '**/out-tsc/**', '**/fixtures/**', '**/assembly/**', '**/kernels.d.ts', '.nx/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allow: [],
          depConstraints: [
            ...Object.entries(mayImport).map(([name, allowed]) => ({
              sourceTag: `pkg:${name}`,
              onlyDependOnLibsWithTags: [name, ...allowed].map((n) => `pkg:${n}`),
              ...(['io', 'image', 'crop', 'features', 'results', 'audit', 'data', 'mining'].includes(name)
                ? { bannedExternalImports: ['@tensorflow/*', '@vladmandic/*'] }
                : {}),
              ...(['detect', 'model', 'losses', 'training'].includes(name)
                ? { bannedExternalImports: ['@tensorflow/tfjs-node*', '@tensorflow/tfjs-backend*'] }
                : {}),
            })),
            { sourceTag: 'pkg:app', onlyDependOnLibsWithTags: ['app', ...app].map((n) => `pkg:${n}`) },
            { sourceTag: 'pkg:tool', onlyDependOnLibsWithTags: ['*'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', '**/testing/**/*.ts'],
    // Tests may bring in what the code must not: the trace tests run on the engine package.
    rules: { 'no-console': 'off', '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', process: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
