import { z } from 'zod'
import type { AlertRecord } from '../domain/alert.ts'
import type { Destination } from '../domain/destination.ts'
import type { Messages } from '../i18n/en/index.ts'

export type AlertMessages = Messages['alerts']

/** The kinds of alerts, in the order in which a message lists them. */
export const alertKinds = [
  'ledger',
  'memory',
  'platform',
  'removed',
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

/** A problem that the operator should know. */
const alertSchema = z.object({
  kind: z.enum(alertKinds),
  /** What it is about, the same as long as it lasts: see `formatSubject`. */
  subject: z.string(),
  /** A destination, a file, a publication or a platform. */
  name: z.string(),
  /** The workspace of the destination that it is about, unless that is the default one. */
  workspace: z.string().exactOptional(),
  /** The problem in one line. */
  title: z.string(),
  /** Sentences: the reason, and what to do. */
  words: z.array(z.string()).readonly(),
  /** The reason in English, whatever language the words are in: an open alert with another one is sent again. */
  reason: z.string().exactOptional(),
  buttons: z.array(button).readonly(),
  /** Set on an alert that is resolved from the start. */
  isOver: z.boolean().exactOptional(),
})
export type Alert = Readonly<z.output<typeof alertSchema>>

const aboutDestinations: readonly AlertKind[] = ['uncertain', 'paused', 'failed', 'refused', 'late']

/** The alerts with the workspaces of the destinations that they are about. */
export function withWorkspaces(alerts: readonly Alert[], destinations: readonly Destination[]): Alert[] {
  const workspaces = new Map(destinations.flatMap(({ name, workspace }) => (workspace ? [[name, workspace]] : [])))
  return alerts.map((alert) => {
    const workspace = aboutDestinations.includes(alert.kind) ? workspaces.get(alert.name) : undefined
    return workspace ? { ...alert, workspace } : alert
  })
}

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
