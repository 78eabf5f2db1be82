import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Marker } from '../../src/domain/platform.ts'
import { sourceFolder } from '../e2e/bot.ts'
import { type ChaosFixture, environment, settledMs } from './chaos-fixture.ts'
import type { PostedMessage, PostedMessages } from './posted-messages.ts'
import { Random } from './random.ts'

/** What `resolve --json` says of a part. */
interface OpenPart {
  readonly delivery: string
  readonly part: string
}

/** The operator: resolves the parts that the bot is uncertain about. */
export class Operator {
  /** All that ever were uncertain, as `delivery part`, and when the operator learned of them. */
  readonly uncertain = new Map<string, number>()
  /** The deliveries that it asked to take back. */
  readonly #asked = new Set<string>()
  /** Of these, the ones whose request was accepted. */
  withdrawn: ReadonlySet<string> = new Set()
  /** Requests that the command line rejected. */
  readonly refused: string[] = []
  readonly #fixture: ChaosFixture
  readonly #posted: PostedMessages
  readonly #random: Random

  constructor(fixture: ChaosFixture, posted: PostedMessages, seed: number) {
    this.#random = new Random(seed, 'operator')
    this.#fixture = fixture
    this.#posted = posted
  }

  /** Looks into the channel for each uncertain part, and resolves it. */
  resolve(): Promise<void> {
    return this.#fixture.turns.runExclusive('database', () => this.#resolve())
  }

  async #resolve(): Promise<void> {
    const open: readonly OpenPart[] = JSON.parse(await this.#cli('resolve', '--json'))
    for (const { delivery, part } of open) {
      const id = `${delivery} ${part}`
      // The bot's own clock may have been wrong when it tried.
      const since = this.uncertain.get(id) ?? Date.now()
      this.uncertain.set(id, since)
      if (Date.now() - since < settledMs(this.#fixture)) continue
      const [seen] = this.#posted.of({ delivery, part })
      const found = seen ? ['--there', this.#linkTo(seen)] : ['--send']
      await this.#cli('resolve', delivery, part, ...found).catch(({ message }: Error) => {
        // The bot may have found it in between.
        if (!message.includes('There is nothing to resolve.')) this.refused.push(message)
      })
    }
  }

  /** Withdraws a random delivery. The command line may be killed meanwhile; then the bot continues. */
  async undo(): Promise<void> {
    const some = await this.#deliveries("state IN ('posted', 'pending') AND id IN (SELECT delivery FROM parts)")
    const ms = this.#random.chance(0.5) ? this.#random.whole(1_000, 5_000) : undefined
    if (some.length === 0) return
    await this.#fixture.turns.runExclusive('database', () => this.#takeBack(this.#random.pick(some), ms))
  }

  /** Waits until nothing can arrive any more before it looks. */
  async resolveAll(): Promise<void> {
    await this.resolve()
    if ((await this.waiting()).size > 0) await setTimeout(settledMs(this.#fixture))
    await this.resolve()
    // What was found by hand can be deleted now.
    for (const delivery of await this.#deliveries("state = 'withdrawing'")) await this.#takeBack(delivery)
  }

  async #takeBack(delivery: string, killedAfterMs?: number): Promise<void> {
    this.#asked.add(delivery)
    // With faults it may say that it is not finished.
    await this.#cliFor(killedAfterMs, 'post', '--undo', delivery, '--yes').catch(() => {})
  }

  /**
   * Reads which requests were accepted. A command line may be killed before it asks, or while the database still
   * commits what it asked: then the delivery is taken back later.
   */
  async readUndone(): Promise<void> {
    const accepted = await this.#deliveries("state IN ('withdrawing', 'withdrawn')")
    this.withdrawn = new Set(accepted.filter((delivery) => this.#asked.has(delivery)))
  }

  /** The deliveries that wait for the operator. */
  async waiting(): Promise<ReadonlySet<string>> {
    const uncertain = (await this.#parts("state = 'uncertain'")).map(({ delivery }) => delivery)
    return new Set([...uncertain, ...(await this.#deliveries("state = 'withdrawing' AND reason IS NOT NULL"))])
  }

  /** Lines of its own that the bot added to discussions: only its ledger knows their names. */
  addenda(): Promise<readonly Marker[]> {
    return this.#parts("state IN ('posted', 'deleted') AND key LIKE '%/corrected-%'")
  }

  async #parts(condition: string): Promise<readonly Marker[]> {
    const rows = await this.#fixture.database.query(`SELECT delivery, key FROM parts WHERE ${condition}`)
    return rows.map(({ delivery, key }) => ({ delivery: String(delivery), part: String(key) }))
  }

  async #deliveries(condition: string): Promise<readonly string[]> {
    const rows = await this.#fixture.database.query(`SELECT id FROM deliveries WHERE ${condition} ORDER BY id`)
    return rows.map(({ id }) => String(id))
  }

  /** As "Copy link" in the menu of the message gives it. */
  #linkTo({ platform, workspace, channel, under, id }: PostedMessage): string {
    const { workspaces, discord } = this.#fixture
    if (platform === 'slack') {
      const domain = workspaces.get(workspace)?.state.team.domain
      const thread = under ? `?thread_ts=${under}&cid=${channel}` : ''
      return `https://${domain}.slack.com/archives/${channel}/p${id.replace('.', '')}${thread}`
    }
    // A forum post has the id of its first message.
    const home = under ?? (discord.state.message(channel, id) ? channel : id)
    return `https://discord.com/channels/${workspace}/${home}/${id}`
  }

  #cli(...args: readonly string[]): Promise<string> {
    return this.#cliFor(undefined, ...args)
  }

  /** Killed after this long, in milliseconds. */
  async #cliFor(timeout: number | undefined, ...args: readonly string[]): Promise<string> {
    const program = [join(sourceFolder, 'launch.js'), join(sourceFolder, 'cli/main.ts'), ...args]
    const limits = { timeout: timeout ?? 0, killSignal: 'SIGKILL' as const }
    const options = { cwd: this.#fixture.folder, env: environment(this.#fixture), ...limits }
    return (await promisify(execFile)(process.execPath, program, options)).stdout
  }
}
