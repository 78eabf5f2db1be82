import { z } from 'zod'
import type { LoginRecord } from '../domain/login-record.ts'
import { MemoryLogins } from '../lib/memory-logins.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

const times = z.array(z.number()).catch([])

/** The logins of this machine, in a file: they count over restarts. If it cannot be written, until the process ends. */
export function openLoginRecord(file: string): LoginRecord {
  return new MemoryLogins(times.parse(readJsonFile(file)), (now) => writeJsonFile(file, now))
}
