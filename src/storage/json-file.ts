import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { parseJson } from '../lib/json.ts'
import { privateFile } from './sqlite/files.ts'

/** The content of a file that the bot can do without; undefined if it cannot be read or is not JSON. */
export function readJsonFile(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Replaces the file at once, if it can be written. */
export function writeJsonFile(file: string, value: unknown): void {
  try {
    writeFileSync(`${file}.part`, JSON.stringify(value), { mode: privateFile })
    renameSync(`${file}.part`, file)
  } catch {}
}
