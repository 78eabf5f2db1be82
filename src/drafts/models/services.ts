import { record, records, string } from '../../lib/json.ts'
import { type Model, type ModelAnswer, ModelFailure, type ModelSettings, type Question } from './model.ts'
import { described, type Limits, postJson, retryMs } from './request.ts'

/** The request and the response of one API. */
interface Service {
  readonly path: string
  headers(key: string | undefined): Readonly<Record<string, string>>
  body(question: Question, model: string): Record<string, unknown>
  read(answer: unknown): ModelAnswer
}

/** The name of the answer's schema in requests. */
const formName = 'answer'

const services: Readonly<Record<ModelSettings['api'], Service>> = {
  // https://platform.openai.com/docs/api-reference/chat/create
  openai: {
    path: '/chat/completions',
    headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
    body: ({ system, messages, schema, maxTokens }, model) => ({
      model,
      messages: [{ role: 'system', content: system }, ...messages],
      max_tokens: maxTokens,
      response_format: { type: 'json_schema', json_schema: { name: formName, strict: true, schema } },
    }),
    read: (answer) => {
      const { choices, error, usage } = record(answer)
      const [choice] = records(choices)
      // Some gateways answer 200 before they know whether the service behind them fails.
      const failure = record(error ?? choice?.error)
      if (failure.message) throw new ModelFailure(`the model’s service failed: ${described(failure.message)}`, retryMs)
      const message = record(choice?.message)
      if (string(message.refusal)) throw new ModelFailure('the model refused to answer')
      return made(textOf(message.content), [record(usage).total_tokens], choice?.finish_reason === 'length')
    },
  },
  // https://docs.anthropic.com/en/api/messages
  anthropic: {
    path: '/messages',
    headers: (key) => ({ 'anthropic-version': '2023-06-01', ...(key !== undefined && { 'x-api-key': key }) }),
    body: ({ system, messages, schema, maxTokens }, model) => ({
      model,
      system,
      messages,
      max_tokens: maxTokens,
      tools: [{ name: formName, description: 'The answer, in the form that is asked for.', input_schema: schema }],
      tool_choice: { type: 'tool', name: formName },
    }),
    read: (answer) => {
      const blocks = records(record(answer).content)
      const tool = blocks.find(({ type }) => type === 'tool_use')
      const text = tool ? JSON.stringify(tool.input) : blocks.map((block) => string(block.text)).join('')
      const usage = record(record(answer).usage)
      return made(text, [usage.input_tokens, usage.output_tokens], record(answer).stop_reason === 'max_tokens')
    },
  },
  // https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion
  ollama: {
    path: '/chat',
    headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
    body: ({ system, messages, schema, maxTokens }, model) => ({
      model,
      messages: [{ role: 'system', content: system }, ...messages],
      stream: false,
      format: schema,
      options: {
        num_predict: maxTokens,
        num_ctx: contextFor([system, ...messages.map((each) => each.content)], maxTokens),
      },
    }),
    read: (answer) => {
      const { message, prompt_eval_count, eval_count, done_reason } = record(answer)
      return made(string(record(message).content), [prompt_eval_count, eval_count], done_reason === 'length')
    },
  },
}

/** A model is loaded again for another context, so that its size grows in steps, in tokens. */
const contextStep = 8_192

/** Without it, Ollama cuts what is longer than its default of 4,096 tokens or so, without a word. In tokens. */
function contextFor(texts: readonly string[], maxTokens: number): number {
  // A token has three bytes of English or more, and a Chinese character has three.
  const asked = Buffer.byteLength(texts.join('')) / 3
  return Math.ceil((asked + maxTokens) / contextStep) * contextStep
}

/** The model of these settings. `limits` are those of one answer. */
export function openModel(settings: ModelSettings, limits?: Limits): Model {
  const service = services[settings.api]
  const url = addressOf(settings, service.path)
  const headers = service.headers(settings.key)
  /** Fields that this service has rejected; later requests leave them out. */
  const refused = new Set<string>()
  return {
    name: settings.model,
    ask: async (question, signal) => {
      for (;;) {
        try {
          const body = without(service.body(question, settings.model), refused)
          return service.read(await postJson(url, headers, body, signal, limits))
        } catch (error) {
          const field = error instanceof ModelFailure ? refusedField(error.message) : undefined
          if (!field || refused.has(field)) throw error
          refused.add(field)
        }
      }
    },
  }
}

/** Newer models of OpenAI want another name for the limit, and some servers know no schema. */
function refusedField(message: string): string | undefined {
  if (!message.includes(' 400') && !message.includes(' 422')) return undefined
  if (/max_completion_tokens/.test(message)) return 'max_tokens'
  if (/response_format|json_schema/.test(message)) return 'response_format'
  return /tool_choice/.test(message) ? 'tool_choice' : undefined
}

function without(body: Record<string, unknown>, refused: ReadonlySet<string>): Record<string, unknown> {
  const kept = Object.entries(body).filter(([name]) => !refused.has(name))
  const limit = refused.has('max_tokens') ? { max_completion_tokens: body.max_tokens } : {}
  return { ...Object.fromEntries(kept), ...limit }
}

/** The setting may be the address of the service, of its version, or of the method itself. */
function addressOf({ url, api }: ModelSettings, path: string): string {
  const address = new URL(url)
  const given = address.pathname.replace(/\/+$/, '')
  const before = api === 'ollama' ? '/api' : '/v1'
  if (!given.endsWith(path)) address.pathname = `${given === '' ? before : given}${path}`
  return address.href
}

function made(content: string, counts: readonly unknown[], isCut: boolean): ModelAnswer {
  // The reasoning of a model may contain a draft of the answer. Most servers return it separately.
  const text = content.replace(/^[\s\S]*<\/think>|^\s*<think>[\s\S]*/, '')
  if (text.trim() === '') {
    const why = isCut ? ': it was cut off at its longest length, perhaps while the model was still thinking' : ''
    throw new ModelFailure(`the model sent an empty answer${why}`)
  }
  const known = counts.filter((count) => typeof count === 'number')
  return { text, ...(known.length > 0 && { tokens: known.reduce((sum, count) => sum + count, 0) }) }
}

function textOf(content: unknown): string {
  return typeof content === 'string'
    ? content
    : records(content)
        .map((part) => string(part.text))
        .join('')
}
