import { z } from 'zod'
import type { LoginRecord } from '../domain/login-record.ts'
import { MemoryLogins } from '../lib/memory-logins.ts'
import { readJsonFile, writeJsonFile } from './json-file.ts'

const times = z.array(z.number()).catch([])

/**
 * The logins of this machine, in a file, so that they count across restarts. If it cannot be written, they are
 * remembered until the process ends.
 */
export function openLoginRecord(file: string): LoginRecord {
  return new MemoryLogins(times.parse(readJsonFile(file)), (now) => writeJsonFile(file, now))
}
