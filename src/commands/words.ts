import type { Inline } from '../domain/digest.ts'
import type { Reply } from '../domain/request.ts'

/** The sentences readers are answered with, in the digest's language. */
interface Words {
  readonly gone: string
  readonly nowhere: string
  readonly broken: string
  readonly opened: (point: number) => string
  readonly openLink: string
}

const english: Words = {
  gone: 'This digest is no longer in the library, so its sections cannot be opened any more.',
  nowhere: 'This digest was never posted in this channel, so there is nothing to discuss it under.',
  broken: 'Something went wrong on our side. Nothing was posted; please try again in a minute.',
  opened: (point) => `Takeaway ${point} is up for discussion: `,
  openLink: 'open the thread',
}

const chinese: Words = {
  gone: '这份日报已不在库中，无法再打开它的内容。',
  nowhere: '这份日报没有在本频道发布过，因此没有可以讨论的位置。',
  broken: '我们这边出了点问题，没有发布任何内容，请稍后再试。',
  opened: (point) => `要点 ${point} 已开启讨论：`,
  openLink: '打开讨论串',
}

export function wordsFor(language: string | undefined): Words {
  return language?.toLowerCase().startsWith('zh') ? chinese : english
}

export function sentence(...text: readonly (string | Inline)[]): Reply {
  return {
    type: 'text',
    text: text.map((piece) => (typeof piece === 'string' ? { type: 'text', value: piece } : piece)),
  }
}
