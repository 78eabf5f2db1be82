import { expect, test } from 'vitest'
import { nodesOf } from '../../docs-pages.ts'
import { ask } from '../raw-request.ts'
import { markdown, openApi, token } from './api-fixture.ts'

/** The requests of the examples with curl: `-T` sends a file, `-H` a header. */
const examples = nodesOf('docs/elsewhere.md', 'code')
  .filter(({ node }) => node.value.startsWith('curl '))
  .map(({ node }) => {
    const headers = [...node.value.matchAll(/-H (?:"([^"]*)"|'([^']*)')/g)].map(([, one, other]) => one ?? other ?? '')
    const { pathname } = new URL(/http:\S+/.exec(node.value)?.[0] ?? '')
    return { headers, pathname, sends: node.value.includes('-T ') }
  })

test('the examples with curl do what the page says', async () => {
  await using api = Object.assign(await openApi(), { [Symbol.asyncDispose]: () => api.close() })
  let etag = ''
  const statuses: number[] = []
  for (const { headers, pathname, sends } of examples) {
    const given = headers.map((header) =>
      header
        .replace('$API_TOKEN', token)
        .replace(/"[^"]+…"/, etag)
        .split(': '),
    )
    const answer = await ask(api.url, pathname, {
      method: sends ? 'PUT' : 'GET',
      headers: Object.fromEntries(given),
      body: markdown(`Version ${statuses.length}.`),
    })
    statuses.push(answer.status)
    etag = String(answer.headers.etag)
  }
  expect(statuses).toEqual([201, 200])
})
