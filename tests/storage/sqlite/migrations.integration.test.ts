import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { parseAlert } from '../../../src/alerts/alert.ts'
import type { DeliveryId, ShownContent } from '../../../src/domain/delivery.ts'
import { ledgerMigrations } from '../../../src/storage/ledger/migrations.ts'
import { earlierFormats } from '../../../src/storage/sqlite/earlier-formats.ts'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { partKey } from '../../builders.ts'

const id = 'team@main/2026-01-05' as DeliveryId

/** A ledger as Morning Post 0.1 left it, with something in every table. */
const filled = `
  INSERT INTO deliveries (id, destination, digest, platform, channel, state, begun, reason, owed_at, settled_at) VALUES
    ('${id}', 'team', 'main/2026-01-05', 'slack', 'C1', 'owed', 1, NULL, 100, NULL),
    ('team@main/2026-01-04', 'team', 'main/2026-01-04', 'slack', 'C1', 'failed', 1, 'It was too long.', 50, 60);
  INSERT INTO parts (position, delivery, key, state, intended_at, posted_at, platform, channel, message, thread, link) VALUES
    (7, '${id}', 'overview', 'posted', 110, 120, 'slack', 'C1', '17.1', NULL, 'https://example.org/17'),
    (8, '${id}', 'section-01', 'uncertain', 130, NULL, NULL, NULL, NULL, NULL, NULL),
    (9, '${id}', 'section-02', 'intended', 140, NULL, NULL, NULL, NULL, NULL, NULL);
  INSERT INTO destinations (name, first_seen, paused_reason, paused_at) VALUES ('team', 10, 'Invite the bot.', 90);
  INSERT INTO subscriptions (name, destination, made_by, paused_until, told) VALUES
    ('made', '{"name":"made","platform":"slack","channel":"C1","skip":["2026-01-01"]}', 'U1', 999, NULL)
`

test('a ledger of the second version is brought up to date with everything that is in it', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')
  const old = new DatabaseSync(file)
  old.exec([...ledgerMigrations.slice(0, 2), filled, 'PRAGMA user_version = 2'].join(';'))
  old.close()

  const { ledger, subscriptions, check, close } = await openStore(file)
  const ref = { platform: 'slack', channel: 'C1', message: '17.1', link: 'https://example.org/17' } as const
  expect(await ledger.parts(id)).toEqual([
    { key: 'overview', state: 'posted', intendedAt: 110, postedAt: 120, ref },
    { key: 'section-01', state: 'uncertain', intendedAt: 130 },
    { key: 'section-02', state: 'intended', intendedAt: 140 },
  ])
  expect((await ledger.unfinished()).map((delivery) => delivery.id)).toEqual([id])
  expect(await ledger.deliveriesTo('team', 9)).toMatchObject([
    { id },
    { state: 'failed', reason: { text: 'It was too long.' } },
  ])
  expect((await ledger.uncertainParts()).map(({ key }) => key)).toEqual(['section-01'])
  expect(await ledger.findByMessage(ref)).toEqual({ id, key: 'overview' })
  expect(await ledger.firstSeen('team', 500)).toBe(10)
  expect(await ledger.pauses()).toEqual(new Map([['team', { reason: { text: 'Invite the bot.' }, at: 90 }]]))
  expect(subscriptions.all()).toMatchObject([
    { madeBy: 'U1', pausedUntil: 999, destination: { name: 'made', layout: 'sections' } },
  ])
  expect(await ledger.gap()).toBeUndefined()

  // What is there belongs to the default workspace.
  expect(await ledger.delivery(id)).not.toHaveProperty('workspace')
  expect(subscriptions.all()[0]?.destination).not.toHaveProperty('workspace')

  // New parts come after the old ones, and what is new works on what is old.
  await ledger.confirm(id, partKey('section-01'), 600)
  await ledger.recordIntent(id, partKey('section-03'), 700)
  expect((await ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)).toEqual([
    'overview posted',
    'section-01 confirmed',
    'section-02 intended',
    'section-03 intended',
  ])
  await check()
  await close()
})

test('alerts of earlier kinds are known under their names of today', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')
  const at = ledgerMigrations.findIndex((step) => step.includes("'stale:'"))
  const old = new DatabaseSync(file)
  const content = (kind: string, subject: string) =>
    JSON.stringify({ kind, subject, name: 'main', title: 'T', words: [], buttons: [] })
  for (const [name, read] of Object.entries(earlierFormats)) old.function(name, read)
  old.exec([...ledgerMigrations.slice(0, at), `PRAGMA user_version = ${at}`].join(';'))
  const add = old.prepare('INSERT INTO alerts (subject, content, created_at) VALUES (?, ?, 1)')
  for (const [kind, subject] of [
    ['quiet', 'quiet:main:2026-01-05'],
    ['mended', 'mended:digest:a.md'],
  ] as const)
    add.run(subject, content(kind, subject))
  add.run('quiet:main:2026-01-06', 'not JSON')
  old.close()
  const { alerts, close } = await openStore(file)
  expect((await alerts.open()).map((record) => [record.subject, parseAlert(record).kind])).toEqual([
    ['stale:main:2026-01-05', 'stale'],
    ['resolved:digest:a.md', 'resolved'],
    ['quiet:main:2026-01-06', 'ledger'],
  ])
  await close()
})

/** What version 4 kept as strings with a grammar, and as what it is read now. */
const layout = { layout: 'thread', discussion: 'off', sections: [{ key: 'section-01', identity: 'i' }] }
const overview = { key: partKey('overview'), identity: '', messages: 1 }
const shownBefore: readonly [stamp: string | null, takeaways: string | null, shown: ShownContent | undefined][] = [
  ['overview::W0rd-s_:1', '[]', { piece: overview, contentHash: 'W0rd-s_', takeaways: [] }],
  [
    'section-01~2:id:hash:2',
    '["a","b"]',
    {
      piece: { key: partKey('section-01~2'), identity: 'id', messages: 2 },
      contentHash: 'hash',
      takeaways: ['a', 'b'],
    },
  ],
  [':::1', '[]', { contentHash: ':::1', takeaways: [] }],
  ['overview::!withdrawn-x:1', '[]', { piece: overview, notice: 'withdrawn-x', takeaways: [] }],
  ['overview::-:1', '[]', { piece: overview, takeaways: [] }],
  ['-', '["a"]', { takeaways: ['a'] }],
  ['hash', '[]', { contentHash: 'hash', takeaways: [] }],
  [null, null, undefined],
]

test('what was kept as joined strings is read as data', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')
  const old = new DatabaseSync(file)
  old.exec(
    [...ledgerMigrations.slice(0, 2), filled, ...ledgerMigrations.slice(2, 4), 'PRAGMA user_version = 4'].join(';'),
  )
  const update = old.prepare('UPDATE deliveries SET stamp = ?, lateness = ? WHERE id = ?')
  update.run(JSON.stringify({ ...layout, content: 'hash' }), 'Posted 2 h late.', id)
  update.run(JSON.stringify({ ...layout, content: '' }), null, 'team@main/2026-01-04')
  for (const [at, [stamp, takeaways]] of shownBefore.entries()) {
    const insert =
      "INSERT INTO parts (delivery, key, state, intended_at, stamp, takeaways) VALUES (?, ?, 'intended', 1, ?, ?)"
    old.prepare(insert).run('team@main/2026-01-04', `section-${at}`, stamp, takeaways)
  }
  old.close()

  const { ledger, check, close } = await openStore(file)
  const [newer, older] = await ledger.deliveriesTo('team', 9)
  expect(newer).toMatchObject({ delay: { text: 'Posted 2 h late.' }, postedLayout: { ...layout, contentHash: 'hash' } })
  expect(older?.postedLayout).toEqual(layout)
  expect((await ledger.parts('team@main/2026-01-04' as DeliveryId)).map(({ shown }) => shown)).toEqual(
    shownBefore.map(([, , shown]) => shown),
  )
  await check()
  await close()
})

test('a step that fails leaves the ledger as it was', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')
  const old = new DatabaseSync(file)
  old.exec([...ledgerMigrations.slice(0, 2), filled, 'CREATE TABLE facts (name)', 'PRAGMA user_version = 2'].join(';'))
  await expect(openStore(file)).rejects.toThrow(/cannot be used \(table facts already exists\)/)
  expect(old.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 2 })
  expect(old.prepare('SELECT count(*) AS count FROM parts').get()).toMatchObject({ count: 3 })
  old.close()
})
