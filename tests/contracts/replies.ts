import type { Action } from '../../src/domain/action.ts'
import type { Card } from '../../src/domain/card.ts'
import type { Reply } from '../../src/domain/interaction.ts'

/** Answers to give in tests. */

export const older: Action = { action: 'page', question: 'q1', offset: 5 }
export const share: Action = { action: 'share', question: 'q1', offset: 0 }

export const said = (value: string): Reply => ({ type: 'text', text: [{ type: 'text', value }] })

export function aCard(title: string): Card {
  return {
    title,
    tag: 'Agent',
    meta: '12 March 2026',
    body: [{ type: 'paragraph', children: [{ type: 'text', value: `All about ${title.toLowerCase()}.` }] }],
    buttons: [
      { label: 'Older', control: older },
      { label: 'Share to channel', control: share, style: 'primary' },
      { label: 'Read', url: 'https://papers.example/01' },
    ],
  }
}

export const found = (show: 'private' | 'replace' | 'shared', ...titles: string[]): Reply => ({
  type: 'cards',
  cards: titles.map(aCard),
  show,
})
