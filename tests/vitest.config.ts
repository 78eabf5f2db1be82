import { defineConfig, defineProject } from 'vitest/config'

interface Tier {
  readonly include: readonly string[]
  readonly exclude?: readonly string[]
  readonly setupFiles?: readonly string[]
  /** Of a test or a hook, in seconds. Tests wait for facts, so a long limit costs only the test that fails. */
  readonly timeoutS: number
  readonly workers: number
  /** Whether each file gets a process of its own. */
  readonly isolate: boolean
}

const integration = 'tests/**/*.integration.test.ts'
const browser = 'tests/**/*.browser.test.ts'
const e2e = 'tests/e2e/**/*.test.ts'
const chaos = 'tests/{chaos,fuzzing,simulation}/**/*.test.ts'

/** In the order in which they run: what fails fastest comes first. */
const tiers: Readonly<Record<string, Tier>> = {
  /** Functions and objects in memory. `unit-guard.ts` refuses sockets, processes and database files. */
  unit: {
    include: ['tests/**/*.test.ts'],
    exclude: [integration, browser, e2e, chaos],
    setupFiles: ['tests/unit-guard.ts'],
    // Properties try hundreds of cases, for which a busy machine needs several times as long as an idle one.
    timeoutS: 120,
    workers: 2,
    // Nothing global is changed, so files share the modules they import: loading them anew takes half of the time.
    isolate: false,
  },
  /** A few rooms together, over sockets, files and processes. These wait a lot, so two cores have time for three. */
  integration: { include: [integration], timeoutS: 120, workers: 3, isolate: true },
  /** Pages in Chromium. */
  browser: { include: [browser], timeoutS: 120, workers: 2, isolate: true },
  /** The whole bot as a process, against simulated platforms. */
  e2e: { include: [e2e], timeoutS: 120, workers: 3, isolate: true },
  /** Random input, failing platforms and kills. */
  chaos: { include: [chaos], timeoutS: 120, workers: 3, isolate: true },
}

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: ['tests/temporary-folder.ts'],
    projects: Object.entries(tiers).map(
      ([name, { include, exclude = [], setupFiles = [], timeoutS, workers, isolate }], order) =>
        defineProject({
          test: {
            name,
            root: new URL('..', import.meta.url).pathname,
            include: [...include],
            exclude: [...exclude],
            setupFiles: ['tests/setup.ts', ...setupFiles],
            testTimeout: timeoutS * 1_000,
            hookTimeout: timeoutS * 1_000,
            maxWorkers: workers,
            isolate,
            sequence: { groupOrder: order },
            expect: { poll: { timeout: (timeoutS / 2) * 1_000 } },
          },
        }),
    ),
  },
})
