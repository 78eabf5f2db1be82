import { wordOfRank } from '../synthetic.ts'

/** How many messages it becomes: the overview, and one for each section. */
export const partCount = 3

const words = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => wordOfRank(from + at * 7)).join(' ')

/** A digest of two sections, as its author writes it. */
export const digest = `---
title: Two things worth a minute
language: en
url: https://example.org/daily
---

## Today's Overview

- **${words(10, 6)}.** ${words(40, 20)}.
- **${words(20, 6)}.** ${words(60, 20)}.

## Featured

${[1, 2].map((number) => section(number)).join('\n')}`

function section(number: number): string {
  const paragraphs = [0, 1, 2].map((at) => `${words(number * 1000 + at * 100, 60)}.`)
  return `### 0${number} [Training] ${words(number * 50, 5)}

${paragraphs.join('\n\n')}

Key takeaways:

- ${words(number * 300, 12)}
- ${words(number * 400, 12)}

Source: [${words(number, 5)}](https://example.org/papers/${number})
`
}
