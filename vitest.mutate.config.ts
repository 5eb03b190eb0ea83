import { defineConfig } from 'vitest/config';

/** What `npm run mutate` runs for each mutant: only tests that take milliseconds. */
export default defineConfig({
  test: {
    env: { TZ: 'UTC' },
    include: [
      'test/domain/{version,delivery,editing,moving-cards,parking,storm,person}.test.ts',
      'test/domain/asff/times.test.ts',
      'test/slack/{outcome,admit}.test.ts',
      'test/slack/views/{text,links}.test.ts',
      'test/flows/may.test.ts',
    ],
  },
});
