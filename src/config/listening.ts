import { ConfigurationError } from '../domain/errors.ts'
import type { Credentials } from '../platforms/definition.ts'
import { isLoopback, pageHost } from './page-host.ts'

/** An address of this machine where the bot listens, and the variables that name it. */
export interface ListeningAddress {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly variables: { readonly host: string; readonly port: string }
}

interface ListeningSettings {
  readonly page: { readonly host: string; readonly password?: string }
  readonly port: number
  readonly metrics?: { readonly host: string; readonly port: number }
  readonly credentials: Readonly<Record<string, Credentials>>
}

/** The page, the health checks and what platforms send over HTTP. */
export function listeningAddresses({
  page,
  port,
  metrics,
  credentials,
}: ListeningSettings): readonly ListeningAddress[] {
  const requests = Object.values(credentials).flatMap(({ httpHost: host, httpPort }) =>
    host && httpPort
      ? [{ host, port: Number(httpPort), variables: { host: 'SLACK_HTTP_HOST', port: 'SLACK_HTTP_PORT' } }]
      : [],
  )
  return [
    { host: pageHost(page), port, variables: { host: 'PAGE_HOST', port: 'PORT' } },
    ...(metrics ? [{ ...metrics, variables: { host: 'METRICS_HOST', port: 'METRICS_PORT' } }] : []),
    ...requests,
  ]
}

/** Throws `ConfigurationError` if two of them are one: the second would find the port in use, by the bot itself. */
export function refuseSamePort(addresses: readonly ListeningAddress[]): void {
  for (const [index, { host, port, variables }] of addresses.entries()) {
    const other = addresses.slice(0, index).find((each) => port !== 0 && each.port === port && overlap(each.host, host))
    if (!other) continue
    throw new ConfigurationError(
      `${variables.port} and ${other.variables.port} are both ${port}, and the bot listens at both: set ${variables.port} to another number. See .env.example.`,
    )
  }
}

function overlap(one: string, other: string): boolean {
  const isAll = (host: string) => host === '0.0.0.0' || host === '::'
  return one === other || isAll(one) || isAll(other) || (isLoopback(one) && isLoopback(other))
}
