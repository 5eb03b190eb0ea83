import { configDefaults, defineConfig } from 'vitest/config';

/** What needs the built package, a browser, or the whole product at work. */
const WHOLE = ['test/{flows,faults,model,browser,package,setup}/**/*.test.ts', 'test/sandbox/page/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Two workers: the flows start real servers, and more of them at once only get in each other's way.
    maxWorkers: 2,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, ...WHOLE] } },
      // A limit against what hangs; hours of the product pass in some of these, and machines differ. Files share what they import:
      // each begins worlds of its own, and loading the product and the SDK anew for each would take a third of the time.
      { extends: true, test: { name: 'whole', include: WHOLE, isolate: false, testTimeout: 120_000, hookTimeout: 60_000 } },
    ],
  },
});
