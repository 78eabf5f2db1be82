import type { Layout, PlatformName } from '../domain/destination.ts'
import type { ParseResult } from '../domain/digest-repository.ts'
import { parsePartKey } from '../domain/part-key.ts'
import type { Problem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { problemText } from '../i18n/problems.ts'
import { preview } from './preview.ts'
import { platforms } from './registry.ts'

/** The number of messages of a digest in one layout. */
export interface MessageCount {
  readonly platform: PlatformName
  readonly layout: Layout
  readonly all: number
  /** How many of them are in no thread. */
  readonly inChannel: number
  /** Whether it is the layout of new destinations on that platform. */
  readonly isDefault: boolean
}

interface Examination {
  /** What the platforms would refuse, with the place in the file that causes it. */
  readonly refusals: readonly Problem[]
  readonly messages: readonly MessageCount[]
}

/** What a digest is on each platform in each layout. */
export async function examineMessages({ file, digest, at }: ParseResult, vocabulary: Vocabulary): Promise<Examination> {
  if (!digest) return { refusals: [], messages: [] }
  const messages: MessageCount[] = []
  const found = new Map<string, Problem>()
  const checked = new Set<object>()
  for (const { name, layouts, load } of platforms) {
    const { explain } = await load.validator()
    // The layout `thread` sends the same messages as `sections`.
    for (const layout of layouts.filter((each) => each !== 'thread')) {
      const parts = await preview(digest, name, layout, vocabulary)
      const inChannel = parts.filter(({ part }) => part.under === undefined).length
      const counted = { platform: name, all: parts.length }
      messages.push({ ...counted, layout, inChannel, isDefault: layout === layouts[0] })
      if (layout === 'sections' && layouts.includes('thread'))
        messages.push({ ...counted, layout: 'thread', inChannel: 1, isDefault: layouts[0] === 'thread' })
      for (const { part, call } of parts) {
        // Layouts share most of their messages; where one is posted does not matter here.
        if (checked.has(part.body)) continue
        checked.add(part.body)
        const refusal = explain(call)
        if (!refusal) continue
        const piece = parsePartKey(part.key)?.piece
        const section =
          piece?.type === 'section' ? digest.sections.find(({ number }) => number === piece.number) : undefined
        const { line, column } = at(section ?? digest) ?? { line: 1, column: 1 }
        const text = problemText('refused-part', platformTitle(name), part.key, refusal)
        const rule = `refused-by-${name}`
        found.set(JSON.stringify(text), { file, line, column, severity: 'error', rule, ...text })
      }
    }
  }
  return { refusals: [...found.values()], messages }
}
