import js from '@eslint/js';
import tseslint from 'typescript-eslint';

// Type-aware rules for all TypeScript. What is switched off says why.
export default tseslint.config(
  {ignores: ['dist/', 'node_modules/', '.data*/', 'coverage/', 'build/']},
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      // Numbers in messages are what these templates are for.
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
      // An arrow that passes a void result on is shorter and as clear.
      '@typescript-eslint/no-confusing-void-expression': ['error', {ignoreArrowShorthand: true}],
      // noPropertyAccessFromIndexSignature asks for the brackets that this rule would remove.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}],
      '@typescript-eslint/consistent-type-imports': 'error',
      // "no-unused" is held by the compiler, with better messages.
      '@typescript-eslint/no-unused-vars': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // mocha's describe and it return nothing that a test waits for.
      '@typescript-eslint/no-floating-promises': 'off',
      // A test may say that the thing is there; if not, it fails right on that line.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {globals: {process: 'readonly', console: 'readonly', URL: 'readonly'}},
  },
);
