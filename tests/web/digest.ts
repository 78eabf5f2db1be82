import type { Digest } from '../../src/domain/digest.ts'
import { aSection, day, text } from '../builders.ts'

const longWord = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(4)

/** Everything that could break a page: markup, mentions, long words, Chinese, a table, code. */
export const digest: Digest = {
  publication: 'main',
  date: day('2026-03-12'),
  language: 'en',
  title: 'Bridges <script>alert(1)</script> & tunnels',
  url: 'https://bridges.example/2026-03-12',
  overview: [
    { headline: [text('Bridges sing in the wind.')], text: [text('Engineers listen to 线性注意力 at night.')] },
    { headline: [text('Tunnels remember.')], text: [text(longWord)] },
  ],
  sections: [
    aSection('Why do bridges sing?', {
      tag: 'Agent',
      body: [
        {
          type: 'paragraph',
          children: [text('<img src=x onerror=alert(2)> '), { type: 'strong', children: [text('Bold')] }],
        },
        { type: 'code', value: '<script>alert(3)</script>' },
        {
          type: 'table',
          align: ['left', 'right'],
          header: [[text('Bridge')], [text('Pitch')]],
          rows: [[[text('Old')], [text('440')]]],
        },
      ],
      takeaways: [[text('Wind is a bow.')], [text('Steel is a string.')]],
      source: [{ type: 'link', url: 'https://bridges.example/song', children: [text('The Song of Steel')] }],
    }),
    aSection('What tunnels remember', { number: '02', tag: 'Training', takeaways: [[text('Water never forgets.')]] }),
  ],
  observation: [{ type: 'paragraph', children: [text('Listen before you build.')] }],
  prose: [],
}
