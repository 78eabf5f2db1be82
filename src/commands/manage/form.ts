import type { Form } from '../../domain/card.ts'
import { weekdays } from '../../domain/day.ts'
import type { Asker, FormRequest } from '../../domain/request.ts'
import type { Desk } from '../desk.ts'
import type { Details } from '../grammar.ts'
import { managePhrasesFor } from './phrases.ts'
import type { Possible, Wishes } from './wishes.ts'

/** A select takes 25 options on Discord. */
const optionsMax = 25

/** The dialog that makes a subscription (`name` empty) or changes one. */
export function wishesForm(name: string, wishes: Wishes, possible: Possible, asker: Asker, desk: Desk): Form {
  const phrases = managePhrasesFor(asker.language)
  const topics = desk.vocabulary.tags.flatMap(({ names: [first] }) => first ?? []).slice(0, optionsMax)
  const same = (values: readonly string[]) => values.map((value) => ({ label: value, value }))
  return {
    control: { action: 'save', destination: name },
    title: phrases.title,
    submit: name === '' ? phrases.subscribe : phrases.save,
    fields: [
      {
        type: 'choice',
        name: 'publication',
        label: phrases.fieldPublication,
        options: same(possible.publications.slice(0, optionsMax)),
        chosen: [wishes.publication],
        several: false,
      },
      {
        type: 'text',
        name: 'when',
        label: phrases.fieldWhen,
        hint: phrases.fieldWhenHint,
        value: `${wishes.at} ${wishes.timezone}`,
        optional: false,
      },
      {
        type: 'choice',
        name: 'days',
        label: phrases.fieldDays,
        options: same(weekdays),
        chosen: wishes.days,
        several: true,
      },
      {
        type: 'choice',
        name: 'tags',
        label: phrases.fieldTags,
        hint: phrases.fieldTagsHint,
        options: same(topics),
        chosen: wishes.tags.filter((tag) => topics.includes(tag)),
        several: true,
      },
      {
        type: 'choice',
        name: 'layout',
        label: phrases.fieldLayout,
        options: same(possible.layouts),
        chosen: [wishes.layout],
        several: false,
      },
    ],
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
export function pauseForm(name: string, asker: Asker): Form {
  const phrases = managePhrasesFor(asker.language)
  return {
    control: { action: 'pause', destination: name },
    title: phrases.pause,
    submit: phrases.pause,
    fields: [
      {
        type: 'text',
        name: 'until',
        label: phrases.fieldUntil,
        hint: phrases.fieldUntilHint,
        value: '',
        optional: false,
      },
    ],
  }
}
