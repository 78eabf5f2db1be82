import { html } from 'hono/html'
import { type Html, hiddenFields } from '../html.ts'
import type { RenderContext } from './context.ts'

type Fields = Readonly<Record<string, string>>

/** A control in the form that submits it. `fields` identify the control. */
export function controlForm({ controls }: RenderContext, fields: Fields, content: Html): Html {
  if (!controls) return html`<span class="control">${content}</span>`
  return html`<form class="control" method="post" action="${controls.action}" data-async>${hiddenFields({ ...controls.fields, ...fields })}${content}</form>`
}

export function disabled(context: RenderContext): Html | '' {
  return context.controls ? '' : html`disabled`
}

/** A select that sends the chosen value at once, with a button for where scripts are off. */
export function selectMenu(
  context: RenderContext,
  fields: Fields,
  classes: { readonly select: string; readonly button: string },
  placeholder: string,
  options: readonly { readonly value: string; readonly words: string }[],
): Html {
  return controlForm(
    context,
    fields,
    html`<select class="${classes.select}" name="value" aria-label="${placeholder}" required data-act ${disabled(context)}>
      <option value="">${placeholder}</option>${options.map(({ value, words }) => html`<option value="${value}">${words}</option>`)}
    </select>
    <button class="${classes.button} go" ${disabled(context)}>Go</button>`,
  )
}
