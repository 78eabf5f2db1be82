import { type DigestId, parseDigestId } from './digest.ts'

/**
 * What a button or select of ours asks for. It is written into the control's id, so that it still works after a
 * restart; the id stays below Discord's 100 characters.
 */
export type Control =
  /** The value chosen is the takeaway's number, from 1. */
  | { readonly action: 'discuss'; readonly digest: DigestId; readonly section: string }
  /** The value chosen is the key of a piece: `section-01`, `notes`, `observation`, `prose-1`. */
  | { readonly action: 'read'; readonly digest: DigestId }

export function controlId(control: Control): string {
  return control.action === 'discuss' ? `mp:discuss:${control.digest}:${control.section}` : `mp:read:${control.digest}`
}

/** The control behind an id, or undefined when the id is none of ours. */
export function parseControl(id: string): Control | undefined {
  const [prefix, action, digest = '', section] = id.split(':')
  if (prefix !== 'mp' || !parseDigestId(digest)) return undefined
  if (action === 'discuss' && section) return { action, digest: digest as DigestId, section }
  if (action === 'read') return { action, digest: digest as DigestId }
  return undefined
}
