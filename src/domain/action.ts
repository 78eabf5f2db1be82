import { type DigestId, parseDigestId } from './digest.ts'
import { type PartKey, readPartKey } from './part-key.ts'
import { parseReviewAction, type ReviewAction, serializeReviewAction } from './review-action.ts'

/**
 * What a button, select or dialog of the bot asks for. It is serialized into the control's id, so that it works after
 * a restart; the id stays below Discord's 100 characters.
 */
export type Action =
  /** The value chosen is the takeaway's number, from 1. */
  | { readonly action: 'discuss'; readonly digest: DigestId; readonly section: string }
  /** Opens the report dialog of a section; its submission sends the report to the publisher. */
  | { readonly action: 'report'; readonly digest: DigestId; readonly section: string }
  /** The value chosen is the key of a piece: `section-01`, `notes`, `observation`, `prose-1`. */
  | { readonly action: 'read'; readonly digest: DigestId }
  /** Reads one piece. */
  | { readonly action: 'open'; readonly digest: DigestId; readonly piece: PartKey }
  /** The digest of a day; the value chosen is its id. */
  | { readonly action: 'day' }
  /** A page of search results that replaces the one shown. `question` is the id of the saved query. */
  | { readonly action: 'page'; readonly question: string; readonly offset: number }
  /** Posts a page of search results in the channel. */
  | { readonly action: 'share'; readonly question: string; readonly offset: number }
  /** Resolves an uncertain part as a user found it in the channel. `part` is a short id of it. */
  | { readonly action: 'settle'; readonly part: string; readonly isThere: boolean }
  /** Takes a shared page back. `share` is the id of what was saved about it. */
  | { readonly action: 'unshare'; readonly share: string }
  /** Confirms what the person was asked about; works once and for a short time. */
  | { readonly action: 'confirm'; readonly token: string }
  /** Runs a subcommand of `/digest` by its English name, as if it was typed alone. */
  | { readonly action: 'command'; readonly name: string }
  | ReviewAction
  /** Subscriptions: `subscribe` opens the dialog, `save` is its submission. */
  | { readonly action: 'subscribe' | 'save' | 'pause' | 'resume' | 'unsubscribe'; readonly destination: string }

const aboutDestinations = ['subscribe', 'save', 'pause', 'resume', 'unsubscribe'] as const

export function serializeAction(control: Action): string {
  switch (control.action) {
    case 'discuss':
    case 'report':
      return `mp:${control.action}:${control.digest}:${control.section}`
    case 'read':
      return `mp:read:${control.digest}`
    case 'open':
      return `mp:open:${control.digest}:${control.piece}`
    case 'day':
      return 'mp:day'
    case 'settle':
      return `mp:settle:${control.part}:${control.isThere ? 'there' : 'send'}`
    case 'review':
      return serializeReviewAction(control)
    case 'unshare':
      return `mp:unshare:${control.share}`
    case 'confirm':
      return `mp:confirm:${control.token}`
    case 'command':
      return `mp:command:${control.name}`
    case 'page':
    case 'share':
      return `mp:${control.action}:${control.question}:${control.offset}`
    default:
      return `mp:${control.action}:${control.destination}`
  }
}

/** The action of a control's id; undefined when the id is not the bot's. */
export function parseAction(id: string): Action | undefined {
  const [prefix, action, subject = '', detail = ''] = id.split(':')
  if (prefix !== 'mp') return undefined
  if (action === 'review') return parseReviewAction(id)
  if (action === 'day') return { action }
  if (action === 'unshare') return { action, share: subject }
  if (action === 'confirm') return { action, token: subject }
  if (action === 'command') return { action, name: subject }
  const destination = aboutDestinations.find((name) => name === action)
  if (destination) return { action: destination, destination: subject }
  if (action === 'settle') {
    return detail === 'there' || detail === 'send' ? { action, part: subject, isThere: detail === 'there' } : undefined
  }
  if (action === 'page' || action === 'share') {
    return /^\d{1,6}$/.test(detail) ? { action, question: subject, offset: Number(detail) } : undefined
  }
  if (!parseDigestId(subject)) return undefined
  const digest = subject as DigestId
  if ((action === 'discuss' || action === 'report') && detail) return { action, digest, section: detail }
  if (action === 'open') {
    const piece = readPartKey(detail)
    return piece && { action, digest, piece }
  }
  return action === 'read' ? { action, digest } : undefined
}
