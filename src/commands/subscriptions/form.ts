import type { Field, Form } from '../../domain/card.ts'
import { weekdays } from '../../domain/day.ts'
import type { FormSubmission, Reply, Requester } from '../../domain/interaction.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { ReadContext } from '../context.ts'
import type { CommandOptions } from '../parse-command.ts'
import { timeZoneOf } from '../requester-place.ts'
import type { AvailableOptions, SubscriptionOptions } from './options.ts'
import { timeZoneOptions } from './zones.ts'

/** Options in a select on Discord: https://docs.discord.com/developers/components/reference#string-select */
const optionsMax = 25

/** The dialog that makes a subscription (`name` empty) or changes one. */
export function subscriptionForm(
  name: string,
  options: SubscriptionOptions,
  possible: AvailableOptions,
  requester: Requester,
  context: ReadContext,
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
      beside: {
        ...{ label: fields.time, hint: fields.timeHint, value: options.at },
        choice: {
          ...{ type: 'choice', name: 'timezone', label: fields.timezone, several: false, chosen: [options.timezone] },
          options: timeZoneOptions([options.timezone, timeZoneOf(requester, context), 'UTC'], fields.suggestedZones),
        },
      },
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
  const [at = '', ...written] = (values.when?.[0] ?? '').trim().split(/\s+/)
  const zone = written.length > 0 ? written : (values.timezone ?? [])
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
    if (field.type === 'choice') return { ...field, chosen: among(field, given) }
    const { beside } = field
    const chosen = beside && values[beside.choice.name]
    const [value = ''] = given
    if (!chosen) return { ...field, value }
    const choice = { ...beside.choice, chosen: among(beside.choice, chosen) }
    return { ...field, value: [value, ...chosen].join(' '), beside: { ...beside, value, choice } }
  })
  return { ...reply, form: { ...reply.form, fields } }
}

function among({ options }: Extract<Field, { type: 'choice' }>, given: readonly string[]): string[] {
  return given.filter((value) => options.some((option) => option.value === value))
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
