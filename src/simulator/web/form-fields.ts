import { html } from 'hono/html'
import type { PlatformName } from '../../domain/destination.ts'
import type { Html } from '../../web/html.ts'

interface Labelled {
  /** Both clients may have a dialog open, with fields of the same id. */
  readonly platform: PlatformName
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly required: boolean
}

interface TextField extends Labelled {
  readonly value: string
  readonly placeholder: string
  readonly multiline: boolean
  readonly min?: number
  readonly max?: number
}

interface ChoiceField extends Labelled {
  readonly several: boolean
  readonly placeholder: string
  readonly options: readonly { readonly label: string; readonly value: string; readonly chosen: boolean }[]
}
export function fieldName(id: string): string {
  return `field.${id}`
}
export function textField(field: TextField): Html {
  const { id, value, placeholder, multiline, min, max } = field
  const length = html`${min ? html`minlength="${min}"` : ''} ${max ? html`maxlength="${max}"` : ''}`
  const shared = html`id="${inputId(field)}" name="${fieldName(id)}" placeholder="${placeholder}" ${length} ${described(field)} ${required(field)}`
  return html`<div class="field">
    <label for="${inputId(field)}">${caption(field)}</label>
    ${multiline ? html`<textarea rows="5" ${shared}>${value}</textarea>` : html`<input type="text" value="${value}" autocomplete="off" ${shared} />`}
    ${note(field)}
  </div>`
}

/** A single choice as a list, or several choices as a row of checkboxes. */
export function choiceField(field: ChoiceField): Html {
  const { id, several, placeholder, options } = field
  if (several) {
    return html`<fieldset class="field" ${described(field)}>
      <legend>${caption(field)}</legend>
      <div class="marks">${options.map(
        ({ label, value, chosen }) =>
          html`<label class="mark"><input type="checkbox" name="${fieldName(id)}" value="${value}" ${chosen ? 'checked' : ''} /><span>${label}</span></label>`,
      )}</div>
      ${note(field)}
    </fieldset>`
  }
  const isSure = field.required && options.some(({ chosen }) => chosen)
  return html`<div class="field">
    <label for="${inputId(field)}">${caption(field)}</label>
    <select id="${inputId(field)}" name="${fieldName(id)}" ${described(field)} ${required(field)}>
      ${isSure ? '' : html`<option value="">${placeholder}</option>`}
      ${options.map(({ label, value, chosen }) => html`<option value="${value}" ${chosen ? 'selected' : ''}>${label}</option>`)}
    </select>
    ${note(field)}
  </div>`
}

function caption({ label, required }: Labelled): Html {
  return html`${label}${required ? '' : html` <small>(optional)</small>`}`
}

function note(field: Labelled): Html | '' {
  return field.hint ? html`<p class="field-hint" id="${inputId(field)}-hint">${field.hint}</p>` : ''
}

function described(field: Labelled): Html | '' {
  return field.hint ? html`aria-describedby="${inputId(field)}-hint"` : ''
}

function required({ required }: Labelled): string {
  return required ? 'required' : ''
}

function inputId({ platform, id }: Labelled): string {
  return `${platform}-field-${id}`
}
