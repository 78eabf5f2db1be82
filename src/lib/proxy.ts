import type { Dispatcher } from 'undici'
import type { ClientOptions } from 'ws'
import { type ProxySettings, proxyAtFault, proxyFor } from './proxy-address.ts'

/** The variables that other programs read as well, in upper and in lower case. */
export const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const

let used: { readonly dispatcher: Dispatcher; readonly settings: ProxySettings } | undefined

/**
 * From now on, requests and WebSockets of this process go through the proxy of the settings, except to hosts that
 * they exempt. To be called before the SDKs are loaded: Discord's keeps the class of its WebSockets.
 */
export async function useProxy(settings: ProxySettings): Promise<void> {
  if (used) return
  // Loaded on demand: few installations have a proxy.
  const { Agent, Dispatcher, ProxyAgent, setGlobalDispatcher } = await import('undici')
  const direct = new Agent({ allowH2: false })
  const agents = new Map<string, InstanceType<typeof ProxyAgent>>()
  // A WebSocket needs a tunnel also where it is not encrypted, and HTTP/1.1.
  for (const uri of [settings.http, settings.https])
    if (uri) agents.set(uri, new ProxyAgent({ uri, proxyTunnel: true, allowH2: false }))
  // undici's `EnvHttpProxyAgent` knows no networks in `NO_PROXY`, and would decide otherwise than the WebSockets below.
  class ByAddress extends Dispatcher {
    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const proxy = proxyFor(String(options.origin), settings)
      return ((proxy !== undefined && agents.get(proxy)) || direct).dispatch(options, handler)
    }
  }
  const dispatcher = new ByAddress()
  used = { dispatcher, settings }
  setGlobalDispatcher(dispatcher)
  await sendSocketsThroughProxy(settings)
}

/** The dispatcher for SDKs that would otherwise make their own. */
export function proxyDispatcher(): Dispatcher | undefined {
  return used?.dispatcher
}

/** The dispatcher for one address; undefined where it is reached directly. */
export function proxyDispatcherFor(url: URL): Dispatcher | undefined {
  return used && proxyFor(url, used.settings) !== undefined ? used.dispatcher : undefined
}

/** The proxy that could not be connected to, as `host:port`; undefined if it was another host. */
export function usedProxyAtFault(error: Error): string | undefined {
  return used && proxyAtFault(error, used.settings)
}

/** Discord's SDK opens its WebSocket with the package `ws` and has no option for an agent. */
async function sendSocketsThroughProxy(settings: ProxySettings): Promise<void> {
  const { default: Direct } = await import('ws')
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  class Proxied extends Direct {
    constructor(address: string | URL, protocols?: string | string[], options?: ClientOptions) {
      const proxy = proxyFor(String(address).replace(/^ws/, 'http'), settings)
      super(address, protocols, proxy ? { ...options, agent: new HttpsProxyAgent(proxy) } : options)
    }
  }
  // What `require('ws').WebSocket` gives. The package sets it when it is required first, which may be later.
  Object.defineProperty(Direct, 'WebSocket', { get: () => Proxied, set: () => {} })
}
