/** A language model, whatever service runs it. */
export interface Model {
  /** Its name, as drafts show it: `gpt-5`, for example. */
  readonly name: string
  /** One answer. Throws `ModelFailure`. */
  ask(question: Question, signal: AbortSignal): Promise<ModelAnswer>
}

export interface Question {
  readonly system: string
  readonly messages: readonly ModelMessage[]
  /** The JSON Schema of the answer. A model may ignore it. */
  readonly schema: Readonly<Record<string, unknown>>
  /** The maximum length of the answer, in tokens. */
  readonly maxTokens: number
}

export interface ModelMessage {
  readonly role: 'user' | 'assistant'
  readonly content: string
}

export interface ModelAnswer {
  readonly text: string
  /** Of the question and the answer together, as the service counts them; undefined if it does not. */
  readonly tokens?: number
}

/** Why there is no answer; the message holds no key. */
export class ModelFailure extends Error {
  /** After how many milliseconds the same question may be asked again; undefined if that is useless. */
  readonly retryAfterMs: number | undefined

  constructor(message: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(message, options)
    this.retryAfterMs = retryAfterMs
  }
}

/** The address of a model, and how to call it. */
export interface ModelSettings {
  readonly url: string
  readonly model: string
  readonly key?: string
  readonly api: ModelApi
}

export const modelApis = ['openai', 'anthropic', 'ollama'] as const
export type ModelApi = (typeof modelApis)[number]

/** The API that an address belongs to; most services offer OpenAI's. */
export function modelApiOf(address: string): ModelApi {
  const { hostname, pathname, port } = new URL(address)
  if (/(?:^|\.)anthropic\.com$/.test(hostname) || /\/messages\/?$/.test(pathname)) return 'anthropic'
  const isOllama = /\/api(?:\/chat)?\/?$/.test(pathname) || (port === '11434' && !/^\/v1\b/.test(pathname))
  return isOllama ? 'ollama' : 'openai'
}
