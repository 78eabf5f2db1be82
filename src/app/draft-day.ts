import { type DraftChoice, defaultDraftChoice } from '../config/drafting.ts'
import type { Config } from '../config/load.ts'
import type { ModelChoice } from '../config/models.ts'
import type { CandidateRepository } from '../domain/candidate.ts'
import type { Day } from '../domain/day.ts'
import { digestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { Draft, DraftSection } from '../domain/draft.ts'
import type { ReviewQueries } from '../domain/review.ts'
import { draftSection, type SectionContext } from '../drafts/draft-section.ts'
import { readDraft, saveDraft } from '../drafts/files.ts'
import type { ModelSession } from '../drafts/models/model-session.ts'
import { type DraftContext, writeDraft } from '../drafts/write-draft.ts'
import { systemClock } from '../lib/clock.ts'
import { openDraftStore } from '../review/files.ts'
import { proposeCandidates } from './propose-candidates.ts'
import { storiesOfOtherDrafts } from './stories-of-drafts.ts'

/** The dependencies of drafting. */
export interface DraftingContext {
  readonly home: string
  readonly config: Pick<Config, 'sources' | 'vocabulary' | 'draftChoices'>
  readonly candidates: CandidateRepository
  readonly reviews: Pick<ReviewQueries, 'review'>
  readonly repository: Pick<DigestRepository, 'days' | 'get' | 'files'>
  readonly models?: ModelChoice | undefined
  readonly signal: AbortSignal
}

export type DraftOutcome =
  | { readonly result: 'drafted'; readonly draft: Draft; readonly markdown: string }
  /** There is one already. */
  | { readonly result: 'exists' }
  /** A person wrote the digest of that day. */
  | { readonly result: 'written' }
  /** Fewer candidates than wanted at least. */
  | { readonly result: 'too-few'; readonly found: number }

interface DraftRequest {
  readonly publication: string
  readonly date: Day
  /** With fewer candidates, nothing is drafted. */
  readonly least: number
  /** Whether a draft that exists is replaced. */
  readonly again?: boolean
}

/** Drafts the digest of a day into the home folder. A process that was killed meanwhile starts again; no file is ever half written. */
export async function draftDay(
  { publication, date, least, again }: DraftRequest,
  context: DraftingContext,
): Promise<DraftOutcome> {
  const { home, config, repository, candidates: store, reviews } = context
  const done = isDrafted({ publication, date }, context)
  if (done && !(again && done.result === 'exists')) return done
  const now = Date.now()
  const ranked = await proposeCandidates(publication, date, now, {
    candidates: store,
    repository,
    config,
    reviews,
    drafts: openDraftStore(home, config.vocabulary),
  })
  if (ranked.length < least) return { result: 'too-few', found: ranked.length }
  const candidates = ranked.map(({ candidate }) => candidate)
  const choice = choiceOf(publication, context)
  const language =
    choice.language ?? (await languageOf(publication, context)) ?? guess(candidates.map(({ text }) => text))
  const writing = await writingContext(language, choice, context)
  const draft = await writeDraft({ publication, date, candidates, sections: choice.sections, now }, writing)
  if (!draft || draft.sections.length < least) return { result: 'too-few', found: draft?.sections.length ?? 0 }
  context.signal.throwIfAborted()
  // A person may have written it while a model was asked.
  if (repository.files().has(digestId({ publication, date }))) return { result: 'written' }
  const { writeDigest } = await import('../digests/markdown/write-digest.ts')
  const { markdown } = saveDraft(home, draft, (digest) => writeDigest(digest, config.vocabulary))
  return { result: 'drafted', draft, markdown }
}

/** Whether nothing is left to draft for a day. */
export function isDrafted(
  { publication, date }: Pick<DraftRequest, 'publication' | 'date'>,
  { home, repository }: Pick<DraftingContext, 'home' | 'repository'>,
): DraftOutcome | undefined {
  if (repository.files().has(digestId({ publication, date }))) return { result: 'written' }
  return readDraft(home, publication, date) && { result: 'exists' }
}

/** The section of one candidate in a draft that exists; undefined if nothing can be written about it. */
export async function draftReplacement(
  { publication, date, language }: Draft,
  id: string,
  context: DraftingContext,
): Promise<DraftSection | undefined> {
  const candidate = await context.candidates.get(publication, id)
  if (!candidate) return undefined
  // Another draft may have taken it meanwhile.
  const waiting = { drafts: openDraftStore(context.home, context.config.vocabulary), reviews: context.reviews }
  const elsewhere = await storiesOfOtherDrafts(publication, date, Date.now(), waiting)
  if (elsewhere.has(id) || candidate.state === 'used' || candidate.state === 'dropped') return undefined
  const writing = await writingContext(language, choiceOf(publication, context), context)
  const find: SectionContext['find'] = (wanted) => (wanted === id ? candidate : undefined)
  return draftSection(candidate, { ...writing, find })
}

function choiceOf(publication: string, { config }: DraftingContext): DraftChoice {
  return config.draftChoices.get(publication) ?? defaultDraftChoice
}

async function writingContext(
  language: string,
  { requests, tokens }: DraftChoice,
  { config, models, signal }: DraftingContext,
): Promise<DraftContext> {
  const tags = config.vocabulary.tags.map(({ names }) => names)
  const plain = { language, tags, names: tags.flat() }
  if (!models) return plain
  // Loaded only while drafting.
  const { openModel } = await import('../drafts/models/services.ts')
  const left = { requests, tokens }
  const open = (settings: ModelChoice['writer']): ModelSession => ({
    model: openModel(settings),
    left,
    clock: systemClock,
    signal,
  })
  return {
    ...plain,
    session: open(models.writer),
    ...(models.reviewer && { reviewer: open(models.reviewer) }),
  }
}

/** The language of the newest digest. */
async function languageOf(publication: string, { repository }: DraftingContext): Promise<string | undefined> {
  const date = repository.days(publication).at(-1)
  return date && (await repository.get(digestId({ publication, date })))?.language
}

/** Chinese if most of the sources are, else English. */
function guess(texts: readonly string[]): string {
  const chinese = texts.filter((text) => /\p{Script=Han}{2}/u.test(text)).length
  return chinese * 2 > texts.length ? 'zh' : 'en'
}
