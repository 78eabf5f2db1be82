import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type GitFixture, openGit } from './git-fixture.ts'

let fixture: GitFixture
beforeEach(() => {
  fixture = openGit()
  fixture.push({ '2026-05-04.md': 'four\n' })
})
afterEach(() => fixture.close())

/** A program called ssh that notes how it was called, and runs the command here unless it fails with these words. */
function fakeSsh(failure?: string) {
  const folder = join(fixture.root, "bin of Ada's")
  const called = join(fixture.root, 'called')
  mkdirSync(folder, { recursive: true })
  const end = failure === undefined ? 'for last; do :; done; eval "$last"' : `echo "${failure}" >&2; exit 255`
  writeFileSync(join(folder, 'ssh'), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${called}'\n${end}\n`)
  chmodSync(join(folder, 'ssh'), 0o755)
  const variables = { PATH: `${folder}:${process.env.PATH}` }
  return { variables, calls: () => readFileSync(called, 'utf8').split('\n') }
}

test.each(['ssh://git@digests.example', 'git@digests.example:'])(
  'a repository is pulled over SSH from %s',
  async (host) => {
    const { variables, calls } = fakeSsh()
    const sshKeyFile = join(fixture.root, "Ada's key")
    const { digests, current } = fixture.open({ url: `${host}${fixture.remote}` }, { variables, sshKeyFile })
    expect(await digests.pull()).toBe(true)
    expect(readFileSync(join(current, '2026-05-04.md'), 'utf8')).toBe('four\n')
    fixture.push({ '2026-05-05.md': 'five\n' })
    expect(await digests.pull()).toBe(true)
    expect(Object.keys(digests.state()?.files ?? {})).toEqual(['2026-05-04.md', '2026-05-05.md'])
    // It asks no one, knows the host by a file of its own, and shows this key only.
    expect(calls()).toEqual(
      expect.arrayContaining([
        'BatchMode=yes',
        'StrictHostKeyChecking=accept-new',
        '-i',
        sshKeyFile,
        'IdentitiesOnly=yes',
      ]),
    )
    expect(calls()).toContain('git@digests.example')
    expect(calls().find((each) => each.startsWith('UserKnownHostsFile='))).toContain('known_hosts')
  },
)

test.each([
  ['git@digests.example: Permission denied (publickey).', 'git-ssh-refused'],
  ['Host key verification failed.', 'git-ssh-refused'],
  ['ssh: Could not resolve hostname digests.example: Name or service not known', 'git-unreachable'],
])('what ssh says is a sentence: %s', async (words, code) => {
  const { variables } = fakeSsh(words)
  const { digests } = fixture.open({ url: `git@digests.example:${fixture.remote}` }, { variables })
  expect(await digests.pull()).toBe(false)
  expect(digests.state()?.failure?.reason).toMatchObject({ code, text: expect.stringContaining(words) })
})
