import type { Field, Form } from '../../domain/card.ts'
import { weekdays } from '../../domain/day.ts'
import type { FormSubmission, Reply, Requester } from '../../domain/interaction.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { ChatContext } from '../context.ts'
import type { CommandOptions } from '../parse-command.ts'
import type { AvailableOptions, SubscriptionOptions } from './options.ts'

/** Options in a select on Discord: https://docs.discord.com/developers/components/reference#string-select */
const optionsMax = 25

/** The dialog that makes a subscription (`name` empty) or changes one. */
export function subscriptionForm(
  name: string,
  options: SubscriptionOptions,
  possible: AvailableOptions,
  requester: Requester,
  context: ChatContext,
): Form {
  const phrases = messagesFor(requester.language).subscriptions
  const fields = messagesFor(requester.language).subscriptionForm
  const topics = context.vocabulary.tags.flatMap(({ names: [first] }) => first ?? [])
  const choices: readonly Field[] = [
    choice('publication', fields.publication, possible.publications, [options.publication]),
    {
      type: 'text',
      name: 'when',
      label: fields.when,
      hint: fields.whenHint,
      value: `${options.at} ${options.timezone}`,
      optional: false,
    },
    { ...choice('days', fields.days, weekdays, options.days, messagesFor(requester.language).weekdays), several: true },
    {
      ...choice('tags', fields.tags, topics, options.tags),
      hint: fields.tagsHint,
      several: true,
    },
    choice('layout', fields.layout, possible.layouts, [options.layout], phrases.layouts),
  ]
  return {
    control: { action: 'save', destination: name },
    title: phrases.title,
    submit: name === '' ? phrases.subscribe : phrases.save,
    fields: choices,
  }
}

function choice(
  name: string,
  label: string,
  values: readonly string[],
  chosen: readonly string[],
  labels: Readonly<Record<string, string>> = {},
): Extract<Field, { type: 'choice' }> {
  // Chosen values come first, so that a long list does not lose them.
  const shown = [...new Set([...values.filter((value) => chosen.includes(value)), ...values])].slice(0, optionsMax)
  const options = values
    .filter((value) => shown.includes(value))
    .map((value) => ({ label: labels[value] ?? value, value }))
  return {
    type: 'choice',
    name,
    label,
    options,
    chosen: chosen.filter((value) => shown.includes(value)),
    several: false,
  }
}

/** The submitted values as command options. No days chosen means every day. */
export function optionsOf({ values }: FormSubmission): CommandOptions {
  const [at = '', ...zone] = (values.when?.[0] ?? '').trim().split(/\s+/)
  const days = values.days ?? []
  return {
    ...(values.publication?.[0] && { publication: values.publication[0] }),
    at,
    ...(zone.length > 0 && { timezone: zone.join('_') }),
    days: days.length > 0 ? days.join(',') : 'daily',
    tags: (values.tags ?? []).join(','),
    ...(values.layout?.[0] && { layout: values.layout[0] }),
  }
}

/** A dialog with what was typed and chosen before. */
export function refilled(reply: Reply, values: FormSubmission['values']): Reply {
  if (reply.type !== 'form') return reply
  const fields = reply.form.fields.map((field): Field => {
    const given = values[field.name] ?? []
    if (field.type === 'text') return { ...field, value: given[0] ?? '' }
    return { ...field, chosen: given.filter((value) => field.options.some((option) => option.value === value)) }
  })
  return { ...reply, form: { ...reply.form, fields } }
}

/** The dialog that asks until when. */
export function pauseForm(name: string, { language }: Requester): Form {
  const { pause } = messagesFor(language).subscriptions
  const { until, untilHint } = messagesFor(language).subscriptionForm
  return {
    control: { action: 'pause', destination: name },
    title: pause,
    submit: pause,
    fields: [{ type: 'text', name: 'until', label: until, hint: untilHint, value: '', optional: false }],
  }
}
