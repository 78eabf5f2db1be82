import type { Day } from '../../src/domain/day.ts'
import type { Digest, Inline, Section } from '../../src/domain/digest.ts'
import type { Part } from '../../src/domain/part.ts'
import type { Posting } from '../../src/domain/platform.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'

export const vocabulary: Vocabulary = {
  tags: [
    { names: ['Agent'], color: 'blue' },
    { names: ['Training'], color: 'orange' },
  ],
  headings: { overview: [], featured: [], notes: [], observation: [], takeaways: [], source: [] },
}

const text = (value: string): Inline[] => [{ type: 'text', value }]

function aSection(number: string, tag: string, title: string): Section {
  return {
    number,
    tag,
    title: text(title),
    body: [{ type: 'paragraph', children: text(`What ${title.toLowerCase()} means for a team of five.`) }],
    takeaways: [text(`First lesson of ${title}`), text(`Second lesson of ${title}`)],
    source: [{ type: 'link', url: `https://papers.example/${number}`, children: text(`The paper on ${title}`) }],
  }
}

/** Two sections, and words that would notify everyone if they were not escaped. */
export const aDigest: Digest = {
  publication: 'main',
  date: '2026-03-12' as Day,
  title: 'Lighthouses and gardens',
  language: 'en',
  overview: [
    { headline: text('Lighthouses learn to wait'), text: text('@everyone says so, <!channel> too.') },
    { headline: text('Gardens grow by night'), text: text('Nobody was there to see it.') },
  ],
  sections: [aSection('01', 'Agent', 'Lighthouses'), aSection('02', 'Training', 'Gardens')],
  prose: [],
}

/** The smallest valid digest. */
export const bareDigest: Digest = {
  publication: 'main',
  date: '2026-03-13' as Day,
  language: 'en',
  sections: [{ number: '01', title: text('Only this'), body: [], takeaways: [] }],
  prose: [],
}

const aDelivery = 'readers@main/2026-03-12'

/** A part on its way into a channel. */
export function aPosting(channel: string, part: Part, more: Partial<Posting> = {}): Posting {
  return { place: { channel }, part, marker: { delivery: aDelivery, part: part.key }, ...more }
}
