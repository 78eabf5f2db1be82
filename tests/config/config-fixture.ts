import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, loadConfig } from '../../src/config/load.ts'
import { formatProblem } from '../../src/i18n/problems.ts'

/** A new folder with these files. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

/** The path of a `.env` file with this content. */
export function dotenv(content: string | Uint8Array): string {
  return join(folderWith({ '.env': content }), '.env')
}

/** The configuration of this text. Throws its problems. */
export function read(yaml: string, files: Record<string, string> = {}): Config {
  const reading = loadConfig(join(folderWith({ 'c.yaml': yaml, ...files }), 'c.yaml'))
  if ('problems' in reading) throw new Error(reading.problems.map((each) => formatProblem(each)).join('\n'))
  return reading.config
}

/** The problems of this text, as lines. */
export function problems(yaml: string | Uint8Array, files: Record<string, string> = {}): string[] {
  const folder = folderWith({ 'c.yaml': yaml, ...files })
  const reading = loadConfig(join(folder, 'c.yaml'))
  return 'problems' in reading
    ? reading.problems.map((problem) => formatProblem(problem).replace(`${folder}/`, ''))
    : []
}

/** One destination. */
export const minimal = 'destinations:\n  - name: team\n    platform: slack\n    channel: C0123456789\n'
