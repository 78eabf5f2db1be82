import { createHash } from 'node:crypto'
import type { DigestId } from '../domain/digest.ts'
import type { DigestSource, ParseResult } from '../domain/digest-repository.ts'
import type { Problem } from '../domain/problem.ts'
import { formatProblem, problemText } from '../i18n/problems.ts'
import { commandLine } from '../lib/command-line.ts'
import { withMethods } from '../lib/with-methods.ts'

/**
 * The hashes of every digest that was ever shipped as a sample, as `isShippedSample()` makes them. Add the new hash when
 * a sample changes and keep the old one: people have copies of it. A test fails until it is here.
 */
const shippedSamples: ReadonlySet<string> = new Set([
  'f114a70885a77347542ad334dcf46f53', // 2026-03-08
  '8826ed07b438c139edaf789a76a4d141', // 2026-03-09
  '2392c8c80a1eb8bed1136044c320ba61', // 2026-03-10
  'c8226b42577e423ef6763829f5f87388', // 2026-03-11
  '6cfc780dd7c9798d6b8416aba4ac2867', // 2026-03-12
  'b4ccfe5f3b86f70d496f59c3f650e47e', // zh/2026-03-12
])

/**
 * Whether a Markdown text without its front matter is that of a shipped sample. Its name, its title, its line ends and
 * blanks do not matter: a copy under another date is still a sample.
 */
export function isShippedSample(body: string): boolean {
  const hash = createHash('sha256').update(body.normalize('NFC').replace(/\s+/g, '')).digest('hex').slice(0, 32)
  return shippedSamples.has(hash)
}

/** Advice about samples in a folder (or in one file). */
export function sampleProblem(file: string): Problem {
  const text = problemText('samples', commandLine('init'))
  return { file, line: 1, column: 1, severity: 'warning', rule: 'samples', ...text }
}

/**
 * The digests without the shipped samples, for a bot whose posts have readers. `problems()` has one line about all
 * samples that were found, and `onSamples` is called with it once.
 */
export function withoutSamples(
  source: DigestSource,
  folder: () => string,
  onSamples: (line: string) => void = () => {},
): DigestSource {
  const hidden = new Set<DigestId>()
  let isReported = false
  /** They may be no samples any more. */
  const forget = (changed: readonly DigestId[]) => {
    for (const id of changed) hidden.delete(id)
    return changed
  }
  const read = async (id: DigestId): Promise<ParseResult | undefined> => {
    const reading = await source.read(id)
    if (!reading?.digest?.isSample) {
      hidden.delete(id)
      return reading
    }
    hidden.add(id)
    if (!isReported) onSamples(formatProblem(sampleProblem(folder())))
    isReported = true
    const { digest: _, ...rest } = reading
    return { ...rest, problems: [sampleProblem(reading.file)] }
  }
  return withMethods(source, {
    days: (publication) => {
      const days = source.days(publication)
      return hidden.size === 0 ? days : days.filter((date) => !hidden.has(`${publication}/${date}`))
    },
    files: () => (hidden.size === 0 ? source.files() : new Map([...source.files()].filter(([id]) => !hidden.has(id)))),
    read,
    get: async (id) => (await read(id))?.digest,
    problems: () => [...source.problems(), ...(hidden.size > 0 ? [sampleProblem(folder())] : [])],
    refresh: async () => forget(await source.refresh()),
    poll: async () => forget(await source.poll()),
    watch: (onChange) => source.watch((changed) => onChange(forget(changed))),
  })
}

/** Reads the newest digests of each publication until one is no sample, so that `days()` lists no newer sample. */
export async function findSamples(source: DigestSource): Promise<void> {
  for (const publication of source.publications()) {
    for (const date of source.days(publication).toReversed()) {
      if (await source.get(`${publication}/${date}`)) break
      if (source.days(publication).includes(date)) break
    }
  }
}
