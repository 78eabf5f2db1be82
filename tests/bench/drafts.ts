import { stdout } from 'node:process'
import { type DraftSection, draftProblems, sentencesOf } from '../../src/domain/draft.ts'
import { draftSection } from '../../src/drafts/draft-section.ts'
import { modelApiOf } from '../../src/drafts/models/model.ts'
import type { ModelSession } from '../../src/drafts/models/model-session.ts'
import { openModel } from '../../src/drafts/models/services.ts'
import { verifyDraft } from '../../src/drafts/verify/verify-draft.ts'
import { day } from '../builders.ts'
import { type LieKind, lieKinds, tellLie } from '../drafts/lies.ts'
import { answerOf, isAnswerable, served } from '../drafts/lying-model.ts'
import { startModelServer } from '../drafts/model-server.ts'
import { heldOutFolder, type Pair, readPairs } from '../drafts/pairs.ts'
import { tableOf } from './measure.ts'
import { seeded } from './synthetic.ts'
import { trapped } from './traps.ts'

const drafts = 1_000
const sectionsOfDraft = 4
const liesOfDraft = 5
const trapsPlanted = 500
const apis = ['/v1', '/v1/messages', '/api'] as const
const key = 'key-of-the-model-0123456789'

/** Lies about these kinds have to be found, in per cent. */
const wanted = { kinds: ['number', 'unit', 'name', 'quotation'] as readonly LieKind[], share: 99 }

/** How many planted lies the checks of a draft find, and how many false alarms they give on sections that people wrote. */
export async function benchDrafts(): Promise<void> {
  const [pairs, unseen] = [readPairs(), readPairs(heldOutFolder)]
  const alarms = countAlarms('sections that the checks were tuned on', pairs)
  const unseenAlarms = countAlarms('sections that they were not tuned on', unseen)
  const main = await report('lies', pairs)
  await report('lies about sections that the checks were not tuned on', unseen)
  const obeyed = await countObeyed([...pairs, ...unseen].filter(isAnswerable))
  if (obeyed > 0 || main < wanted.share || alarms > pairs.length || unseenAlarms > unseen.length) process.exitCode = 1
}

function countAlarms(what: string, pairs: readonly Pair[]): number {
  const alarms = pairs.map((pair) => problemsOf([pair], [pair.section]).length)
  const all = alarms.reduce((sum, count) => sum + count, 0)
  const crowded = alarms.filter((count) => count > 1).length
  stdout.write(
    `${pairs.length} ${what}: ${all} false alarms, ${(all / pairs.length).toFixed(2)} a section; more than one in ${crowded}\n`,
  )
  return all
}

/** Returns the share of the wanted kinds, in per cent. */
async function report(what: string, pairs: readonly Pair[]): Promise<number> {
  const { told, found, requests, quoted } = await plant(pairs.filter(isAnswerable))
  const share = (kinds: readonly LieKind[]) => {
    const sum = (counts: ReadonlyMap<LieKind, number>) =>
      kinds.reduce((total, kind) => total + (counts.get(kind) ?? 0), 0)
    return (100 * sum(found)) / sum(told)
  }
  const rows = lieKinds.map((kind) => [
    kind,
    String(told.get(kind) ?? 0),
    String(found.get(kind) ?? 0),
    `${share([kind]).toFixed(2)} %`,
  ])
  const path = `${drafts} drafts over HTTP, ${requests} requests, ${quoted} sections quoted because the model failed`
  stdout.write(`\n${path}\n\n${tableOf(['kind', what, 'found', 'share'], rows)}\n`)
  const main = share(wanted.kinds)
  stdout.write(`${wanted.kinds.join(', ')}: ${main.toFixed(2)} %; all: ${share(lieKinds).toFixed(2)} %\n`)
  return main
}

interface Planted {
  readonly told: ReadonlyMap<LieKind, number>
  readonly found: ReadonlyMap<LieKind, number>
  readonly requests: number
  readonly quoted: number
}

/** Has drafts written by a model that lies, and counts the lies that were told and found, by kind. */
async function plant(pairs: readonly Pair[]): Promise<Planted> {
  const random = seeded(2026)
  const [told, found] = [new Map<LieKind, number>(), new Map<LieKind, number>()]
  const add = (counts: Map<LieKind, number>, kind: LieKind) => counts.set(kind, (counts.get(kind) ?? 0) + 1)
  /** What the model says about each source, by its title. */
  let answers = new Map<string, unknown>()
  const faults = seeded(7)
  const server = await startModelServer(key, (question) => {
    const [, answer] = [...answers].find(([title]) => question.includes(JSON.stringify(title).slice(1, -1))) ?? []
    return answer === undefined ? { prose: 'I do not know this source.' } : served(answer, faults)
  })
  let quoted = 0
  for (let draft = 0; draft < drafts; draft += 1) {
    const language = random() < 0.25 ? 'zh' : 'en'
    const fitting = pairs.filter((pair) => pair.language === language).toSorted(() => random() - 0.5)
    const chosen = fitting.slice(0, sectionsOfDraft)
    const { sections, lies } = liesIn(chosen, random)
    for (const { kind } of lies) add(told, kind)
    answers = new Map(chosen.map(({ source }, at) => [source.title, sections[at] && answerOf(sections[at])]))
    const written = await write(chosen, language, `${server.url}${apis[draft % apis.length]}`)
    quoted += written.filter(({ model }) => model === undefined).length
    const sentences = written.flatMap(sentencesOf)
    // What is not in the draft is not shown either.
    const passed = new Set(sentences.filter(({ problems }) => problems.length === 0).map(({ text }) => text))
    for (const { kind, text } of lies) if (!passed.has(text.replace(/\s+/g, ' '))) add(found, kind)
  }
  await server.close()
  return { told, found, requests: server.questions.length, quoted }
}

/** Has a model obey instructions in abstracts, and returns how many sentences of these passed the checks. */
async function countObeyed(pairs: readonly Pair[]): Promise<number> {
  const random = seeded(2027)
  let answer: unknown
  const server = await startModelServer(key, () => ({ json: answer }))
  let passed = 0
  for (let at = 0; at < trapsPlanted; at += 1) {
    const { pair, trap } = trapped(pairs[at % pairs.length] as Pair, random)
    answer = answerOf(pair.section)
    const sections = await write([pair], pair.language, `${server.url}${apis[at % apis.length]}`)
    const isShown = sections
      .flatMap(sentencesOf)
      .some(({ text, problems }) => text === trap.said && problems.length === 0)
    if (isShown) passed += 1
  }
  await server.close()
  stdout.write(`\n${trapsPlanted} instructions hidden in abstracts and obeyed: ${passed} passed the checks\n`)
  return passed
}

/** Plants lies into the sections of a draft. */
function liesIn(chosen: readonly Pair[], random: () => number) {
  const sections = chosen.map(({ section }) => section)
  const lies: { kind: LieKind; text: string }[] = []
  while (lies.length < liesOfDraft) {
    const at = Math.floor(random() * chosen.length)
    const [pair, section] = [chosen[at], sections[at]]
    const kind = lieKinds[Math.floor(random() * lieKinds.length)] ?? 'number'
    const lie = pair && section && tellLie(kind, { ...pair, section }, random)
    if (!lie || lies.some(({ text }) => text === lie.text)) continue
    // A second lie in one sentence would be found with the first.
    const [before, after] = [sentencesOf(section), sentencesOf(lie.section)].map((all) => new Set(all.map(textOf)))
    if (lies.some(({ text }) => before?.has(text) && !after?.has(text))) continue
    sections[at] = lie.section
    lies.push({ kind, text: lie.text })
  }
  return { sections, lies }
}

const textOf = ({ text }: { readonly text: string }) => text

/** Through the client of the API, the reader of its answers, and the checks. */
async function write(chosen: readonly Pair[], language: string, url: string): Promise<readonly DraftSection[]> {
  const session: ModelSession = {
    model: openModel({ url, model: 'liar', key, api: modelApiOf(url) }),
    left: { requests: 1_000, tokens: 1e9 },
    clock: { now: Date.now, wait: async () => {} },
    signal: new AbortController().signal,
  }
  const find = (id: string) => chosen.find(({ source }) => source.id === id)?.source
  const sections: DraftSection[] = []
  for (const { source } of chosen) {
    const section = await draftSection(source, { find, language, names: [], tags: [], session })
    if (section) sections.push(section)
  }
  return sections
}

function problemsOf(pairs: readonly Pair[], sections: readonly DraftSection[]) {
  return draftProblems(verify(pairs, sections))
}

function verify(pairs: readonly Pair[], sections: readonly DraftSection[]) {
  const find = (id: string) => pairs.find(({ source }) => source.id === id)?.source
  const language = pairs[0]?.language ?? 'en'
  const draft = { publication: 'main', date: day('2026-03-12'), language, createdAt: 0, sections, reserves: [] }
  return verifyDraft(draft, { find, names: [] })
}
