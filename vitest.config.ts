import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], testTimeout: number) => ({
  test: {
    name,
    include,
    exclude: ['**/node_modules/**'],
    testTimeout,
    hookTimeout: testTimeout,
    environment: 'node' as const,
    setupFiles: ['tools/vitest-setup.ts'],
    globalSetup: ['tools/vitest-databases.ts'],
  },
});

export default defineConfig({
  test: {
    reporters: ['default', './tools/counts-reporter.ts'],
    maxWorkers: 2,
    projects: [
      project('unit', ['{src,web,lab,bench,tools}/**/*.test.{ts,tsx}'], 600_000),
      project('acceptance', ['test/acceptance/**/*.test.ts'], 1_800_000),
      project('soak', ['test/soak/**/*.test.ts'], 24 * 3_600_000),
    ],
  },
});
