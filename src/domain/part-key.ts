import { z } from 'zod'

/**
 * Names one message of a delivery and never changes: markers in posted messages, control ids and rows of the ledger
 * hold it. Written `PIECE[~COPY][.CONTINUATION][/REPLY]`: `overview`, `section-01`, `section-01~2`, `section-01.2`,
 * `section-01/3`, `section-01/all`. Only this file makes keys: it parses every string that should be one.
 */
export type PartKey = string & { readonly partKey: unique symbol }

/** The subject of a message. */
type KeyedPiece =
  | { readonly type: 'overview' | 'notes' | 'observation' }
  /** The line that says when the first digest comes. */
  | { readonly type: 'welcome' }
  /** The section's number, as its author writes it. */
  | { readonly type: 'section'; readonly number: string }
  /** Counts the prose of a digest from 1. */
  | { readonly type: 'prose'; readonly index: number }
  /** A message of alerts, by its id in the ledger. */
  | { readonly type: 'alerts'; readonly id: number }
  /** The message that asks for the review of a draft. */
  | { readonly type: 'review' }
  /** A reader's report, by the hash of its words. */
  | { readonly type: 'report'; readonly id: string }

/** A message in the discussion of a piece. */
export type KeyedReply =
  /** Opens the discussion of one takeaway; `point` counts from 1. */
  | { readonly type: 'takeaway'; readonly point: number }
  /** Opens the discussion with all takeaways. */
  | { readonly type: 'takeaways' }
  /** Says that the takeaways were corrected; one for each correction. */
  | { readonly type: 'correction'; readonly hash: string }

export interface ParsedPartKey {
  readonly piece: KeyedPiece
  /** From 2, where an earlier message of the delivery has the key of the piece already. */
  readonly copy?: number
  /** From 2, for the messages after the first where a piece takes several. */
  readonly continuation?: number
  readonly reply?: KeyedReply
}

/** Reads what was stored, sent or typed. */
export const partKeySchema = z.custom<PartKey>((key) => typeof key === 'string' && parsePartKey(key) !== undefined)

/** Undefined if the text is not a key. */
export function readPartKey(text: string): PartKey | undefined {
  return partKeySchema.safeParse(text).data
}

const fromTwo = '[2-9]|[1-9]\\d+'
const grammar = new RegExp(`^([^~./:]+)(?:~(${fromTwo}))?(?:\\.(${fromTwo}))?(?:/([^~./:]+))?$`)

/** Undefined if no version wrote such a key. A parsed key is formatted to the same text. */
export function parsePartKey(key: string): ParsedPartKey | undefined {
  const [, written = '', copy, continuation, answer] = grammar.exec(key) ?? []
  const piece = parsePiece(written)
  const reply = answer === undefined ? undefined : parseReply(answer)
  if (!piece || (answer !== undefined && !reply)) return undefined
  return {
    piece,
    ...(copy && { copy: Number(copy) }),
    ...(continuation && { continuation: Number(continuation) }),
    ...(reply && { reply }),
  }
}

export function formatPartKey({ piece, copy = 1, continuation = 1, reply }: ParsedPartKey): PartKey {
  const own = formatPiece(piece) as PartKey
  const first = copy > 1 ? copiedKey(own, copy) : own
  const message = continuedKey(first, continuation)
  return reply ? replyKey(message, reply) : message
}

/** The key of the message that opens a digest. */
export const overviewKey = formatPartKey({ piece: { type: 'overview' } })

/** The key of a piece's message by its place, from 1: `section-01`, then `section-01.2`. */
export function continuedKey(first: PartKey, place: number): PartKey {
  return place > 1 ? (`${first}.${place}` as PartKey) : first
}

/** The key of a piece's first message where the piece's own key is taken: `section-01~2`; `copy` counts from 2. */
export function copiedKey(first: PartKey, copy: number): PartKey {
  return `${first}~${copy}` as PartKey
}

/** The key of a message in the discussion under another. */
export function replyKey(under: PartKey, reply: KeyedReply): PartKey {
  return `${under}/${formatReply(reply)}` as PartKey
}

/** The key of the first message of a piece, and which of its messages this is, from 1. A reply is its own first. */
export function placeOf(key: PartKey): { first: PartKey; index: number } {
  const parsed = parsePartKey(key)
  if (!parsed?.continuation || parsed.reply) return { first: key, index: 1 }
  const { continuation, ...first } = parsed
  return { first: formatPartKey(first), index: continuation }
}

/** The key of the first message of the piece that a reply discusses; undefined for what is no reply. */
export function discussedKey(key: PartKey): PartKey | undefined {
  const { piece, copy, reply } = parsePartKey(key) ?? {}
  return piece && reply ? formatPartKey({ piece, ...(copy && { copy }) }) : undefined
}

/** Whether a key is that of a message in a discussion. */
export function isReply(key: PartKey): boolean {
  return parsePartKey(key)?.reply !== undefined
}

/** Whether a key is that of a section's message, rather than of one in its discussion. */
export function isSection(key: PartKey): boolean {
  const { piece, reply } = parsePartKey(key) ?? {}
  return piece?.type === 'section' && !reply
}

function parsePiece(written: string): KeyedPiece | undefined {
  const alone = (['overview', 'notes', 'observation', 'welcome', 'review'] as const).find((type) => type === written)
  if (alone) return { type: alone }
  const [, type, id = ''] = /^(section|prose|notice|report)-(.+)$/.exec(written) ?? []
  if (type === 'section') return { type, number: id }
  if (type === 'report') return { type, id }
  if (!/^[1-9]\d*$/.test(id)) return undefined
  if (type === 'prose') return { type, index: Number(id) }
  return type === 'notice' ? { type: 'alerts', id: Number(id) } : undefined
}

function formatPiece(piece: KeyedPiece): string {
  switch (piece.type) {
    case 'overview':
    case 'notes':
    case 'observation':
    case 'welcome':
    case 'review':
      return piece.type
    case 'section':
      return `section-${piece.number}`
    case 'prose':
      return `prose-${piece.index}`
    case 'alerts':
      return `notice-${piece.id}`
    case 'report':
      return `report-${piece.id}`
  }
}

function parseReply(written: string): KeyedReply | undefined {
  if (written === 'all') return { type: 'takeaways' }
  if (/^[1-9]\d*$/.test(written)) return { type: 'takeaway', point: Number(written) }
  const [, hash] = /^corrected-(.+)$/.exec(written) ?? []
  return hash === undefined ? undefined : { type: 'correction', hash }
}

function formatReply(reply: KeyedReply): string {
  switch (reply.type) {
    case 'takeaway':
      return String(reply.point)
    case 'takeaways':
      return 'all'
    case 'correction':
      return `corrected-${reply.hash}`
  }
}
