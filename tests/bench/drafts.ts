import { stdout } from 'node:process'
import { type DraftSection, draftProblems, sentencesOf } from '../../src/domain/draft.ts'
import { verifyDraft } from '../../src/drafts/verify/verify-draft.ts'
import { day } from '../builders.ts'
import { type LieKind, lieKinds, tellLie } from '../drafts/lies.ts'
import { type Pair, readPairs } from '../drafts/pairs.ts'
import { tableOf } from './measure.ts'
import { seeded } from './synthetic.ts'

const drafts = 1_000
const sectionsOfDraft = 4
const liesOfDraft = 5

/** Lies about these kinds have to be found, in per cent. */
const wanted = { kinds: ['number', 'unit', 'name', 'quotation'] as readonly LieKind[], share: 99 }

/** How many planted lies the checks of a draft find, and how many false alarms they give on sections that people wrote. */
export function benchDrafts(): void {
  const pairs = readPairs()
  const alarms = pairs.map((pair) => problemsOf([pair], [pair.section]).length)
  const all = alarms.reduce((sum, count) => sum + count, 0)
  const crowded = alarms.filter((count) => count > 1).length
  stdout.write(
    `${pairs.length} sections written by hand: ${all} false alarms, ${(all / pairs.length).toFixed(2)} a section; more than one in ${crowded}\n\n`,
  )
  const [told, found] = plant(pairs)
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
  stdout.write(`${drafts} drafts\n\n${tableOf(['kind', 'lies', 'found', 'share'], rows)}\n`)
  const main = share(wanted.kinds)
  stdout.write(`${wanted.kinds.join(', ')}: ${main.toFixed(2)} %; all: ${share(lieKinds).toFixed(2)} %\n`)
  if (main < wanted.share || all > pairs.length) process.exitCode = 1
}

/** Plants lies into drafts. Returns how many were told and found, by kind. */
function plant(pairs: readonly Pair[]): [ReadonlyMap<LieKind, number>, ReadonlyMap<LieKind, number>] {
  const random = seeded(2026)
  const [told, found] = [new Map<LieKind, number>(), new Map<LieKind, number>()]
  const add = (counts: Map<LieKind, number>, kind: LieKind) => counts.set(kind, (counts.get(kind) ?? 0) + 1)
  for (let draft = 0; draft < drafts; draft += 1) {
    const language = random() < 0.25 ? 'zh' : 'en'
    const fitting = pairs.filter((pair) => pair.language === language).toSorted(() => random() - 0.5)
    const chosen = fitting.slice(0, sectionsOfDraft)
    const sections = chosen.map(({ section }) => section)
    const lies: { kind: LieKind; text: string }[] = []
    while (lies.length < liesOfDraft) {
      const at = Math.floor(random() * chosen.length)
      const [pair, section] = [chosen[at], sections[at]]
      const kind = lieKinds[Math.floor(random() * lieKinds.length)] ?? 'number'
      const lie = pair && section && tellLie(kind, { ...pair, section }, random)
      // A second lie in one sentence would be found with the first.
      if (
        !lie ||
        lies.some(
          ({ text }) =>
            !sentencesOf(lie.section).some((sentence) => sentence.text === text) &&
            sentencesOf(section).some((sentence) => sentence.text === text),
        )
      )
        continue
      if (lies.some(({ text }) => text === lie.text)) continue
      sections[at] = lie.section
      lies.push({ kind, text: lie.text })
      add(told, kind)
    }
    const marked = problemsIn(chosen, sections)
    for (const { kind, text } of lies) if (marked.has(text)) add(found, kind)
  }
  return [told, found]
}

/** The sentences with a problem. */
function problemsIn(pairs: readonly Pair[], sections: readonly DraftSection[]): ReadonlySet<string> {
  const { sections: verified } = verify(pairs, sections)
  const sentences = verified.flatMap(sentencesOf).filter(({ problems }) => problems.length > 0)
  return new Set(sentences.map(({ text }) => text))
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
