import type { Field, Form } from '../../domain/card.ts'
import { controlId } from '../../domain/control.ts'
import { shorten } from '../shorten.ts'
import { optionTextMax } from './limits.ts'

/** interactions/receiving-and-responding, "Modal". */
const titleMax = 45
/** components/reference, "Label". */
const labelMax = 45
const descriptionMax = 100

/** The dialog as the data of a modal. */
export function discordModal({ control, title, fields }: Form): Readonly<Record<string, unknown>> {
  return {
    custom_id: controlId(control),
    title: shorten(title, titleMax),
    components: fields.map((field) => ({
      type: 18,
      label: shorten(field.label, labelMax),
      ...(field.hint && { description: shorten(field.hint, descriptionMax) }),
      component: componentOf(field),
    })),
  }
}

function componentOf(field: Field): object {
  if (field.type === 'text') {
    const value = field.value === '' ? {} : { value: field.value }
    return { type: 4, style: 1, custom_id: field.name, required: !field.optional, ...value }
  }
  return {
    type: 3,
    custom_id: field.name,
    required: !field.several,
    min_values: field.several ? 0 : 1,
    max_values: field.several ? field.options.length : 1,
    options: field.options.map(({ label, value }) => ({
      label: shorten(label, optionTextMax),
      value,
      ...(field.chosen.includes(value) && { default: true }),
    })),
  }
}
