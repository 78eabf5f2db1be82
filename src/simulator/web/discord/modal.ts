import { html } from 'hono/html'
import { type Json, record, records, string } from '../../../lib/json.ts'
import type { Html } from '../../../web/html.ts'
import { logo } from '../../../web/icons.ts'
import { type RenderContext, unsupported } from '../../../web/message-view/context.ts'
import { markdown } from '../../../web/message-view/discord/markdown.ts'
import { ActionError } from '../client.ts'
import type { Dialog } from '../dialog.ts'
import { choiceField, fieldName, textField } from '../form-fields.ts'

// https://docs.discord.com/developers/components/reference#component-object-component-types
const [stringSelect, textInput, textDisplay, label] = [3, 4, 10, 18]
const paragraphStyle = 2
export function modalDialog(modal: Json, query: string, context: RenderContext): Dialog {
  return {
    platform: 'discord',
    app: logo(24),
    title: string(modal.title),
    submit: 'Submit',
    cancel: 'Cancel',
    query,
    content: html`${records(modal.components).map((component) => draw(component, context))}`,
  }
}

function draw(component: Json, context: RenderContext): Html {
  if (component.type === textDisplay) return markdown(string(component.content), context)
  const [field] = fieldsOf({ components: [component] })
  return field ? drawField(field) : unsupported(`component of type ${String(component.type)}`)
}

interface Field {
  readonly label: string
  readonly hint: string
  readonly input: Json
}
function fieldsOf({ components }: Json): Field[] {
  return records(components).flatMap((component) => {
    if (component.type !== label) return []
    const hint = string(component.description)
    return [{ label: string(component.label), hint, input: record(component.component) }]
  })
}

function drawField({ label, hint, input }: Field): Html {
  const shared = {
    platform: 'discord',
    id: string(input.custom_id),
    label,
    hint,
    required: input.required !== false,
    placeholder: string(input.placeholder),
  }
  if (input.type === textInput) {
    return textField({
      ...shared,
      value: string(input.value),
      multiline: input.style === paragraphStyle,
      ...(typeof input.min_length === 'number' && { min: input.min_length }),
      ...(typeof input.max_length === 'number' && { max: input.max_length }),
    })
  }
  if (input.type !== stringSelect) return unsupported(`component of type ${String(input.type)}`)
  return choiceField({
    ...shared,
    several: takesSeveral(input),
    placeholder: shared.placeholder || 'Make a selection',
    options: records(input.options).map((option) => ({
      label: string(option.label),
      value: string(option.value),
      chosen: option.default === true,
    })),
  })
}

function takesSeveral(input: Json): boolean {
  return Number(input.max_values ?? 1) > 1
}

/**
 * The input in the form that the simulator takes. Throws `ActionError` for too few or too many choices, as Discord's
 * client does.
 */
export function valuesOf(modal: Json, form: URLSearchParams): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    fieldsOf(modal).map(({ label, input }) => {
      const id = string(input.custom_id)
      const given = form.getAll(fieldName(id))
      if (input.type !== stringSelect) return [id, given[0] ?? '']
      const chosen = given.filter((value) => value !== '')
      const least = input.required === false ? 0 : Number(input.min_values ?? 1)
      const most = Number(input.max_values ?? 1)
      if (chosen.length < least || chosen.length > most) {
        throw new ActionError(`${label}: choose ${least === most ? least : `${least} to ${most}`}`)
      }
      return [id, chosen]
    }),
  )
}
