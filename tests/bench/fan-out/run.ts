import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { PlatformName } from '../../../src/domain/destination.ts'
import {
  type Address,
  type Arrived,
  channelId,
  day,
  type FromPlatform,
  type FromSender,
  type PlatformOrders,
  type SenderOrders,
  type Spent,
  type Standing,
  type Way,
} from './orders.ts'

export interface Run {
  readonly platform: PlatformName
  readonly way: Way
  readonly channels: number
  readonly digest: string
  /** Messages that the digest becomes in each channel. */
  readonly parts: number
  /** By how much time passes faster, for sender and platform alike. */
  readonly lapse: number
  readonly dead?: readonly number[]
  readonly silent?: readonly number[]
}

export type Outcome = Arrived & Spent & Standing

/** How long nothing may arrive before a run is over, in milliseconds of ours. */
const patienceMs = 40_000

/** The hour at which every run begins, and every destination is due. */
const hour = '09:00'
const begins = Date.parse(`${day}T${hour}:00Z`)

/** Sends one digest to many channels of a platform, in processes of their own, and gives what it took and what arrived. */
export async function fanOut(run: Run): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-fan-out-'))
  const children: ChildProcess[] = []
  const start = (file: string, orders: PlatformOrders | SenderOrders) => {
    const child = startProcess(file, orders, run.lapse, now)
    children.push(child)
    return child
  }
  const now = Date.now()
  try {
    await prepareFolder(folder, run)
    const { platform, channels, dead, silent, way } = run
    const healthy = channels - (dead?.length ?? 0) - (silent?.length ?? 0)
    const expected = healthy * run.parts
    const stage = start('platform.ts', {
      platform,
      channels,
      expected,
      ...(dead && { dead }),
      ...(silent && { silent }),
    })
    const { address } = await heard<FromPlatform, 'ready'>(stage, 'ready')
    const sender = start('sender.ts', { way, address: address as Address, channels, folder })
    await heard<FromSender, 'ready'>(sender, 'ready')
    const done = heard<FromSender, 'sent'>(sender, 'sent')
    sender.send('go')
    const arrived = await allThere(stage, expected, done)
    sender.send('stop')
    const spent = await heard<FromSender, 'spent'>(sender, 'spent')
    stage.send('standing?')
    return { ...arrived, ...spent, ...(await heard<FromPlatform, 'standing'>(stage, 'standing')) }
  } finally {
    await Promise.all(children.map(end))
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Both exit when their parent does. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.disconnect()
  await ended
}

/** Resolves when everything arrived, or nothing more does. */
async function allThere(stage: ChildProcess, expected: number, done: Promise<unknown>): Promise<Arrived> {
  let isDone = false
  void done.then(() => {
    isDone = true
  })
  for (let before = -1; ; ) {
    const complete = heard<FromPlatform, 'arrived'>(stage, 'arrived')
    const now = await Promise.race([complete, wait(isDone ? 0 : patienceMs)])
    if (now && now.stored >= expected) return now
    stage.send('arrived?')
    const late = await complete
    if (late.stored >= expected || isDone || late.stored === before) return late
    before = late.stored
  }
}

const wait = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms, undefined))

function startProcess(file: string, orders: object, lapse: number, now: number): ChildProcess {
  return fork(new URL(file, import.meta.url), [JSON.stringify(orders)], {
    execArgv: ['--expose-gc', '--import', new URL('time-lapse.ts', import.meta.url).href],
    // With NODE_OPTIONS=--cpu-prof each says where its time went.
    env: {
      PATH: process.env.PATH ?? '',
      NODE_OPTIONS: process.env.NODE_OPTIONS ?? '',
      TIME_LAPSE: [lapse, now, begins].join(),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

async function heard<Message extends { type: string }, Type extends Message['type']>(
  child: ChildProcess,
  type: Type,
): Promise<Extract<Message, { type: Type }>> {
  const gone = new AbortController()
  child.once('exit', () => gone.abort(new Error(`A process of the bench ended before it was ${type}.`)))
  for (;;) {
    const [message] = (await once(child, 'message', { signal: gone.signal })) as [Message]
    if (message.type === type) return message as Extract<Message, { type: Type }>
  }
}

/** An operator's folder. */
async function prepareFolder(folder: string, { platform, channels, digest }: Run): Promise<void> {
  const destinations = Array.from({ length: channels }, (_, at) => ({
    name: `fan-${at}`,
    platform,
    channel: channelId(platform, at),
    at: hour,
    // What the bare loop posts.
    layout: 'sections',
    // Where time does not lapse, the digest is as old as its day.
    welcomeDays: 3_660,
  }))
  for (const name of ['config', 'digests']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'digests', `${day}.md`), digest)
  await writeFile(
    join(folder, 'config', 'morning-post.yaml'),
    stringify({ quietSeconds: 0, digests: join(folder, 'digests'), destinations }),
  )
}
