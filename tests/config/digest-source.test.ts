import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { formatProblem } from '../../src/i18n/problems.ts'

function load(yaml: string) {
  const home = mkdtempSync(join(tmpdir(), 'config-'))
  const file = join(home, 'c.yaml')
  writeFileSync(file, `digests:\n  ${yaml}\n`)
  return loadConfig(file, { home })
}

test.each([
  ['git: https://example.org/d.git', { url: 'https://example.org/d.git', folder: '', everyMs: 300_000 }],
  [
    'git: git@example.org:team/d.git\n  branch: may\n  folder: /daily/\n  every: 90s',
    { url: 'git@example.org:team/d.git', branch: 'may', folder: 'daily', everyMs: 90_000 },
  ],
  ['git: file:///srv/d.git\n  folder: .\n  every: 2', { url: 'file:///srv/d.git', folder: '', everyMs: 120_000 }],
])('digests may come from a repository: %s', (yaml, git) => {
  expect(load(yaml)).toMatchObject({ config: { git } })
})

test.each([
  ['git: ext::sh -c true', '"git" has a wrong value. It must be the address of a repository'],
  ['git: --upload-pack=x', '"git" has a wrong value. It must be the address of a repository'],
  ['git: https://ada:secret@example.org/d.git', '"git" has a wrong value. It must not hold a password'],
  ['git: https://example.org/d.git\n  branch: --force', '"branch" has a wrong value. It is no name of a branch'],
  [
    'git: https://example.org/d.git\n  folder: ../other',
    '"folder" has a wrong value. It must be a folder of the repository',
  ],
  ['git: https://example.org/d.git\n  every: often', '"every" has a wrong value. It must be a time with a unit'],
  ['git: https://example.org/d.git\n  brnch: may', 'Did you mean "branch"?'],
  ['branch: may', '"git" is missing'],
])('a repository that is not one is refused: %s', (yaml, message) => {
  const reading = load(yaml)
  const found = 'problems' in reading ? reading.problems.map((each) => formatProblem(each)).join('\n') : ''
  expect(found).toContain(message)
  expect(found).not.toContain('secret')
})
