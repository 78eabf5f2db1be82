import type { z } from 'zod'
import { normalizeTag } from '../domain/digest.ts'
import { type DraftSection, type DraftSentence, type DraftSource, sentencesOf } from '../domain/draft.ts'
import { redact } from '../observability/redact.ts'
import { ModelFailure } from './models/model.ts'
import { askModel, type Checked, type ModelSession } from './models/model-session.ts'
import { bodyParts, doubtsAnswer, reviewQuestion, sectionAnswer, sectionQuestion } from './prompt.ts'
import { quoteSection } from './quote-section.ts'
import { verifySection } from './verify/verify-draft.ts'
import type { VerifyContext } from './verify/verify-sentence.ts'

/** The dependencies of drafting a section. */
export interface SectionContext extends VerifyContext {
  /** The topics of the publication, each with its names in every language. */
  readonly tags: readonly TagNames[]
  /** Without a model, the section is quoted. */
  readonly session?: ModelSession
  /** A second model that may flag sentences, but never clears them. */
  readonly reviewer?: ModelSession
}

/**
 * The section of a candidate: written by the model and checked, or quoted if there is no model or if it fails. Undefined if
 * the candidate's text has nothing that can be quoted.
 */
export async function draftSection(source: DraftSource, context: SectionContext): Promise<DraftSection | undefined> {
  const quoted = quoteSection(source)
  if (!quoted) return undefined
  const { session } = context
  if (!session) return finished(quoted, source, context)
  try {
    const written = await writeSection(source, { ...context, session })
    return finished(await doubted(written, source, context), source, context)
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error
    return finished({ ...quoted, withoutModel: redact(error.message) }, source, context)
  }
}

/** With a tag of the publication, and every problem that is found in it. */
function finished(
  { tag: wanted, ...section }: DraftSection,
  source: DraftSource,
  context: SectionContext,
): DraftSection {
  const tag = chooseTag(source, context.tags, context.language, wanted)
  return verifySection({ ...section, ...(tag !== undefined && { tag }) }, context)
}

type WithModel = SectionContext & { readonly session: ModelSession }

async function writeSection(source: DraftSource, context: WithModel): Promise<DraftSection> {
  const { session, language, tags } = context
  let best: DraftSection | undefined
  const question = sectionQuestion(
    source,
    language,
    tags.map(([name]) => name).filter((name) => name !== undefined),
  )
  const check = (json: unknown): Checked<DraftSection> => {
    const parsed = sectionAnswer.safeParse(json)
    if (!parsed.success) return wrongForm(parsed.error)
    const missing = bodyParts.filter((part) => !parsed.data.body.some((sentence) => sentence.part === part))
    if (missing.length > 0) {
      return {
        complaints: [`"body" has no sentence with the part ${missing.join(', ')}.`],
        fault: `lacks parts of the section: ${missing.join(', ')}`,
      }
    }
    const section = sectionOf(parsed.data, source, session.model.name)
    const problems = complaintsAbout(verifySection(section, context))
    if (problems.length === 0) return { value: section }
    // Keeps the best answer, in case none is free of problems.
    if (!best || problems.length < complaintsAbout(verifySection(best, context)).length) best = section
    return { complaints: problems, fault: 'has statements that its source does not support' }
  }
  try {
    return await askModel(question, check, session)
  } catch (error) {
    if (best && error instanceof ModelFailure) return best
    throw error
  }
}

function sectionOf(answer: z.infer<typeof sectionAnswer>, source: DraftSource, model: string): DraftSection {
  const sentence = (words: string, kind: DraftSentence['kind'], evidence: readonly number[]): DraftSentence => ({
    text: words.replace(/\s+/g, ' '),
    kind,
    evidence: kind === 'judgement' ? [] : evidence.map((at) => ({ candidate: source.id, sentence: at })),
    problems: [],
  })
  const order = (part: (typeof bodyParts)[number]) => bodyParts.indexOf(part)
  const body = answer.body.toSorted((one, other) => order(one.part) - order(other.part))
  return {
    candidate: source.id,
    ...(answer.tag !== '' && { tag: answer.tag }),
    title: answer.title.replace(/\s+/g, ' '),
    body: body.map(({ text, evidence }) => sentence(text, 'fact', evidence)),
    takeaways: answer.takeaways.map(({ text, kind, evidence }) => sentence(text, kind, evidence)),
    source: { title: source.title, url: source.url },
    model,
  }
}

function complaintsAbout(section: DraftSection): string[] {
  const ofTitle = (section.titleProblems ?? []).map(({ kind, what }) => `The title has a problem (${kind}): ${what}.`)
  const ofSentences = sentencesOf(section).flatMap(({ text, problems }) =>
    problems.map(({ kind, what }) => `"${text}" has a problem (${kind}) that its evidence does not support: ${what}.`),
  )
  return [...ofTitle, ...ofSentences]
}

/** An answer of the wrong form. The log names the fields; the details are for the model. */
export function wrongForm(error: z.ZodError): { complaints: string[]; fault: string } {
  const unknown = error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))
  const fields = error.issues.flatMap(({ path }) => path.filter((step) => typeof step === 'string').at(-1) ?? [])
  const wrong = [...new Set([...fields, ...unknown])].slice(0, 6)
  return {
    complaints: error.issues.map(({ path, message }) => `${path.join('.') || 'The object'}: ${message}.`),
    fault: `has another form than asked for${wrong.length > 0 ? `, at ${wrong.map((name) => `"${name.slice(0, 40)}"`).join(', ')}` : ''}`,
  }
}

/** The section with the doubts of a second model. If that model fails, the section stays as it is. */
async function doubted(
  section: DraftSection,
  source: DraftSource,
  { reviewer, language }: SectionContext,
): Promise<DraftSection> {
  if (!reviewer) return section
  const sentences = sentencesOf(section)
  const check = (json: unknown) => {
    const parsed = doubtsAnswer.safeParse(json)
    return parsed.success ? { value: parsed.data.doubts } : wrongForm(parsed.error)
  }
  const doubts = await askModel(reviewQuestion(section, source, language), check, reviewer).catch((error: unknown) => {
    if (error instanceof ModelFailure) return []
    throw error
  })
  const flagged = (sentence: DraftSentence): DraftSentence => {
    const reasons = doubts.filter((doubt) => sentences[doubt.sentence] === sentence).map(({ reason }) => reason)
    const problems = reasons.map((reason) => ({ kind: 'review' as const, what: reason.replace(/\s+/g, ' ') }))
    return { ...sentence, problems: [...sentence.problems, ...problems] }
  }
  return { ...section, body: section.body.map(flagged), takeaways: section.takeaways.map(flagged) }
}

/** One topic with its names in all languages. */
type TagNames = readonly string[]

/**
 * The topic of a source, by its name in this language: the wanted one if it is known, else one that the source
 * mentions.
 */
function chooseTag(
  source: DraftSource,
  tags: readonly TagNames[],
  language: string,
  wanted?: string,
): string | undefined {
  const named = (text: string) => tags.find((names) => names.some((name) => normalizeTag(name) === normalizeTag(text)))
  const found = (wanted === undefined ? undefined : named(wanted)) ?? mentioned(source, tags, named)
  const isHan = /^zh\b/i.test(language)
  return found?.find((name) => /\p{Script=Han}/u.test(name) === isHan) ?? found?.[0]
}

function mentioned(
  { title, text, tags: own }: DraftSource,
  tags: readonly TagNames[],
  named: (text: string) => TagNames | undefined,
) {
  for (const tag of own) {
    const known = named(tag)
    if (known) return known
  }
  for (const place of [title, text]) {
    const words = normalizeTag(place)
    const known = tags.find((names) => names.some((name) => hasWords(words, normalizeTag(name))))
    if (known) return known
  }
  return undefined
}

/** As words of their own, also in the plural; in writing without blanks, anywhere. */
function hasWords(text: string, words: string): boolean {
  if (/\p{Script=Han}/u.test(words)) return text.includes(words)
  return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(words)}s?(?![\\p{L}\\p{N}])`, 'u').test(text)
}
