import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Day, parseDay } from '../domain/day.ts'
import { type DigestId, mainPublication, parseDigestId } from '../domain/digest.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { digestOfDraft } from '../drafts/digest-of-draft.ts'
import { closeDraft, draftPaths, isEditedByHand, readDraft, saveDraft, type WriteMarkdown } from '../drafts/files.ts'
import { syncFolder, writeSynced } from '../lib/write-synced.ts'
import type { DigestFiles, DraftReading, DraftRenderer, DraftStore } from './context.ts'

/** More than the days for which a digest can stay due. */
const recentDrafts = 40

/** The drafts of a home folder. */
export function openDraftStore(home: string, vocabulary: Vocabulary): DraftStore {
  return {
    days: (publication) => draftDays(home, publication),
    read: (publication, date) => readDraft(home, publication, date),
    save: async (draft) => {
      const write = await loadWriter(vocabulary)
      saveDraft(home, draft, write)
    },
    isEditedByHand: (publication, date) => isEditedByHand(home, publication, date),
    close: (publication, date) => closeDraft(home, publication, date),
  }
}

function draftDays(home: string, publication: string): Day[] {
  try {
    const names = readdirSync(dirname(draftPaths(home, publication, '0000-00-00' as Day).json))
    const days = names.flatMap((name) =>
      name.endsWith('.json') ? (parseDay(name.slice(0, -'.json'.length)) ?? []) : [],
    )
    return days.sort().slice(-recentDrafts)
  } catch {
    // There was no draft yet.
    return []
  }
}

/** The folder of digests as it is configured now. */
export function openDigestFiles(folder: () => string): DigestFiles {
  return {
    write: (publication, date, markdown) => {
      const place = publication === mainPublication ? folder() : join(folder(), publication)
      return writeOnce(join(place, `${date}.md`), markdown)
    },
  }
}

/** Appears whole or not at all, and never in the place of another file. */
function writeOnce(path: string, text: string): 'written' | 'taken' {
  // Digests are found by names that end with `.md`, so nothing reads this one.
  const waiting = `${path}.${randomUUID()}.part`
  try {
    removeUnfinished(path)
    if (existsSync(path)) return readFileSync(path, 'utf8') === text ? 'written' : 'taken'
    mkdirSync(dirname(path), { recursive: true })
    writeSynced(waiting, text)
    try {
      linkSync(waiting, path)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EEXIST') return readFileSync(path, 'utf8') === text ? 'written' : 'taken'
      // Some file systems have no links; there, nothing can be both whole and sure to replace no other file.
      renameSync(waiting, path)
    }
    // The ledger forgets the text once the file is there.
    syncFolder(dirname(path))
    return 'written'
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException
    throw new ConfigurationError(`${path} cannot be written (${code}): check the folder, its owner and the disk.`, {
      cause,
    })
  } finally {
    discard(waiting)
  }
}

/** Removes leftovers of a process that was killed while it wrote. */
function removeUnfinished(path: string): void {
  const folder = dirname(path)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder))
    if (name.startsWith(`${basename(path)}.`) && name.endsWith('.part')) discard(join(folder, name))
}

/** Never throws: the original error, which says why the file could not be written, is more important. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}

/** Draws drafts as digests of this vocabulary. */
export function createDraftRenderer(vocabulary: Vocabulary): DraftRenderer {
  return {
    digest: digestOfDraft,
    markdown: async (digest) => (await loadWriter(vocabulary))(digest),
    read: (id, markdown) => readBack(id, markdown, vocabulary),
  }
}

// Markdown takes a while to load, and a start without drafts needs none.
async function loadWriter(vocabulary: Vocabulary): Promise<WriteMarkdown> {
  const { writeDigest } = await import('../digests/markdown/write-digest.ts')
  return (digest) => writeDigest(digest, vocabulary)
}

async function readBack(id: DigestId, markdown: string, vocabulary: Vocabulary): Promise<DraftReading> {
  const { publication = '', date = '' } = parseDigestId(id) ?? {}
  const { readDigest } = await import('../digests/markdown/read-digest.ts')
  const bytes = new TextEncoder().encode(markdown)
  const { digest, problems } = readDigest({ file: `${date}.md`, publication, bytes }, vocabulary)
  return { ...(digest && { digest }), errors: problems.filter(({ severity }) => severity === 'error') }
}
