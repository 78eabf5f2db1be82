import type { Field, Form, Option } from '../../domain/card.ts'
import { controlId } from '../../domain/control.ts'
import { shorten } from '../shorten.ts'
import { plainTextObject } from './block-kit.ts'
import { optionTextLimit } from './limits.ts'

/** https://docs.slack.dev/reference/views/modal-views */
const viewTextLimit = 24

/** The dialog as a view. `context` comes back when it is submitted: where it was opened. */
export function slackView(
  { control, title, submit, fields }: Form,
  context: string,
): Readonly<Record<string, unknown>> {
  return {
    type: 'modal',
    callback_id: controlId(control),
    private_metadata: context,
    title: plainTextObject(shorten(title, viewTextLimit)),
    submit: plainTextObject(shorten(submit, viewTextLimit)),
    blocks: fields.map((field) => ({
      type: 'input',
      block_id: field.name,
      label: plainTextObject(field.label),
      ...(field.hint && { hint: plainTextObject(field.hint) }),
      optional: field.type === 'text' ? field.optional : field.several,
      element: elementOf(field),
    })),
  }
}

function elementOf(field: Field): object {
  if (field.type === 'text') {
    return { type: 'plain_text_input', action_id: field.name, ...(field.value && { initial_value: field.value }) }
  }
  const options = field.options.map(optionOf)
  const chosen = options.filter(({ value }) => field.chosen.includes(value))
  const initial = field.several ? { initial_options: chosen } : { initial_option: chosen[0] }
  return {
    type: field.several ? 'multi_static_select' : 'static_select',
    action_id: field.name,
    options,
    ...(chosen.length > 0 && initial),
  }
}

function optionOf({ label, value }: Option) {
  return { text: plainTextObject(shorten(label, optionTextLimit)), value }
}
