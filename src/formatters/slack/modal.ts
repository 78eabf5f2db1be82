import { serializeAction } from '../../domain/action.ts'
import { type Field, type Form, isFillable, type Option } from '../../domain/card.ts'
import { labelObject } from './block-kit.ts'
import { optionTextLimit } from './limits.ts'

/** https://docs.slack.dev/reference/views/modal-views */
const viewTextLimit = 24
/** https://docs.slack.dev/reference/block-kit/blocks/input-block takes more; a label that long would be a text. */
const labelLimit = 150
/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const inputLimit = 3_000

/** The dialog as a view. `context`, which says where it was opened, is returned when it is submitted. */
export function slackModal(
  { control, title, submit, fields }: Form,
  context: string,
): Readonly<Record<string, unknown>> {
  return {
    type: 'modal',
    callback_id: serializeAction(control),
    private_metadata: context,
    title: labelObject(title, viewTextLimit),
    submit: labelObject(submit, viewTextLimit),
    blocks: fields
      .flatMap(apart)
      .filter(isFillable)
      .map((field) => ({
        type: 'input',
        block_id: field.name,
        label: labelObject(field.label, labelLimit),
        ...(field.hint && { hint: labelObject(field.hint, labelLimit) }),
        optional: field.type === 'text' ? field.optional : field.several,
        element: elementOf(field),
      })),
  }
}

/** A text field, and the choice that belongs to it. */
function apart(field: Field): Field[] {
  if (field.type === 'choice' || !field.beside) return [field]
  const { choice, ...text } = field.beside
  return [{ ...field, ...text }, choice]
}

function elementOf(field: Field): object {
  if (field.type === 'text') {
    const longest = Math.min(field.longest ?? inputLimit, inputLimit)
    const initial = field.value.slice(0, longest)
    return {
      type: 'plain_text_input',
      action_id: field.name,
      ...(field.longest !== undefined && { multiline: true, max_length: longest }),
      ...(initial && { initial_value: initial }),
    }
  }
  const options = field.options.map(optionOf)
  const chosen = options.filter(({ value }) => field.chosen.includes(value))
  const initial = field.several ? { initial_options: chosen } : { initial_option: chosen[0] }
  return {
    type: field.several ? 'multi_static_select' : 'static_select',
    action_id: field.name,
    ...(field.options.some(({ group }) => group) ? { option_groups: groupsOf(field.options) } : { options }),
    ...(chosen.length > 0 && initial),
  }
}

function groupsOf(options: readonly Option[]) {
  return [...Map.groupBy(options, ({ group = '' }) => group)].map(([label, some]) => ({
    label: labelObject(label, optionTextLimit),
    options: some.map(optionOf),
  }))
}

function optionOf({ label, value }: Option) {
  return { text: labelObject(label, optionTextLimit), value }
}
