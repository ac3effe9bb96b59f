import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ambient = [
  { object: 'Date', property: 'now', message: 'The clock is an argument below ops/.' },
  { object: 'Math', property: 'random', message: 'Chance is an argument below ops/.' },
  { object: 'Number', property: 'parseFloat', message: 'No amount passes through a binary float.' },
];

export default defineConfig(
  { ignores: ['**/node_modules/**', '.cache/**', 'demo/**', '**/*.js', '**/*.cjs'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: false }],
      complexity: ['error', 10],
      eqeqeq: 'error',
    },
  },
  {
    files: ['schemas/**/*.ts', 'connectors/**/*.ts', 'pipelines/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'console', 'parseFloat'],
      'no-restricted-properties': ['error', ...ambient],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The clock is an argument below ops/.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: 'test' }] },
      ],
    },
  },
);
