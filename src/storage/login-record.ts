import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { LoginRecord } from '../domain/login-record.ts'
import { parseJson } from '../lib/json.ts'
import { MemoryLogins } from '../lib/memory-logins.ts'
import { privateFile } from './sqlite/files.ts'

const times = z.array(z.number()).catch([])

/** The logins of this machine, in a file: they count over restarts. If it cannot be written, until the process ends. */
export function openLoginRecord(file: string): LoginRecord {
  return new MemoryLogins(times.parse(parseJson(read(file))), (now) => {
    try {
      writeFileSync(`${file}.part`, JSON.stringify(now), { mode: privateFile })
      renameSync(`${file}.part`, file)
    } catch {}
  })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
