import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { readDigest } from '../../../src/digests/markdown/read-digest.ts'
import type { Block, Inline } from '../../../src/domain/digest.ts'
import type { ParseResult } from '../../../src/domain/digest-repository.ts'
import type { Vocabulary } from '../../../src/domain/vocabulary.ts'

export const vocabulary = parse(readFileSync('config/vocabulary.yaml', 'utf8')) as Vocabulary

/** Reads a file of 12 March 2026. */
export function read(content: string | Uint8Array, file = 'digests/2026-03-12.md'): ParseResult {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return readDigest({ file, publication: 'main', bytes }, vocabulary)
}

/** Reads a digest with one section that holds this text. */
export function readBody(body: string): ParseResult {
  return read(`---\nlanguage: en\n---\n\n## Featured\n\n### 01 [Agent] Title\n\n${body}\n`)
}

/** The blocks of a section that holds this text. */
export function blocksOf(body: string): readonly Block[] {
  return readBody(body).digest?.sections[0]?.body ?? []
}

/** The styled text of a section that holds this one paragraph. */
export function inlinesOf(paragraph: string): readonly Inline[] {
  const [block] = blocksOf(paragraph)
  return block?.type === 'paragraph' ? block.children : []
}

/** `12:3 error rule`, one for each problem. */
export function remarks({ problems }: Pick<ParseResult, 'problems'>): string[] {
  return problems.map(({ line, column, severity, rule }) => `${line}:${column} ${severity} ${rule}`)
}

/** A digest that is as it should be, in English. */
export const goodDigest = `---
title: Small models, long memories
language: en
url: https://example.org/daily/2026-03-12.html
---

## Today's Overview

- **Small models can plan.** They need a map first.
- **Memory is a budget.** Spending it late pays off.

## Featured

### 01 [Training] How small can a planner be?

A team trained planners of *four* sizes.

The smallest was \`tiny\`.

Key takeaways:

- Size matters less than the map
- The map must be drawn first

Source: [How Small Can a Planner Be?](https://example.org/planner)

### 02 [Agent] Remember late, remember less

Agents that wait forget less.

Key takeaways:

- Late notes are shorter
- Shorter notes are read

Source: [Late Notes](https://example.org/notes)

## Also Worth Noting

- 03 [Safety] **A lock for tools.** It asks before it opens. [Paper](https://example.org/lock)

## Today's Observation

Two papers, one thought: wait.

## Thanks

To all who wrote in.
`

/** The same kind of digest, in Chinese. */
export const chineseDigest = `---
title: 小模型与长记忆
language: zh
---

## 今日概览

- **小模型也能规划。**前提是先画地图。

## 精选

### 01 [训练优化] 规划器可以有多小？

研究者训练了**四种**尺寸的规划器，
结果出人意料。

关键要点：

- 地图比尺寸重要
- 先画地图

来源：[规划器](https://example.org/planner)

## 也值得关注

- 02 [智能体] **工具锁。**先问再开。

## 今日观察

等一等。
`
