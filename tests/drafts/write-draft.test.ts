import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { vocabularySchema } from '../../src/config/schema.ts'
import { readDigest } from '../../src/digests/markdown/read-digest.ts'
import { writeDigest } from '../../src/digests/markdown/write-digest.ts'
import { type Draft, draftProblems } from '../../src/domain/draft.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import { draftPaths, readDraft, saveDraft } from '../../src/drafts/files.ts'
import { verifyDraft } from '../../src/drafts/verify/verify-draft.ts'
import { writeDraft } from '../../src/drafts/write-draft.ts'
import { day } from '../builders.ts'
import { aSource, chineseSource } from './drafts-fixture.ts'

const vocabulary = vocabularySchema.parse(parse(readFileSync('config/vocabulary.yaml', 'utf8'))) as Vocabulary
const write = (digest: Parameters<typeof writeDigest>[0]) => writeDigest(digest, vocabulary)
const sources = new Map([aSource(), chineseSource].map((source) => [source.id, source]))
const tags = vocabulary.tags.map(({ names }) => names)
const english = { language: 'en', names: [], tags }
const context = { find: (id: string) => sources.get(id), names: [] }

function draftMarkdown(draft: Draft): string {
  const home = mkdtempSync(join(inject('temporaryFolder'), 'drafts-'))
  return readFileSync(saveDraft(home, draft, write).markdown, 'utf8')
}

async function aDraft(language: string, ...candidates: ReturnType<typeof aSource>[]): Promise<Draft> {
  const order = { publication: 'main', date: day('2026-03-12'), now: Date.UTC(2026, 2, 12), sections: 4 }
  const draft = await writeDraft({ ...order, candidates }, { language, names: [], tags })
  if (!draft) throw new Error('nothing was drafted')
  return draft
}

test('without a model, a draft quotes what the field asked, what the work does, the figure and the limit', async () => {
  const draft = await aDraft('en', aSource())
  expect(draftMarkdown(draft)).toMatchInlineSnapshot(`
    "---
    draft: true # version 49345899b158
    language: en
    ---

    ## Today's Overview

    - **Tidewater: Sparse Routing for Long Documents** “On LongBench it gains 7.5 percentage points and runs 2.1x faster.”

    ## Featured

    ### 01 [Inference] Tidewater: Sparse Routing for Long Documents

    > Reading long documents is slow because every token attends to every other. We propose Tidewater, which routes each paragraph to 4 of 32 experts.

    *Quoted from the source, sentence by sentence, on 2026-03-12.*

    Key takeaways:

    - “On LongBench it gains 7.5 percentage points and runs 2.1x faster.”
    - “However, it has been tried on English text only.”

    Source: [Tidewater: Sparse Routing for Long Documents](https://example.org/abs/2603.00001)
    "
  `)
  expect(draftProblems(draft)).toEqual([])
})

test('a Chinese draft has Chinese labels', async () => {
  expect(draftMarkdown(await aDraft('zh', chineseSource))).toMatchInlineSnapshot(`
    "---
    draft: true # version a5490b9ea708
    language: zh
    ---

    ## 今日概览

    - **潮水：长文档的稀疏路由** “在 LongBench 上提高 7.5 个百分点，速度是原来的 2.1 倍。”

    ## 重点论文

    ### 01 [推理加速] 潮水：长文档的稀疏路由

    > 长文档阅读很慢，因为每个词都要关注其他所有词。本文提出潮水模型，把每个段落分给 32 位专家中的 4 位。

    *本节于 2026-03-12 逐句引自来源。*

    关键要点：

    - “在 LongBench 上提高 7.5 个百分点，速度是原来的 2.1 倍。”
    - “不过，目前仅在中文文本上试过。”

    来源：[潮水：长文档的稀疏路由](https://example.org/abs/2603.00002)
    "
  `)
})

test('candidates beyond the wanted number are reserves, best first', async () => {
  const order = { publication: 'main', date: day('2026-03-12'), now: 0, sections: 1 }
  const draft = await writeDraft({ ...order, candidates: [aSource(), chineseSource] }, english)
  expect(draft?.sections.map(({ candidate }) => candidate)).toEqual([aSource().id])
  expect(draft?.reserves).toEqual([chineseSource.id])
})

test('candidates without a sentence give no draft', async () => {
  const order = { publication: 'main', date: day('2026-03-12'), now: 0, sections: 1 }
  expect(await writeDraft({ ...order, candidates: [aSource({ text: 'Short.' })] }, english)).toBeUndefined()
})

test('a draft is read back as it was written, and no other file is left', async () => {
  const home = mkdtempSync(join(inject('temporaryFolder'), 'drafts-'))
  const draft = await aDraft('en', aSource())
  saveDraft(home, draft, write)
  saveDraft(home, draft, write)
  expect(readDraft(home, 'main', day('2026-03-12'))).toEqual(draft)
  expect(readDraft(home, 'main', day('2026-03-13'))).toBeUndefined()
  expect(readdirSync(join(home, 'drafts/main')).sort()).toEqual(['2026-03-12.json', '2026-03-12.md'])
})

test('a damaged draft is refused with its file', async () => {
  const home = mkdtempSync(join(inject('temporaryFolder'), 'drafts-'))
  saveDraft(home, await aDraft('en', aSource()), write)
  const { json } = draftPaths(home, 'main', day('2026-03-12'))
  writeFileSync(json, readFileSync(json, 'utf8').slice(0, -20))
  expect(() => readDraft(home, 'main', day('2026-03-12'))).toThrow(`${json} is no draft of 2026-03-12`)
})

test('a quotation that was changed, evidence that is gone and another address are problems', async () => {
  const draft = await aDraft('en', aSource())
  const changed = JSON.parse(JSON.stringify(draft).replace('is slow because', 'is quick because')) as Draft
  expect(draftProblems(verifyDraft(changed, context)).map(({ kind }) => kind)).toEqual(['quotation'])
  const gone = JSON.parse(JSON.stringify(draft).replace('"sentence":0', '"sentence":40')) as Draft
  expect(draftProblems(verifyDraft(gone, context)).map(({ kind }) => kind)).toEqual(['evidence'])
  const elsewhere = JSON.parse(JSON.stringify(draft).replace('/abs/', '/pdf/')) as Draft
  expect(draftProblems(verifyDraft(elsewhere, context))).toEqual([
    { kind: 'link', what: 'https://example.org/pdf/2603.00001' },
  ])
})

test('a mark in a title, which is bold, is not bold again', async () => {
  const draft = await aDraft('en', aSource())
  const [section] = draft.sections
  if (!section) throw new Error('nothing was drafted')
  const changed = { ...draft, sections: [{ ...section, titleProblems: [{ kind: 'number', what: '9' } as const] }] }
  const lines = draftMarkdown(changed)
    .split('\n')
    .filter((line) => line.includes('⟦unverified: the number 9'))
  expect(lines).toHaveLength(2)
  expect(lines.filter((line) => line.includes('**⟦'))).toEqual([])
})

test('a sentence that was not verified is marked where it is', async () => {
  const changed = JSON.parse(JSON.stringify(await aDraft('en', aSource())).replace('is slow', 'is quick')) as Draft
  const markdown = draftMarkdown(verifyDraft(changed, context))
  expect(markdown).toContain('**⟦unverified: the quotation “Reading long documents is quick')
  const bytes = new TextEncoder().encode(markdown.replace(/draft: true.*\n/, ''))
  const { digest, problems } = readDigest({ file: 'digests/2026-03-12.md', publication: 'main', bytes }, vocabulary)
  expect(digest).toBeUndefined()
  expect(problems.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['error unverified'])
})
