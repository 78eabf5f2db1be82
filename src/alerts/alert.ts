import { z } from 'zod'
import type { AlertRecord } from '../domain/alert.ts'
import type { Messages } from '../i18n/en/index.ts'

export type AlertMessages = Messages['alerts']

/** In the order in which a message lists them. */
export const alertKinds = [
  'ledger',
  'memory',
  'platform',
  'pull',
  'uncertain',
  'paused',
  'failed',
  'refused',
  'late',
  'digest',
  'review',
  'stale',
  'source',
  'resolved',
] as const
export type AlertKind = (typeof alertKinds)[number]

const button = z.union([
  z.object({ label: z.string(), url: z.string() }),
  z.object({
    label: z.string(),
    control: z.object({ action: z.literal('settle'), part: z.string(), isThere: z.boolean() }),
    style: z.enum(['primary', 'danger']).exactOptional(),
  }),
])

/** Something the operator should know. */
const alertSchema = z.object({
  kind: z.enum(alertKinds),
  /** What it is about, the same as long as it lasts, e.g. `paused:research-slack`. */
  subject: z.string(),
  /** A destination, a file, a publication or a platform. */
  name: z.string(),
  /** One line that says what is wrong. */
  title: z.string(),
  /** Sentences: the reason, and what to do. */
  words: z.array(z.string()).readonly(),
  buttons: z.array(button).readonly(),
  /** Set on an alert that is resolved from the start. */
  isOver: z.boolean().exactOptional(),
})
export type Alert = Readonly<z.output<typeof alertSchema>>

export function serializeAlert(alert: Alert): string {
  return JSON.stringify(alert)
}

/** The alert of a record. One that cannot be read is replaced by its subject, so that it does not block others. */
export function parseAlert({ subject, content }: AlertRecord): Alert {
  const unreadable: Alert = { kind: 'ledger', subject, name: subject, title: subject, words: [], buttons: [] }
  try {
    return alertSchema.safeParse(JSON.parse(content)).data ?? unreadable
  } catch {
    return unreadable
  }
}
