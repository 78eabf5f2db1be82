import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { Day } from '../domain/day.ts'
import type { ParsedFilename } from './filename.ts'
import { dateNames, readDate } from './markdown/front-matter-date.ts'

/** Front matter is at the beginning of a file, within this many bytes. */
const headBytes = 8_192

/** The dates that files have in their front matter; a file that has not changed is not opened again. */
export class FrontMatterDates {
  readonly #known = new Map<string, { readonly state: string; readonly day: Day | undefined }>()

  /** The day in a file's front matter; undefined if there is none, or if the file cannot be read. */
  async of(path: string): Promise<Day | undefined> {
    const stats = await stat(path).catch(() => undefined)
    if (!stats?.isFile()) return undefined
    const state = `${stats.ino} ${stats.size} ${stats.mtimeMs}`
    const known = this.#known.get(path)
    if (known?.state === state) return known.day
    const day = dateIn(await readHead(path).catch(() => new Uint8Array()))
    this.#known.set(path, { state, day })
    return day
  }
}

/** The path may be a pipe by now, which must not block the process. */
async function readHead(path: string): Promise<Uint8Array> {
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return buffer.subarray(0, bytesRead)
}

/** The day in the front matter of a text; undefined if there is none. */
export function dateIn(bytes: Uint8Array): Day | undefined {
  const head = new TextDecoder().decode(bytes.subarray(0, headBytes))
  const [, fence, matter] = /^(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|$)/s.exec(head) ?? []
  const [json] = /^\{\r?\n.*?\n\}(?=[ \t]*(?:\r?\n|$))/s.exec(head) ?? []
  const sign = fence === '+++' ? '=' : ':'
  const assigned = new RegExp(
    `^${json ? '[ \\t]*' : ''}["']?(?:${dateNames.join('|')})["']?[ \\t]*${sign}[ \\t]*(.+)$`,
    'm',
  )
  const [, value = ''] = assigned.exec(json ?? matter ?? '') ?? []
  const [, quoted = value.replace(/\s+#.*$/, '')] =
    /^(?:"([^"]*)"|'[^']*')/.exec(value.trim().replaceAll("'", '"')) ?? []
  return readDate(quoted.trim())?.day
}

/** The day of a digest by its file's name and the date of its front matter; undefined if neither says it. */
export function dayOfFile(name: Exclude<ParsedFilename, undefined>, written: Day | undefined): Day | undefined {
  if ('day' in name) return name.day
  if ('first' in name) return written && written >= name.first && written <= name.last ? written : name.first
  return 'isFree' in name ? written : undefined
}
