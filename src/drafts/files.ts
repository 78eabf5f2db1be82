import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, parse } from 'node:path'
import { z } from 'zod'
import { type Day, parseDay } from '../domain/day.ts'
import type { Digest } from '../domain/digest.ts'
import { publicationPattern } from '../domain/digest.ts'
import { type Draft, draftProblemKinds, draftSentenceKinds } from '../domain/draft.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { writeSynced } from '../lib/write-synced.ts'
import { digestOfDraft } from './digest-of-draft.ts'

/** Writes a digest as Markdown. */
export type WriteMarkdown = (digest: Digest) => string

/** The folder of drafts in the home folder. The digests are elsewhere, so nothing in it is ever posted. */
const draftsFolder = 'drafts'

export function draftPaths(home: string, publication: string, date: Day): { markdown: string; json: string } {
  const stem = join(home, draftsFolder, publication, date)
  return { markdown: `${stem}.md`, json: `${stem}.json` }
}

/**
 * The first key of its front matter marks it as a draft, which is never posted. The comment after it has a hash by
 * which changes of a person are recognized: the draft itself may have changed too when a process was killed.
 */
function asDraft(markdown: string): string {
  return markdown.replace(/^---\n/, `---\ndraft: true # version ${shortHash(markdown)}\n`)
}

/** Drafts of version 0.2 have no comment there. */
const draftMark = /^---\ndraft: true(?: # version ([0-9a-f]+))?\n/

/** Whether a person changed the Markdown file of a draft. */
export function isEditedByHand(home: string, publication: string, date: Day): boolean {
  const { markdown: path } = draftPaths(home, publication, date)
  if (!existsSync(path)) return false
  const text = readFileSync(path, 'utf8')
  const [mark, version] = draftMark.exec(text) ?? []
  if (mark === undefined) return true
  return version !== undefined && version !== shortHash(`---\n${text.slice(mark.length)}`)
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** Removes the Markdown of a draft. What a person changed in it is kept, under another name. */
export function closeDraft(home: string, publication: string, date: Day): void {
  const { markdown: path } = draftPaths(home, publication, date)
  if (isEditedByHand(home, publication, date)) {
    const { name, ext, dir } = parse(path)
    renameSync(path, join(dir, `${name}.edited-${shortHash(readFileSync(path, 'utf8'))}${ext}`))
  } else rmSync(path, { force: true })
}

/**
 * Writes both files, each as a whole. What a person changed in the Markdown is kept, under another name. The JSON file comes last: a draft exists once it does, so a process that was killed
 * in between writes the same draft again.
 */
export function saveDraft(home: string, draft: Draft, write: WriteMarkdown): { markdown: string; json: string } {
  const paths = draftPaths(home, draft.publication, draft.date)
  const folder = join(home, draftsFolder, draft.publication)
  mkdirSync(folder, { recursive: true })
  removeUnfinished(folder, draft.date)
  closeDraft(home, draft.publication, draft.date)
  writeWhole(paths.markdown, asDraft(write(digestOfDraft(draft))))
  writeWhole(paths.json, `${JSON.stringify(draft, undefined, 2)}\n`)
  return paths
}

/** The draft of a day, or undefined if there is none. Throws `ConfigurationError` if its file is damaged. */
export function readDraft(home: string, publication: string, date: Day): Draft | undefined {
  const { json } = draftPaths(home, publication, date)
  let text: string
  try {
    text = readFileSync(json, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new ConfigurationError(`${json} cannot be read (${code}): check whose file it is.`, { cause })
  }
  const draft = parseDraft(text)
  if (draft && draft.publication === publication && draft.date === date) return draft
  throw new ConfigurationError(`${json} is no draft of ${date}: delete it, and draft the day again.`)
}

/** Leftovers of a process that was killed while it wrote. */
function removeUnfinished(folder: string, date: Day): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${date}.`) && name.endsWith('.tmp')) rmSync(join(folder, name), { force: true })
  }
}

function writeWhole(path: string, text: string): void {
  const waiting = `${path}.${randomUUID()}.tmp`
  try {
    writeSynced(waiting, text)
    renameSync(waiting, path)
  } catch (cause) {
    rmSync(waiting, { force: true })
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    throw new ConfigurationError(`${path} cannot be written (${code}): check the folder, its owner and the disk.`, {
      cause,
    })
  }
}

const problem = z.strictObject({ kind: z.enum(draftProblemKinds), what: z.string() })
const sentence = z.strictObject({
  text: z.string(),
  kind: z.enum(draftSentenceKinds),
  evidence: z.array(z.strictObject({ candidate: z.string(), sentence: z.int().min(0) })),
  problems: z.array(problem),
})
const section = z.strictObject({
  candidate: z.string(),
  tag: z.string().exactOptional(),
  title: z.string(),
  titleProblems: z.array(problem).exactOptional(),
  body: z.array(sentence),
  takeaways: z.array(sentence),
  source: z.strictObject({ title: z.string(), url: z.string() }),
  model: z.string().exactOptional(),
  withoutModel: z.string().exactOptional(),
})
const draftSchema = z.strictObject({
  publication: z.string().regex(publicationPattern),
  date: z.custom<Day>((value) => typeof value === 'string' && parseDay(value) !== undefined),
  language: z.string(),
  model: z.string().exactOptional(),
  createdAt: z.number(),
  sections: z.array(section),
  observation: z.array(sentence).exactOptional(),
  reserves: z.array(z.string()),
})

function parseDraft(text: string): Draft | undefined {
  try {
    return draftSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
