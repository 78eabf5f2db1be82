import type { Field, Form } from '../../domain/card.ts'
import { weekdays } from '../../domain/day.ts'
import type { Asker, FormRequest } from '../../domain/interaction.ts'
import { formPhrasesFor } from '../../i18n/subscription-form-phrases.ts'
import { managePhrasesFor } from '../../i18n/subscription-phrases.ts'
import type { Desk } from '../context.ts'
import type { Details } from '../parse-command.ts'
import type { Possible, Wishes } from './options.ts'

/** A select takes 25 options on Discord. */
const optionsMax = 25

/** The dialog that makes a subscription (`name` empty) or changes one. */
export function wishesForm(name: string, wishes: Wishes, possible: Possible, asker: Asker, desk: Desk): Form {
  const phrases = managePhrasesFor(asker.language)
  const fields = formPhrasesFor(asker.language)
  const topics = desk.vocabulary.tags.flatMap(({ names: [first] }) => first ?? [])
  const choices: readonly Field[] = [
    choice('publication', fields.publication, possible.publications, [wishes.publication]),
    {
      type: 'text',
      name: 'when',
      label: fields.when,
      hint: fields.whenHint,
      value: `${wishes.at} ${wishes.timezone}`,
      optional: false,
    },
    { ...choice('days', fields.days, weekdays, wishes.days, phrases.weekdays), several: true },
    {
      ...choice('tags', fields.tags, topics, wishes.tags),
      hint: fields.tagsHint,
      several: true,
    },
    choice('layout', fields.layout, possible.layouts, [wishes.layout], phrases.layouts),
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
  // What is chosen already must not be lost because the list is long.
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

/** What was filled in, in the words of the grammar. Days that were all unchosen mean every day. */
export function detailsOf({ values }: FormRequest): Details {
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

/** The dialog that asks until when. */
export function pauseForm(name: string, { language }: Asker): Form {
  const { pause } = managePhrasesFor(language)
  const { until, untilHint } = formPhrasesFor(language)
  return {
    control: { action: 'pause', destination: name },
    title: pause,
    submit: pause,
    fields: [{ type: 'text', name: 'until', label: until, hint: untilHint, value: '', optional: false }],
  }
}
