import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createApi, type SlackApi, type SlackOptions } from '../../../src/adapters/slack/api.ts'
import { hurriedClock, memoryLog } from '../../contracts/adapter-fixture.ts'
import { vocabulary } from '../../contracts/digest.ts'

interface Call {
  readonly method: string
  readonly body: Readonly<Record<string, string>>
}

/** A server that gives Slack's answers in the given order, whatever the request is. A promise is awaited first. */
export async function scripted(
  answers: readonly object[],
  more: Partial<SlackOptions> = {},
): Promise<AsyncDisposable & { api: SlackApi; calls: readonly Call[] }> {
  const calls: Call[] = []
  const left = [...answers]
  const server = createServer(async (request, response) => {
    const body = Object.fromEntries(new URLSearchParams(await text(request)))
    calls.push({ method: request.url?.slice('/api/'.length) ?? '', body })
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify((await left.shift()) ?? { ok: false, error: 'fatal_error' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
  return {
    api: createApi({
      botToken: 'xoxb-scripted',
      appToken: 'xapp-scripted',
      apiUrl,
      log: memoryLog(),
      vocabulary,
      clock: hurriedClock,
      ...more,
    }),
    calls,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
