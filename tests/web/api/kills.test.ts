import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import type { DigestId } from '../../../src/domain/digest.ts'
import { type Change, StoredDigests } from '../../../src/web/api/stored-digests.ts'
import { day } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'
import { KillPoints } from '../../kill-points.ts'

const named = { publication: 'board', date: day('2026-05-04') }
const file = `${named.date}.md`
const bytes = (words: string) => new TextEncoder().encode(`# Models of May\n\n${words}\n`)

/** What a process does, in a folder that outlives it. */
type Work = (digests: StoredDigests) => Promise<Change>

const put =
  (words: string): Work =>
  (digests) =>
    digests.put(named, bytes(words), () => true)
const withdraw: Work = (digests) => digests.withdraw(named, 'Wrong.', () => true)

function open(folder: string): StoredDigests {
  const repository = { files: () => new Map<DigestId, string>() }
  return new StoredDigests({ folder: () => folder, repository, vocabulary, refusesSamples: true, onChange: () => {} })
}

const aFolder = () => mkdtempSync(join(inject('temporaryFolder'), 'api-kills-'))

/** The digests that a reader of the folder sees. */
function digestsIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:md|markdown)$/i.test(name),
  )
  return names.map((name) => readFileSync(join(folder, name), 'utf8'))
}

test.each<[string, Work[], Work]>([
  ['a first PUT', [], put('It is faster.')],
  ['a PUT in the place of another', [put('It is slow.')], put('It is faster.')],
  ['a PUT after DELETE', [put('It is slow.'), withdraw], put('It is slow.')],
  ['DELETE', [put('It is slow.')], withdraw],
])(
  '%s that is killed at any step leaves the old digest or the new one, and can be repeated',
  async (_, earlier, work) => {
    const prepare = async () => {
      const folder = aFolder()
      for (const each of earlier) await each(open(folder))
      return folder
    }
    const whole = await prepare()
    const before = digestsIn(whole)
    const all = new KillPoints()
    await all.run(() => work(open(whole)))
    const after = digestsIn(whole)
    expect(after).not.toEqual(before)
    for (let left = 0; left < all.steps; left += 1) {
      const folder = await prepare()
      const seen: string[][] = []
      const kills = new KillPoints(left, () => void seen.push(digestsIn(folder)))
      await kills.run(() => work(open(folder)))
      for (const each of [...seen, digestsIn(folder)]) expect([before, after]).toContainEqual(each)
      await work(open(folder))
      expect(digestsIn(folder)).toEqual(after)
      expect(await work(open(folder))).toMatchObject({ state: 'unchanged' })
      expect(readdirSync(join(folder, named.publication))).toEqual([file])
    }
    expect(all.steps).toBeGreaterThan(5)
  },
)
