import { z } from 'zod'
import { everywhere, methodArguments } from './arguments.ts'
import { homeBlocks, messageBlocks, modalBlocks } from './blocks/blocks.ts'
import { id, plainTextSchema } from './blocks/text.ts'
import { apiError, apiErrorAt, type SlackApiError, type Violation, violationsOf } from './error.ts'
import { limits } from './limits.ts'
import { countedSize, hasTooManyTables, overlongTables, repeatedIds } from './rules.ts'

type Body = Readonly<Record<string, unknown>>

const messageMethods = new Set(['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'response_url'])

/**
 * The error that Slack would answer to a call with, as far as the call alone shows it, or undefined. The method
 * `response_url` is a body posted to the address of that name. Channels, users and messages are not looked up.
 */
export function validateSlack(method: string, body: Body): SlackApiError | undefined {
  const error = validateArguments(method, body)
  if (error) return error
  if (messageMethods.has(method)) return validateMessage(method, body)
  return 'view' in body ? validateView(method, body.view) : undefined
}

const kinds = {
  string: z.string(),
  number: z.number(),
  boolean: z.boolean(),
  json: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]),
}
const kindNames = { string: 'a string', number: 'a number', boolean: 'a boolean', json: 'an object or a list' }

function validateArguments(method: string, body: Body): SlackApiError | undefined {
  const args = methodArguments[method]
  if (!args) return apiError('unknown_method')
  const missing = args.required.filter((name) => body[name] === undefined || body[name] === '')
  const flaws: Violation[] = missing.map((name) => ({ path: [], message: `missing required field: ${name}` }))
  for (const [name, value] of Object.entries(body)) {
    const kind = { ...everywhere, ...args.known }[name]
    if (!kind) flaws.push({ path: [name], message: `unknown argument: ${name}` })
    else if (!kinds[kind].safeParse(value).success) flaws.push({ path: [name], message: `must be ${kindNames[kind]}` })
  }
  return flaws.length > 0 ? apiErrorAt('invalid_arguments', flaws) : undefined
}

function validateMessage(method: string, body: Body): SlackApiError | undefined {
  return validateText(method, body) ?? validateMetadata(body.metadata) ?? validateBlocks(method, body.blocks)
}

function validateText(method: string, { text = '', blocks, metadata }: Body): SlackApiError | undefined {
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0
  if (!text && !hasBlocks && !metadata) return apiError('no_text')
  if (method === 'chat.update' && Buffer.byteLength(String(text)) > limits.updateTextBytes) {
    return apiError('msg_too_long', `text may have ${limits.updateTextBytes} bytes when a message is updated`)
  }
  if (method === 'chat.postEphemeral' && String(text).length > limits.messageText)
    return apiError('msg_too_long', 'text')
  return undefined
}

const metadataShape = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
})

function validateMetadata(metadata: unknown): SlackApiError | undefined {
  if (metadata === undefined) return undefined
  const result = metadataShape.safeParse(metadata)
  return result.success
    ? undefined
    : apiErrorAt('invalid_metadata_format', violationsOf(result.error, metadata, ['metadata']))
}

function validateBlocks(method: string, blocks: unknown): SlackApiError | undefined {
  if (blocks !== undefined && !Array.isArray(blocks)) return apiError('invalid_blocks_format', 'blocks must be a list')
  const flaws = blockFlaws(blocks, ['blocks'])
  if (flaws.length > 0) return apiErrorAt('invalid_blocks', flaws)
  if (!Array.isArray(blocks)) return undefined
  if (hasTooManyTables(blocks)) return apiError('invalid_attachments', 'only_one_table_allowed')
  // Answers to an interaction were seen to pass at sizes that are refused elsewhere:
  // https://github.com/slackapi/bolt-js/issues/2867
  if (method !== 'response_url' && countedSize(blocks) > limits.countedSize) {
    return apiError('msg_blocks_too_long', `${countedSize(blocks)} of ${limits.countedSize} counted characters`)
  }
  const bytes = Buffer.byteLength(JSON.stringify(blocks))
  if (method !== 'response_url' && bytes > limits.blockBytes) {
    return apiError('msg_blocks_too_long', `${bytes} of ${limits.blockBytes} bytes of blocks`)
  }
  return undefined
}

function blockFlaws(blocks: unknown, at: readonly PropertyKey[]): Violation[] {
  if (blocks === undefined) return []
  const result = messageBlocks.safeParse(blocks)
  if (!result.success) return violationsOf(result.error, blocks, at)
  return [...repeatedIds(result.data, at), ...overlongTables(result.data, at)]
}

// https://docs.slack.dev/reference/views

const shared = {
  private_metadata: z.string().max(limits.viewMetadata).optional(),
  callback_id: id.optional(),
}

const home = z.strictObject({ type: z.literal('home'), ...shared, blocks: homeBlocks })

const modal = z
  .strictObject({
    type: z.literal('modal'),
    ...shared,
    title: plainTextSchema(limits.viewTitle),
    submit: plainTextSchema(limits.viewTitle).optional(),
    close: plainTextSchema(limits.viewTitle).optional(),
    blocks: modalBlocks,
  })
  .refine(({ submit, blocks }) => submit || !blocks.some(({ type }) => type === 'input'), {
    error: 'must define "submit" to use an "input" block in modals',
  })

/** The error that Slack would answer to a view with, or undefined. */
function validateView(method: string, view: unknown): SlackApiError | undefined {
  if (Buffer.byteLength(JSON.stringify(view)) > limits.viewBytes) return apiError('view_too_large')
  const result = (method === 'views.publish' ? home : modal).safeParse(view)
  const flaws = result.success
    ? repeatedIds(result.data.blocks, ['view', 'blocks'])
    : violationsOf(result.error, view, ['view'])
  return flaws.length > 0 ? apiErrorAt('invalid_arguments', flaws) : undefined
}
