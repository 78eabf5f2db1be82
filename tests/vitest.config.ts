import { defineConfig, defineProject } from 'vitest/config'
import { withoutServer } from './find-postgres.ts'

interface Tier {
  readonly include: readonly string[]
  readonly exclude?: readonly string[]
  readonly setupFiles?: readonly string[]
  readonly globalSetup?: string
  /** Of a test or a hook, in seconds. Tests wait for facts, so a long limit costs only the test that fails. */
  readonly timeoutS: number
  /** Those with the same order run side by side, and have the same workers. */
  readonly order: number
  readonly workers: number
}

const integration = 'tests/**/*.integration.test.ts'
const browser = 'tests/**/*.browser.test.ts'
const e2e = 'tests/e2e/**/*.test.ts'
const chaos = ['tests/{chaos,fuzzing,simulation}/**/*.test.ts', 'tests/**/*.property.test.ts']

/**
 * What waits most of its time: for processes, sockets, browsers and pauses between retries. One pool runs all of it, so
 * that two cores always have something to do: with four workers, a third of their time was left.
 */
const waiting = { globalSetup: 'tests/bundle-setup.ts', timeoutS: 420, order: 1, workers: 5 } as const

/** What fails fastest comes first. */
const tiers: Readonly<Record<string, Tier>> = {
  /** Functions and objects in memory. `unit-guard.ts` refuses sockets, processes and database files. */
  unit: {
    include: ['tests/**/*.test.ts'],
    exclude: [integration, browser, e2e, ...chaos],
    setupFiles: ['tests/unit-guard.ts'],
    // Some try hundreds of cases, for which a busy machine needs several times as long as an idle one.
    timeoutS: 120,
    order: 0,
    workers: 2,
  },
  /** A few rooms together, over sockets, files and processes. */
  integration: { include: [integration], ...waiting },
  /** Pages in Chromium. */
  browser: { include: [browser], ...waiting },
  /** The whole bot as a process, against simulated platforms. */
  e2e: { include: [e2e], ...waiting },
  /** Random input, failing platforms and kills. */
  chaos: { include: chaos, ...waiting },
}

const leftOut = withoutServer()

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    globalSetup: ['tests/temporary-folder.ts'],
    projects: Object.entries(tiers).map(
      ([name, { include, exclude = [], setupFiles = [], globalSetup, timeoutS, order, workers }]) =>
        defineProject({
          test: {
            name,
            root: new URL('..', import.meta.url).pathname,
            include: [...include],
            exclude: [...exclude, ...leftOut],
            setupFiles: ['tests/setup.ts', ...setupFiles],
            ...(globalSetup && { globalSetup }),
            testTimeout: timeoutS * 1_000,
            // Some hooks install the whole program.
            hookTimeout: 2 * timeoutS * 1_000,
            maxWorkers: workers,
            // Nothing global is changed, so files share the modules they import: loading them again takes half of the time.
            isolate: false,
            sequence: { groupOrder: order },
            expect: { poll: { timeout: (timeoutS / 3) * 1_000 } },
          },
        }),
    ),
  },
})
