import { html } from 'hono/html'
import { type Json, record, records, string } from '../../../lib/json.ts'
import type { Html } from '../../../web/html.ts'
import { logo } from '../../../web/icons.ts'
import { type RenderContext, unsupported } from '../../../web/message-view/context.ts'
import { blocks } from '../../../web/message-view/slack/blocks.ts'
import { plain } from '../../../web/message-view/slack/elements.ts'
import type { StoredView } from '../../slack/views.ts'
import type { Dialog } from '../dialog.ts'
import { choiceField, fieldName, textField } from '../form-fields.ts'

/** A modal as the dialog that its reader sees. https://docs.slack.dev/reference/views/modal-views */
export function modalDialog({ view }: StoredView, query: string, context: RenderContext): Dialog {
  const content = records(view.blocks).map((block) =>
    block.type === 'input' ? input(block) : html`${blocks([block], context)}`,
  )
  return {
    platform: 'slack',
    app: logo(24),
    title: plain(view.title),
    cancel: plain(view.close) || 'Cancel',
    ...(view.submit ? { submit: plain(view.submit) } : {}),
    query,
    content: html`${content}`,
  }
}

/** An `input` block. https://docs.slack.dev/reference/block-kit/blocks/input-block */
function input(block: Json): Html {
  const element = record(block.element)
  const shared = {
    platform: 'slack',
    id: string(block.block_id),
    label: plain(block.label),
    hint: plain(block.hint),
    required: block.optional !== true,
    placeholder: plain(element.placeholder),
  }
  switch (element.type) {
    case 'plain_text_input':
      return textField({
        ...shared,
        value: string(element.initial_value),
        multiline: element.multiline === true,
        ...(typeof element.min_length === 'number' && { min: element.min_length }),
        ...(typeof element.max_length === 'number' && { max: element.max_length }),
      })
    case 'static_select':
    case 'multi_static_select':
      return choiceField({
        ...shared,
        several: element.type === 'multi_static_select',
        placeholder: shared.placeholder || 'Choose an option',
        options: optionsOf(element),
      })
    default:
      return unsupported(string(element.type))
  }
}

function optionsOf(element: Json) {
  const initial = [...records(element.initial_options), record(element.initial_option)].map(({ value }) => value)
  const all = [
    ...records(element.options),
    ...records(element.option_groups).flatMap((group) => records(group.options)),
  ]
  return all.map((option) => ({
    label: plain(option.text),
    value: string(option.value),
    chosen: initial.includes(option.value),
  }))
}

/** The input by block and action, in the form that the simulator takes: several values if several may be chosen. */
export function valuesOf({ view }: StoredView, form: URLSearchParams): Record<string, string | readonly string[]> {
  const inputs = records(view.blocks).filter(({ type }) => type === 'input')
  return Object.fromEntries(
    inputs.map((block) => {
      const id = string(block.block_id)
      const given = form.getAll(fieldName(id))
      if (record(block.element).type === 'plain_text_input') return [id, given[0] ?? '']
      return [id, given.filter((value) => value !== '')]
    }),
  )
}
