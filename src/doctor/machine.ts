import { once } from 'node:events'
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { ListeningAddress } from '../config/listening.ts'
import type { Finding, Verdict } from '../domain/verdict.ts'
import { fine, wrong } from '../i18n/verdicts.ts'
import { parseJson } from '../lib/json.ts'
import { hostInUrl } from '../lib/loopback-host.ts'
import { pathObstacle } from '../lib/path-obstacle.ts'

/** Offsets in hours that the rules of these zones have given since 2023, winter and summer; Mexico ended summer time. */
const zoneRules = [
  { zone: 'Europe/Berlin', january: 'GMT+1', july: 'GMT+2' },
  { zone: 'America/New_York', january: 'GMT-5', july: 'GMT-4' },
  { zone: 'America/Mexico_City', january: 'GMT-6', july: 'GMT-6' },
  { zone: 'Asia/Shanghai', january: 'GMT+8', july: 'GMT+8' },
] as const

/** Whether Node knows the rules of time zones, and recent ones. */
export function checkTimeZones(): Finding {
  const outdated = zoneRules.find(({ zone, january, july }) => offset(zone, 0) !== january || offset(zone, 6) !== july)
  const version = process.versions.tz ?? ''
  const verdict = outdated ? wrong('old-zones', outdated.zone, version) : fine('zones', version)
  return { check: 'time-zones', subject: 'Node', ...verdict }
}

function offset(timeZone: string, month: number): string | undefined {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
    return format.formatToParts(Date.UTC(2026, month, 15)).find(({ type }) => type === 'timeZoneName')?.value
  } catch {
    return undefined
  }
}

/** The least that must be free for the ledger, its backup and the caches, in bytes. */
const freeMin = 100 * 1024 * 1024

/** File systems of other machines, by the number that statfs gives: https://man7.org/linux/man-pages/man2/statfs.2.html */
const networkTypes: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4266872130: 'SMB',
  4283649346: 'CIFS',
  16914839: '9p',
  12805120: 'Ceph',
  1397113167: 'AFS',
}

/** Whether the ledger can be kept there. `typeOf` gives the number of a folder's file system. */
export function checkDataFolder(folder: string, typeOf = (path: string) => statfsSync(path).type): Finding {
  return { check: 'data-folder', subject: folder, ...folderVerdict(folder, typeOf) }
}

function folderVerdict(folder: string, typeOf: (path: string) => number): Verdict {
  const obstacle = pathObstacle(folder)
  if (obstacle) return wrong('no-folder', obstacle.at)
  const existing = nearestExisting(folder)
  const { mode, uid: owner } = statSync(existing)
  const uid = process.geteuid?.() ?? owner
  try {
    accessSync(existing, constants.W_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EROFS') return wrong('read-only-folder')
    return existing === folder
      ? wrong('folder-of-another', owner, uid, `chown -R ${uid} "${folder}"`)
      : wrong('folder-not-made', existing, owner, uid, `install -d -m 700 -o ${uid} "${folder}"`)
  }
  const network = networkTypes[typeOf(existing) >>> 0]
  if (network) return wrong('network-folder', network)
  const { bavail, bsize } = statfsSync(existing)
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024)
  if (bavail * bsize < freeMin) return wrong('full-disk', freeMb)
  if (existing !== folder) return fine('new-folder')
  return (mode & 0o077) === 0 ? fine('folder', freeMb) : wrong('readable-folder', `chmod 700 ${folder}`)
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
}

const health = z.object({ status: z.string(), reasons: z.array(z.unknown()) })

/** How long the page may take to answer, in milliseconds. */
const pageTimeoutMs = 5_000

/** Whether the bot can listen there: the port is free, or a bot has it. */
export async function checkPort(address: ListeningAddress): Promise<Finding> {
  const { host, port } = address
  const code = await tryToListen(host, port)
  return { check: 'port', subject: `${host}:${port}`, ...(await portVerdict(address, code)) }
}

async function portVerdict({ host, port, variables }: ListeningAddress, code: string | undefined): Promise<Verdict> {
  if (code === undefined) return fine('port')
  if (code === 'EADDRINUSE' && (await isOurs(host, port))) return fine('port-of-bot')
  if (code === 'EADDRINUSE') return wrong('port-used', variables.port)
  if (code === 'EACCES') return wrong('port-forbidden', variables.port)
  return wrong('no-such-address', code, variables.host)
}

function tryToListen(host: string, port: number): Promise<string | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => resolve(code))
    server.listen({ host, port }, () => server.close(() => resolve(undefined)))
  })
}

async function isOurs(host: string, port: number): Promise<boolean> {
  const address = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  try {
    const url = `http://${hostInUrl(address)}:${port}/healthz`
    // Not with `fetch`, which asks a proxy, on whose machine this address is another one.
    const [answer] = await once(get(url, { signal: AbortSignal.timeout(pageTimeoutMs) }), 'response')
    const said = await text(answer)
    return /^This is Morning Post\b/.test(said) || health.safeParse(parseJson(said)).success
  } catch {
    return false
  }
}
