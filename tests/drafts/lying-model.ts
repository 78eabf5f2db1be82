/** A model that lies on purpose. It is called over HTTP, as any other, and its service fails at times. */

import type { DraftSection } from '../../src/domain/draft.ts'
import { bodyParts } from '../../src/drafts/prompt.ts'
import type { Scripted } from './model-server.ts'
import type { Pair } from './pairs.ts'

/** Sections that have the form that a model is asked for. */
export function isAnswerable({ section }: Pair): boolean {
  const { body, takeaways } = section
  return body.length >= bodyParts.length && body.length <= 9 && takeaways.length >= 2 && takeaways.length <= 5
}

/** The section as a model answers it. */
export function answerOf({ title, tag = '', body, takeaways }: DraftSection): unknown {
  const places = (evidence: DraftSection['body'][number]['evidence']) => evidence.map(({ sentence }) => sentence)
  return {
    title,
    tag,
    body: body.map(({ text, evidence }, at) => ({
      part: bodyParts[Math.min(at, bodyParts.length - 1)],
      text,
      evidence: places(evidence),
    })),
    takeaways: takeaways.map(({ text, kind, evidence }, at) => ({
      part: at === 0 ? 'mechanism' : at === 1 ? 'action' : 'distrust',
      kind,
      text,
      evidence: places(evidence),
    })),
  }
}

/** One request in so many fails in a way of its own. */
const failing = 12

/** What a service does with an answer: mostly it sends it. */
export function served(json: unknown, random: () => number): Scripted {
  const faults: readonly Scripted[] = [
    { status: 429, headers: { 'retry-after': '1' } },
    { status: 500 },
    { cut: true },
    { prose: `Here is the section:\n\n\`\`\`json\n${JSON.stringify(json)}\n\`\`\`\nI hope that it helps.` },
    { json: { ...(json as object), confidence: 0.9 } },
    { json, pieces: 3, pauseMs: 0 },
  ]
  const fault = random() * failing < 1 ? faults[Math.floor(random() * faults.length)] : undefined
  return fault ?? { json }
}
