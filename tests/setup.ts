import fc from 'fast-check'
import { inject } from 'vitest'

/**
 * Property tests use the same inputs every time, so that only a change that breaks something fails. `FC_SEED=random npm
 * test` uses others, and `FC_SEED=12` repeats the failure of that seed.
 */
const seed = process.env.FC_SEED ?? '20260312'

// A property that did not finish its runs has not passed.
fc.configureGlobal({ markInterruptAsFailure: true, ...(seed !== 'random' && { seed: Number(seed) }) })

// Folders that tests leave behind go with the one of the run: `temporary-folder.ts`.
process.env.TMPDIR = inject('temporaryFolder')
