import type { Dispatcher } from 'undici'
import type { ClientOptions } from 'ws'
import { proxyFor } from './proxy-address.ts'

/** The variables that other programs read as well, in upper and in lower case. */
export const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const

let dispatcher: Dispatcher | undefined

/**
 * From now on, requests and WebSockets of this process go through the proxy that the environment names, except to hosts in
 * `NO_PROXY`. To be called before the SDKs are loaded: Discord's keeps the class of its WebSockets.
 */
export async function useProxy(): Promise<void> {
  if (dispatcher) return
  // Loaded only here: few installations have a proxy.
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici')
  // A WebSocket needs a tunnel also where it is not encrypted, and HTTP/1.1.
  dispatcher = new EnvHttpProxyAgent({ proxyTunnel: true, allowH2: false })
  setGlobalDispatcher(dispatcher)
  await sendSocketsThroughProxy()
}

/** The dispatcher for SDKs that would otherwise make their own. */
export function proxyDispatcher(): Dispatcher | undefined {
  return dispatcher
}

/** Discord's SDK opens its WebSocket with the package `ws` and has no option for an agent. */
async function sendSocketsThroughProxy(): Promise<void> {
  const { default: Direct } = await import('ws')
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  class Proxied extends Direct {
    constructor(address: string | URL, protocols?: string | string[], options?: ClientOptions) {
      const proxy = proxyFor(String(address).replace(/^ws/, 'http'))
      super(address, protocols, proxy ? { ...options, agent: new HttpsProxyAgent(proxy) } : options)
    }
  }
  // What `require('ws').WebSocket` gives. The package sets it when it is required first, which may be later.
  Object.defineProperty(Direct, 'WebSocket', { get: () => Proxied, set: () => {} })
}
