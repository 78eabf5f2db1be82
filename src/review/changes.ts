import type { DigestId } from '../domain/digest.ts'
import type { Draft } from '../domain/draft.ts'
import { observationSection, type ReviewVerb } from '../domain/review-action.ts'
import { done, notDone, type ReviewAnswer, reviewWords, withVersion } from './answer.ts'
import { contentOf } from './content.ts'
import type { Reviewer } from './context.ts'
import type { ReviewWorkflow } from './decisions.ts'
import { type EditableText, editableText, longest, withText } from './edit-form.ts'

/** In characters: a page takes more than a dialog in chat. */
const savedMax = 12_000

/** The version and the section to change, and the person who changes it. */
export interface SectionChange {
  readonly digest: DigestId
  readonly hash: string
  readonly section: string
  readonly reviewer: Reviewer
}

/** Saves the text of a section as a person wrote it, and asks again. */
export function saveSection(
  change: SectionChange,
  value: EditableText,
  workflow: ReviewWorkflow,
): Promise<ReviewAnswer> {
  const { digest, hash, section, reviewer } = change
  const words = reviewWords(reviewer)
  const problem = problemOf(section, value, reviewer)
  if (problem) return Promise.resolve(problem)
  return withVersion(digest, hash, reviewer, workflow, async ({ draft }) => {
    if (!editableText(draft, section)) return notDone(words.isChanged, { isStale: true })
    const edited = withText(draft, section, value)
    if ((await contentOf(edited, workflow.context)).hash === hash) return notDone(words.unchanged)
    await save(edited, 'save', change, workflow)
    return done(words.edited)
  })
}

function problemOf(section: string, value: EditableText, reviewer: Reviewer): ReviewAnswer | undefined {
  const words = reviewWords(reviewer)
  const max = { title: longest.title, tag: longest.tag, text: savedMax, takeaways: savedMax } as const
  for (const field of ['title', 'tag', 'text', 'takeaways'] as const) {
    if (value[field].length > max[field]) return notDone(words.tooLong(max[field]), { field })
  }
  if (section !== observationSection && value.title.trim() === '') return notDone(words.emptyTitle, { field: 'title' })
  return value.text.trim() === '' ? notDone(words.emptyText, { field: 'text' }) : undefined
}

/** Removes a section, and asks again. The last section stays, because a digest needs at least one. */
export function dropSection(change: SectionChange, workflow: ReviewWorkflow): Promise<ReviewAnswer> {
  const { digest, hash, section, reviewer } = change
  const words = reviewWords(reviewer)
  return withVersion(digest, hash, reviewer, workflow, async ({ draft }) => {
    const { observation: _, ...rest } = draft
    if (section === observationSection) {
      await save(rest, 'drop', change, workflow)
      return done(words.dropped(words.observation))
    }
    const found = draft.sections.find(({ candidate }) => candidate === section)
    if (!found) return notDone(words.isChanged, { isStale: true })
    if (draft.sections.length === 1) return notDone(words.lastSection)
    const sections = draft.sections.filter((each) => each !== found)
    await save({ ...withoutReferences(draft, section), sections }, 'drop', change, workflow)
    return done(words.dropped(found.title))
  })
}

/** Replaces a section with the next candidate, and asks again. */
export function replaceSection(change: SectionChange, workflow: ReviewWorkflow): Promise<ReviewAnswer> {
  const { digest, hash, section, reviewer } = change
  const words = reviewWords(reviewer)
  return withVersion(digest, hash, reviewer, workflow, async ({ draft }) => {
    if (!draft.sections.some(({ candidate }) => candidate === section))
      return notDone(words.isChanged, { isStale: true })
    const { draftSection } = workflow.context
    // A reserve that nothing can be written from is used up as well.
    for (const [at, candidate] of draft.reserves.entries()) {
      const next = await draftSection(draft, candidate)
      if (!next) continue
      const sections = draft.sections.map((each) => (each.candidate === section ? next : each))
      const reserves = draft.reserves.slice(at + 1)
      await save({ ...withoutReferences(draft, section), sections, reserves }, 'replace', change, workflow)
      return done(words.replacedBy(next.title))
    }
    return notDone(words.noReserve)
  })
}

/** The observation joins sections: without one of them, what rests on it goes as well. */
function withoutReferences(draft: Draft, candidate: string): Draft {
  const { observation, ...rest } = draft
  const kept = observation?.filter(({ evidence }) => !evidence.some((each) => each.candidate === candidate)) ?? []
  return kept.length > 0 ? { ...rest, observation: kept } : rest
}

async function save(draft: Draft, verb: ReviewVerb, change: SectionChange, { context }: ReviewWorkflow): Promise<void> {
  const { digest, hash, reviewer } = change
  const { drafts, reviews, clock, log } = context
  const { person: by } = reviewer
  const at = clock.now()
  // After a crash between the two, only the name of the person is lost.
  await reviews.note({ digest, verb, hash, by, at })
  await drafts.save(draft)
  const { hash: next } = await contentOf(draft, context)
  await reviews.ask(digest, next, at)
  log.info({ digest, hash: next, user: by.user, platform: by.platform }, 'a draft was changed')
}
