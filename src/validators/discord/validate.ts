import * as spec from 'discord-api-spec/zod'
import { validateCallback } from './callbacks.ts'
import { type CommandDefinition, commandSetViolations, commandViolations } from './commands.ts'
import { isEmptyText, required } from './components.ts'
import { type DiscordApiError, formError, type Violation } from './error.ts'
import { type MessageFields, type MessageKind, validateMessage } from './message.ts'
import { type Schema, schemaViolations, withoutDefaults } from './schema.ts'

type Fields = Readonly<Record<string, unknown>>
type Body = Fields | readonly unknown[]
type Validator = (body: Body) => DiscordApiError | undefined

const commandPaths = ['/applications/*/commands', '/applications/*/guilds/*/commands']

const known = new Map<string, Validator>([
  ['POST /channels/*/messages', message('create', spec.MessageCreateRequestSchema)],
  ['PATCH /channels/*/messages/*', message('edit', spec.MessageEditRequestPartialSchema)],
  ['POST /channels/*/messages/*/threads', validateMessageThread],
  ['POST /channels/*/threads', validateThread],
  ['POST /users/@me/channels', form(spec.CreatePrivateChannelRequestSchema)],
  ['PATCH /channels/*', form(spec.UpdateThreadRequestPartialSchema)],
  ['POST /interactions/*/*/callback', (body) => validateCallback(body as Fields)],
  ['POST /webhooks/*/*', message('reply', spec.IncomingWebhookInteractionRequestSchema)],
  ['PATCH /webhooks/*/*/messages/*', message('update', spec.IncomingWebhookUpdateRequestPartialSchema)],
  ...commandPaths.flatMap((path): [string, Validator][] => [
    [`POST ${path}`, (body) => validateCommand(body as Fields)],
    [`PUT ${path}`, validateCommands],
  ]),
])

const validators = [...known].map(([pattern, validate]) => ({
  pattern: new RegExp(`^${pattern.replaceAll('*', '[^/]+')}$`),
  validate,
}))

/**
 * The error that Discord would answer to a body, or undefined if it would accept it. `method` is
 * a verb and a path below the version, with ids or their names in it: `POST /channels/{channel.id}/messages`.
 */
export function validateDiscord(method: string, body: Body): DiscordApiError | undefined {
  const found = validators.find(({ pattern }) => pattern.test(method))
  if (!found) throw new Error(`No validator for ${method}; known are ${[...known.keys()].join(', ')}`)
  return found.validate(body)
}

function message(kind: MessageKind, schema: Schema): Validator {
  return (body) => {
    const [first, ...more] = schemaViolations(schema, withoutDefaults(body as Fields))
    return first ? formError([first, ...more]) : validateMessage(body as MessageFields, kind)
  }
}

function form(schema: Schema, rules: (body: Fields) => Violation[] = () => []): Validator {
  return (body) => {
    const violations = schemaViolations(schema, body)
    const [first, ...more] = violations.length > 0 ? violations : rules(body as Fields)
    return first && formError([first, ...more])
  }
}

// discord.js sends a type here too, though the message decides it.
function validateMessageThread(body: Body): DiscordApiError | undefined {
  const { type: _type, ...thread } = body as Fields
  return form(spec.CreateTextThreadWithMessageRequestSchema, nameViolations)(thread)
}

function validateThread(body: Body): DiscordApiError | undefined {
  const { message: starter } = body as Fields
  if (typeof starter !== 'object' || starter === null)
    return form(spec.CreateTextThreadWithoutMessageRequestSchema, nameViolations)(body)
  const plain = { ...(body as Fields), message: withoutDefaults(starter as Fields) }
  return (
    form(spec.CreateForumThreadRequestSchema, nameViolations)(plain) ??
    validateMessage(starter as MessageFields, 'starter', ['message'])
  )
}

function nameViolations({ name }: Fields): Violation[] {
  return isEmptyText(name as string) ? [required(['name'])] : []
}

function validateCommand(command: Fields): DiscordApiError | undefined {
  return form(spec.ApplicationCommandCreateRequestSchema, (body) =>
    commandViolations(body as unknown as CommandDefinition),
  )(asSchemaWants(command))
}

function validateCommands(body: Body): DiscordApiError | undefined {
  const commands = body as readonly Fields[]
  const violations = commands.flatMap((command, index) =>
    schemaViolations(spec.ApplicationCommandCreateRequestSchema, asSchemaWants(command), [index]),
  )
  const [first, ...more] =
    violations.length > 0
      ? violations
      : commandSetViolations(commands as readonly unknown[] as readonly CommandDefinition[])
  return first && formError([first, ...more])
}

// Discord takes permissions as a string, its schema only as a number; `nsfw` and `id` are documented and missing there.
function asSchemaWants({ nsfw: _nsfw, id: _id, default_member_permissions: permissions, ...command }: Fields): Fields {
  return { ...command, default_member_permissions: typeof permissions === 'string' ? Number(permissions) : permissions }
}
