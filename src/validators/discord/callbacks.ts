import * as spec from 'discord-api-spec/zod'
import { choiceViolations } from './commands.ts'
import { required } from './components.ts'
import { type DiscordApiError, formError, type Violation } from './error.ts'
import { callbackType, flag, limits } from './limits.ts'
import { type MessageFields, validateMessage } from './message.ts'
import { type Schema, schemaViolations, withoutDefaults } from './schema.ts'

type Fields = Readonly<Record<string, unknown>>

const schemas: Readonly<Record<number, Schema>> = {
  [callbackType.message]: spec.CreateMessageInteractionCallbackRequestSchema,
  [callbackType.deferredMessage]: spec.CreateMessageInteractionCallbackRequestSchema,
  [callbackType.deferredUpdate]: spec.UpdateMessageInteractionCallbackRequestSchema,
  [callbackType.update]: spec.UpdateMessageInteractionCallbackRequestSchema,
  [callbackType.autocomplete]: spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  [callbackType.modal]: spec.ModalInteractionCallbackRequestSchema,
}

/** The violations in the first response to an interaction. */
export function validateCallback(body: Fields): DiscordApiError | undefined {
  const schema = schemas[body.type as number]
  if (!schema) {
    const message = `Value must be one of (${Object.keys(schemas).join(', ')}).`
    return formError([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }])
  }
  const data = (body.data ?? undefined) as Fields | undefined
  const violations = schemaViolations(schema, data ? { ...body, data: withoutDefaults(data) } : body)
  const [first, ...more] = violations.length > 0 ? violations : dataViolations(body.type as number, data)
  if (first) return formError([first, ...more])
  if (body.type === callbackType.message) return validateMessage(data as MessageFields, 'reply', ['data'])
  if (body.type === callbackType.update) return validateMessage((data ?? {}) as MessageFields, 'update', ['data'])
  return undefined
}

function dataViolations(type: number, data: Fields | undefined): Violation[] {
  switch (type) {
    case callbackType.message:
      return data ? [] : [required(['data'])]
    case callbackType.deferredMessage:
      return deferViolations(data ?? {})
    case callbackType.autocomplete:
      return choiceViolations((data?.choices ?? []) as Parameters<typeof choiceViolations>[0], ['data', 'choices'])
    case callbackType.modal:
      return modalViolations(data ?? {})
    default:
      return []
  }
}

function deferViolations({ flags }: Fields): Violation[] {
  const strange = Number(flags ?? 0) & ~flag.ephemeral
  if (strange === 0) return []
  const message = `Only ${flag.ephemeral} (ephemeral) can be set while the answer is deferred.`
  return [{ path: ['data', 'flags'], code: 'MESSAGE_FLAGS_INVALID', message }]
}

function modalViolations({ components }: Fields): Violation[] {
  if ((components as readonly unknown[]).length <= limits.modalComponents) return []
  const message = `Must be between 1 and ${limits.modalComponents} in length.`
  return [{ path: ['data', 'components'], code: 'BASE_TYPE_BAD_LENGTH', message }]
}
