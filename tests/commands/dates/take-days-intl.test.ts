import { beforeAll, expect, test } from 'vitest'
import { loadDayWords, parseDays } from '../../../src/commands/dates/parse-date.ts'
import { takeDays } from '../../../src/commands/dates/take-days.ts'
import { here, taken } from './taken.ts'

beforeAll(loadDayWords)

const lastWeek = 'kimi 26-03-02–26-03-08'

test.each([
  ['fr', 'kimi la semaine dernière', lastWeek],
  ['fr', 'kimi de la semaine derniere', lastWeek],
  ['fr', 'kimi la semaine passée', lastWeek],
  ['fr', 'kimi hier', 'kimi 26-03-11'],
  ['fr', 'kimi avant-hier', 'kimi 26-03-10'],
  ['fr', 'kimi depuis lundi', 'kimi 26-03-09–'],
  ['fr', 'kimi depuis le 05/03', 'kimi 26-03-05–'],
  ['fr', 'kimi avant mars', 'kimi –26-02-28'],
  ['fr', 'kimi jusqu’en février', 'kimi –26-02-28'],
  ['fr', 'kimi le 3 mars', 'kimi 26-03-03'],
  ['fr', 'kimi 1er mars 2026', 'kimi 26-03-01'],
  ['fr', 'kimi en février 2026', 'kimi 26-02-01–26-02-28'],
  ['fr', 'kimi ces 3 derniers jours', 'kimi 26-03-10–26-03-12'],
  ['fr', 'il y a 3 jours kimi', 'kimi 26-03-09'],
  ['fr', 'quoi de neuf cette semaine ?', '26-03-09–26-03-15'],
  ['es', 'kimi la semana pasada', lastWeek],
  ['es', 'kimi ayer', 'kimi 26-03-11'],
  ['es', 'kimi desde el lunes', 'kimi 26-03-09–'],
  ['es', 'kimi hace 2 semanas', 'kimi 26-02-23–26-03-01'],
  ['es', 'novedades del mes pasado', '26-02-01–26-02-28'],
  ['it', 'kimi la settimana scorsa', lastWeek],
  ['it', 'kimi da lunedì', 'kimi 26-03-09–'],
  ['it', 'kimi in marzo', 'kimi 26-03-01–26-03-31'],
  ['pt-BR', 'kimi na semana passada', lastWeek],
  ['pt', 'kimi desde segunda', 'kimi 26-03-09–'],
  ['nl', 'kimi vorige week', lastWeek],
  ['nl', 'kimi sinds maandag', 'kimi 26-03-09–'],
  ['nl', 'nieuws van gisteren', '26-03-11'],
  ['sv', 'kimi förra veckan', lastWeek],
  ['sv', 'kimi igår', 'kimi 26-03-11'],
  ['da', 'kimi sidste uge', lastWeek],
  ['no', 'kimi forrige uke', lastWeek],
  ['fi', 'kimi viime viikolla', lastWeek],
  ['fi', 'kimi helmikuussa', 'kimi 26-02-01–26-02-28'],
  ['ru', 'kimi на прошлой неделе', lastWeek],
  ['ru', 'kimi с понедельника', 'kimi 26-03-09–'],
  ['ru', 'kimi в пятницу', 'kimi 26-03-06'],
  ['ru', 'kimi в феврале', 'kimi 26-02-01–26-02-28'],
  ['ru', 'kimi за последние 3 дня', 'kimi 26-03-10–26-03-12'],
  ['ru', 'новости за прошлую неделю', '26-03-02–26-03-08'],
  ['uk', 'kimi минулого тижня', lastWeek],
  ['uk', 'kimi з понеділка', 'kimi 26-03-09–'],
  ['ja', 'kimi 先週', lastWeek],
  ['ja', '先週のkimi', lastWeek],
  ['ja', 'kimi 3月9日から', 'kimi 26-03-09–'],
  ['ja', 'kimi 過去3週間', 'kimi 26-02-20–26-03-12'],
  ['ja', '昨日のニュースは？', '26-03-11'],
  ['ko', 'kimi 지난주', lastWeek],
  ['ko', '지난 주 kimi', lastWeek],
  ['ko', '지난달부터 kimi', 'kimi 26-02-01–'],
  ['ko', 'kimi 3월 9일', 'kimi 26-03-09'],
  // Languages of which only Intl knows the words.
  ['tr', 'kimi geçen hafta', lastWeek],
  ['pl', 'kimi w zeszłym tygodniu', lastWeek],
])('%s: %s', (language, text, expected) => expect(taken(text, { ...here, language })).toBe(expected))

test.each(['kimi 先週', 'kimi 지난주', 'kimi la semaine dernière', 'kimi la semana pasada', 'kimi на прошлой неделе'])(
  'to a reader in English, too: %s',
  (text) => expect(taken(text)).toBe(lastWeek),
)

test.each([
  'mars rover',
  '10 mars missions',
  'de novo protein design',
  'la la land',
  'tokens of the last generation',
  'kimi hier',
])('what means days in another language only is left to a reader in English: %s', (text) => {
  expect(taken(text)).toBe(text)
})

test('a name of a month or weekday alone may be another word, which is looked for first', () => {
  expect(takeDays('rover mars', { ...here, language: 'fr' })).toMatchObject({ typed: 'rover mars', isWordsFirst: true })
  expect(takeDays('rover la semaine dernière', { ...here, language: 'fr' })).not.toHaveProperty('isWordsFirst')
})

test('an option takes them as well', () => {
  expect(parseDays('hier', { ...here, language: 'fr' })).toEqual({ first: '2026-03-11', last: '2026-03-11' })
  expect(parseDays('hier et demain', { ...here, language: 'fr' })).toBeUndefined()
})

test.each([
  ['kimi on 31 june', 'kimi', '31 june'],
  ['kimi am 31. Juni', 'kimi', '31. Juni'],
  ['kimi 6月31日', 'kimi', '6月31日'],
  ['6月31日的kimi', 'kimi', '6月31日'],
  ['kimi 2026-02-30', 'kimi', '2026-02-30'],
  ['kimi since 31/04', 'kimi', '31/04'],
  ['february 30 kimi', 'kimi', 'february 30'],
  ['what did you post on 30 february?', '', '30 february'],
])('a day that no calendar has is named, and the rest is looked for: %s', (text, words, impossible) => {
  expect(takeDays(text, here)).toMatchObject({ words, days: {}, impossible })
})

test.each(['30 seconds of video', '0/1 knapsack', 'llama 30b', '"31 june" kimi', 'kimi 31 may', 'top 30 in may'])(
  'no such day is seen in %s',
  (text) => expect(takeDays(text, here)).not.toHaveProperty('impossible'),
)
