import { dayMs, hourMs, minuteMs } from '../../src/domain/duration.ts'
import { Ambiguous, PlatformUnreachable, TokenRefused } from '../../src/domain/errors.ts'
import type { Grant, InstallationClient, StoredInstallation, UninstallReport } from '../../src/domain/installation.ts'
import { splitWorkspaceId, type WorkspaceId } from '../../src/domain/workspace-id.ts'
import { Installations } from '../../src/installations/installations.ts'
import { parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'
import { Grants } from '../../src/simulator/slack/grants.ts'
import { SlackState } from '../../src/simulator/slack/state.ts'
import { silentLog } from '../builders.ts'
import { MemoryInstallations } from '../installations/memory-installations.ts'
import { Random } from './random.ts'
import {
  aProcess,
  countTold,
  grantOf,
  Killed,
  never,
  noTotals,
  type Process,
  tokensOver,
  type WorkspaceTotals,
  type WorkspaceWishes,
} from './workspace-tokens.ts'

const tickMs = 10 * minuteMs
const cipher = new TokenCipher(parseEncryptionKey('5e'.repeat(32), 'MORNING_POST_KEY'))
const facts = { clientId: '1', clientSecret: '2' }
const basic = `Basic ${Buffer.from(`${facts.clientId}:${facts.clientSecret}`).toString('base64')}`

/** Many workspaces whose tokens expire, are renewed, revoked and lost, with kills of the bot at every moment. */
export async function simulateWorkspaces(wishes: WorkspaceWishes): Promise<WorkspaceTotals> {
  const random = new Random(wishes.seed)
  const totals = noTotals()
  const clock = { time: Date.parse('2026-01-05T00:00:00Z'), now: () => clock.time, wait: async () => {} }
  const ids = Array.from({ length: wishes.workspaces }, (_, at) => `T${String(at).padStart(8, '0')}`)
  const bot = { id: 'UBOT', name: 'bot', realName: 'Bot', isBot: true, timezone: 'UTC' }
  const seed = { app: { id: 'A1', botId: 'B1' }, bot, users: [bot], channels: [], groups: [] }
  const states = new Map(ids.map((id) => [id, new SlackState({ ...seed, team: { id, name: id, domain: id } })]))
  const grants = new Grants({
    ...facts,
    now: clock.now,
    workspaces: states,
    rotates: () => true,
    scopes: new Set(['chat:write']),
  })
  const store = new MemoryInstallations()
  /** Installed as the platform sees it. */
  const installed = new Set<string>()
  /** Those whose last pair never reached the store. */
  const destroyed = new Set<string>()
  /** Refreshed, and not stored yet. */
  const unstored = new Set<string>()
  /** Removed, and reported at least once since. */
  const reported = new Set<string>()
  const toldSince = new Map<string, number>()
  const reports: { readonly at: number; readonly ending: UninstallReport }[] = []
  let isCalm = false
  let process = aProcess(0)

  const kill = (of: Process): never => {
    of.isDead = true
    totals.kills++
    for (const id of unstored) destroyed.add(id)
    totals.destroyed += unstored.size
    unstored.clear()
    of.end.reject(new Killed())
    throw new Killed()
  }
  /** One step of a process: it may be killed there. True if it was killed before: then nothing of it goes on. */
  const step = (of: Process): boolean => {
    if (!of.isDead && --of.killIn <= 0) kill(of)
    return of.isDead
  }

  const clientFor = (of: Process): InstallationClient => ({
    exchange: async (code) => grantOf(grants.access({ code }, basic), clock.time),
    refresh: async (token) => {
      if (step(of)) await never
      const fate = isCalm ? 1 : random.between(1, 100)
      if (fate === 100) throw new PlatformUnreachable('Slack', 'ECONNREFUSED')
      if (fate === 99) throw new Ambiguous('Slack', 'the request was lost')
      totals.refreshes++
      let grant: Grant
      try {
        grant = grantOf(grants.access({ grant_type: 'refresh_token', refresh_token: token }, basic), clock.time)
      } catch {
        throw new TokenRefused('invalid_refresh_token')
      }
      const { id } = splitWorkspaceId(grant.workspace)
      unstored.add(id)
      if (step(of)) await never
      if (fate !== 98) return grant
      unstored.delete(id)
      destroyed.add(id)
      totals.destroyed++
      throw new Ambiguous('Slack', 'the answer was lost')
    },
    accepts: async (token) => {
      if (step(of)) await never
      return grants.accepts(token)
    },
    tell: async () => void (step(of) && (await never)),
  })

  function start(): Installations {
    const of = aProcess(isCalm ? Number.POSITIVE_INFINITY : random.between(1, wishes.workspaces))
    process = of
    const save = async (row: StoredInstallation) => {
      if (step(of)) await never
      const { id } = splitWorkspaceId(row.workspace)
      const before = store.rows.get(row.workspace)
      const saving = store.save(row)
      const isSaved = store.rows.get(row.workspace) !== before
      if (isSaved && before?.notifiedAt === undefined && row.notifiedAt !== undefined) {
        countTold(id, { installed, destroyed, toldSince, totals })
      }
      if (isSaved && row.refreshIntendedAt === undefined && row.state === 'active') unstored.delete(id)
      return saving
    }
    const own = {
      save,
      list: () => store.list(),
      get: (workspace: WorkspaceId) => store.get(workspace),
      remove: (workspace: WorkspaceId, revision: number) => store.remove(workspace, revision),
      useOnce: (nonce: string, expiresAt: number, now: number) => store.useOnce(nonce, expiresAt, now),
    }
    return new Installations({ store: own, cipher, client: clientFor(of), title: 'Slack', clock, log: silentLog })
  }

  let installations = start()
  /** Runs work of the bot; if it is killed, the bot is started again. */
  const run = async (work: (bot: Installations) => Promise<unknown>): Promise<void> => {
    try {
      await Promise.race([work(installations), process.end.promise])
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      installations = start()
      await installations.refreshStates()
    }
  }

  async function install(id: string): Promise<void> {
    const code = grants.authorize({ workspace: id, user: 'U1' })
    await run((bot) => bot.install(code))
    // A kill may come between the answer and its row: the person tries again.
    if (store.rows.get(`slack:${id}`)?.installedAt !== clock.time) return install(id)
    totals.installs++
    for (const set of [destroyed, reported, unstored]) set.delete(id)
    toldSince.delete(id)
    installed.add(id)
  }

  function uninstall(id: string): void {
    grants.uninstall(id)
    installed.delete(id)
    totals.uninstalls++
    const workspace: WorkspaceId = `slack:${id}`
    const at = Math.floor(clock.time / 1_000) * 1_000
    for (const ending of [
      { workspace, at },
      { workspace, at, users: ['UBOT'] },
    ]) {
      for (let copies = random.chance(0.1) ? 2 : 1; copies > 0; copies--)
        reports.push({ at: clock.time + random.between(0, 6) * 20 * minuteMs, ending })
    }
  }

  async function deliverReports(): Promise<void> {
    const due = reports.filter(({ at }) => at <= clock.time)
    for (const report of due) {
      reports.splice(reports.indexOf(report), 1)
      const { id } = splitWorkspaceId(report.ending.workspace)
      if (!installed.has(id)) reported.add(id)
      let isHandled = false
      // Slack repeats a report that was not acknowledged.
      while (!isHandled)
        await run(async (bot) => {
          await bot.noteEnding(report.ending)
          isHandled = true
        })
    }
  }

  const servers = Array.from({ length: wishes.servers }, (_, at) => String(100_000_000_000_000_000n + BigInt(at)))
  const tokenFor = tokensOver(() => installations)

  async function post(id: string): Promise<void> {
    const workspace: WorkspaceId = `slack:${id}`
    const used = tokenFor(workspace)
    if (used === undefined) return
    await run(async (bot) => {
      const token = await bot.token(used).catch((error: unknown) => {
        if (error instanceof Killed) throw error
        return undefined
      })
      if (token === undefined) return
      totals.posts++
      if (grants.accepts(token)) {
        if (grants.workspaceOf(token) !== id) totals.leaks++
        return
      }
      if (installed.has(id) || reported.has(id)) totals.dead++
      else totals.refusedFirst++
      await bot.noteRefused(used, token)
    })
  }

  for (const id of ids) await install(id)
  const ticks = (wishes.days * dayMs) / tickMs
  for (let tick = 0; tick < ticks; tick++) {
    clock.time += tickMs
    isCalm = tick > ticks - (2 * dayMs) / tickMs
    if (isCalm && process.killIn !== Number.POSITIVE_INFINITY) installations = start()
    for (let changes = isCalm ? 0 : random.between(0, Math.ceil(wishes.workspaces / 200)); changes > 0; changes--) {
      const id = random.of(ids)
      if (installed.has(id) && random.chance(0.7)) uninstall(id)
      else await install(id)
    }
    await deliverReports()
    await run(async (bot) => {
      await bot.renewDue()
      await bot.notifyInstallers('Install it again.')
      await bot.refreshStates()
    })
    const hour = Math.floor((clock.time % dayMs) / hourMs)
    for (const [at, id] of ids.entries()) if (tick % 6 === 0 && at % 24 === hour) await post(id)
    if (tick % 6 === 0) {
      for (const [at, server] of servers.entries()) {
        if (at % 24 !== hour) continue
        totals.posts++
        if (tokenFor(`discord:${server}`) !== 'discord:default') totals.leaks++
      }
    }
  }
  for (const id of ids) check(id)
  return totals

  function check(id: string): void {
    const row = store.rows.get(`slack:${id}`)
    const wanted = !installed.has(id) ? 'uninstalled' : destroyed.has(id) ? 'needs-reinstall' : 'active'
    if (row?.state === 'needs-reinstall') totals.needReinstall++
    if (row?.state !== wanted) totals.wrong.push(`${id} is ${row?.state}, and should be ${wanted}`)
    const told = toldSince.get(id) ?? 0
    if (wanted === 'needs-reinstall' ? told !== 1 : told > 1)
      totals.wrong.push(`the installer of ${id} was told ${told} times`)
    if (wanted !== 'active' || !row?.tokens) return
    const { bot: token } = cipher.decrypt(row.workspace, row.tokens)
    if (!grants.accepts(token)) totals.wrong.push(`${id} has a token that is dead`)
  }
}
