import { serializeAction } from '../../domain/action.ts'
import { type Field, type Form, isFillable } from '../../domain/card.ts'
import { line } from './controls.ts'
import { optionsMax, optionTextMax } from './limits.ts'

/** interactions/receiving-and-responding, "Modal". */
const titleMax = 45
/** components/reference, "Label". */
const labelMax = 45
const descriptionMax = 100
/** components/reference, "Text Input". */
const inputMax = 4_000
/** components/reference, "Text Input Styles". */
const inputStyle = { short: 1, paragraph: 2 } as const

/** The dialog as the data of a modal. Discord names the button that sends it itself. */
export function discordModal({ control, title, fields }: Form): Readonly<Record<string, unknown>> {
  return {
    custom_id: serializeAction(control),
    title: line(title, titleMax),
    components: fields.filter(isFillable).map((field) => ({
      type: 18,
      label: line(field.label, labelMax),
      ...(field.hint && { description: line(field.hint, descriptionMax) }),
      component: componentOf(field),
    })),
  }
}

function componentOf(field: Field): object {
  if (field.type === 'text') {
    const longest = Math.min(field.longest ?? inputMax, inputMax)
    const value = field.value.slice(0, longest)
    return {
      type: 4,
      style: field.longest === undefined ? inputStyle.short : inputStyle.paragraph,
      custom_id: field.name,
      required: !field.optional,
      ...(field.longest !== undefined && { max_length: longest }),
      ...(value && { value }),
    }
  }
  const options = field.options.slice(0, optionsMax)
  return {
    type: 3,
    custom_id: field.name,
    required: !field.several,
    min_values: field.several ? 0 : 1,
    max_values: field.several ? options.length : 1,
    options: options.map(({ label, value }) => ({
      label: line(label, optionTextMax),
      value,
      ...(isChosen(field, value) && { default: true }),
    })),
  }
}

/** Only one option is chosen, unless the field takes several. */
function isChosen({ chosen, several }: Extract<Field, { type: 'choice' }>, value: string): boolean {
  return several ? chosen.includes(value) : chosen[0] === value
}
