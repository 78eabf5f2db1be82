import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createApi, type SlackApi } from '../../../src/adapters/slack/api.ts'
import { sdkLogger } from '../../../src/adapters/slack/sdk-logger.ts'
import type { Clock } from '../../../src/domain/clock.ts'
import { hurriedClock, memoryLog } from '../../contracts/adapter-fixture.ts'

interface Call {
  readonly method: string
  readonly body: Readonly<Record<string, string>>
}

/** A server that gives Slack's answers in the order given, whatever it is asked. */
export async function scripted(
  answers: readonly object[],
  clock: Clock = hurriedClock,
): Promise<AsyncDisposable & { api: SlackApi; calls: readonly Call[] }> {
  const calls: Call[] = []
  const left = [...answers]
  const server = createServer(async (request, response) => {
    const body = Object.fromEntries(new URLSearchParams(await text(request)))
    calls.push({ method: request.url?.slice('/api/'.length) ?? '', body })
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(left.shift() ?? { ok: false, error: 'fatal_error' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
  return {
    api: createApi({
      token: 'xoxb-scripted',
      variable: 'SLACK_BOT_TOKEN',
      apiUrl,
      logger: sdkLogger(memoryLog()),
      clock,
    }),
    calls,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
