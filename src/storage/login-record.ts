import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { dayMs } from '../domain/duration.ts'
import { parseJson } from '../lib/json.ts'
import { privateFile } from './sqlite/files.ts'

const times = z.array(z.number()).catch([])

/** The logins of the last 24 hours, in milliseconds since 1970. They count over restarts. */
export class LoginRecordFile {
  readonly #file: string
  #times: readonly number[]

  constructor(file: string) {
    this.#file = file
    this.#times = times.parse(parseJson(read(file)))
  }

  since(moment: number): readonly number[] {
    return this.#times.filter((at) => at > moment)
  }

  /** If it cannot be written, it is remembered until the process ends. */
  add(moment: number): void {
    this.#times = [...this.since(moment - dayMs), moment]
    try {
      writeFileSync(`${this.#file}.part`, JSON.stringify(this.#times), { mode: privateFile })
      renameSync(`${this.#file}.part`, this.#file)
    } catch {}
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
