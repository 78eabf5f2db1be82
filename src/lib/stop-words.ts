import { stopwords as danish } from '@orama/stopwords/danish'
import { stopwords as dutch } from '@orama/stopwords/dutch'
import { stopwords as english } from '@orama/stopwords/english'
import { stopwords as finnish } from '@orama/stopwords/finnish'
import { stopwords as french } from '@orama/stopwords/french'
import { stopwords as german } from '@orama/stopwords/german'
import { stopwords as italian } from '@orama/stopwords/italian'
import { stopwords as japanese } from '@orama/stopwords/japanese'
import { stopwords as chinese } from '@orama/stopwords/mandarin'
import { stopwords as norwegian } from '@orama/stopwords/norwegian'
import { stopwords as portuguese } from '@orama/stopwords/portuguese'
import { stopwords as russian } from '@orama/stopwords/russian'
import { stopwords as spanish } from '@orama/stopwords/spanish'
import { stopwords as swedish } from '@orama/stopwords/swedish'
import { withoutAccents } from './without-accents.ts'

function setOf(...words: readonly (string | readonly string[])[]): ReadonlySet<string> {
  const all = words.flatMap((some) => (typeof some === 'string' ? some.split(/\s+/) : some))
  return new Set(all.map(withoutAccents).filter(Boolean))
}

const stops: Readonly<Record<string, ReadonlySet<string>>> = {
  da: setOf(danish, 'hvad der findes'),
  nl: setOf(dutch, 'wat hoe welke waar laat'),
  // The list lacks what the tokenizer leaves of `what's` and `don't`, and some words of questions.
  en: setOf(
    english,
    'a s t re ve ll d m thing things stuff any anything anyone anybody someone somebody everyone everybody everything',
    'tell show find please digest digests',
  ),
  fi: setOf(finnish, 'mitä mikä mistä onko'),
  // `ai` is left out because it is the subject of many digests.
  fr: setOf(
    french.filter((word) => word !== 'ai'),
    "qu est-ce il y a c'est quoi quel quelle quels quelles ça",
  ),
  de: setOf(german, 'gibt gibts'),
  it: setOf(italian, 'cosa'),
  ja: setOf(japanese, 'について 教えて'),
  no: setOf(norwegian, 'hva finnes'),
  pt: setOf(portuguese, 'quê quais sobre'),
  ru: setOf(russian, 'про расскажи покажи'),
  es: setOf(spanish, 'hay'),
  sv: setOf(swedish, 'finns om'),
  uk: setOf(
    'і й та але або що як про на у в з із за до від для це цей ця ці є був була було який яка яке які чи коли де ми ви вони він вона',
  ),
  zh: setOf(chinese, '吗 呢 的 是 了 没有 有没有 请问 关于 给我 看看'),
}

/** Words of questions about digests; they may also be what is asked for. */
const askings: Readonly<Record<string, ReadonlySet<string>>> = {
  da: setOf('nyt nye nyheder artikler vis fortæl seneste sidste'),
  nl: setOf('nieuw nieuws nieuwe artikelen toon vertel laatste'),
  fi: setOf('uutta uutiset uutisia artikkelit näytä kerro viimeisimmät'),
  fr: setOf(
    'neuf nouveau nouveaux nouvelle nouvelles nouveautés actualité actualités actus articles résumé montre montrez dis dernier derniers dernières info infos',
  ),
  de: setOf('neues neue neuigkeiten nachrichten meldungen artikel zeig zeige aktuelles'),
  it: setOf('nuovo nuova novità notizie articoli dimmi mostrami ultime ultimi'),
  ja: setOf('ニュース 記事 最新 情報 話題'),
  no: setOf('nytt nye nyheter artikler vis fortell siste'),
  pt: setOf('novo novidade novidades notícia notícias artigos tem mostra mostre últimas últimos'),
  ru: setOf('нового новое новости новость статьи статья последние последнее интересного'),
  es: setOf('nuevo nueva novedad novedades noticia noticias artículos resumen dime muestra muéstrame últimas últimos'),
  sv: setOf('nytt nya nyheter artiklar visa berätta senaste'),
  uk: setOf('нового нове новини новина статті стаття останні покажи розкажи цікавого'),
}

/** What a digest is called in any language. */
const digestNames = setOf('digest digests digesto дайджест дайджеста ダイジェスト 다이제스트 newsletter morning post')

const primary = (language: string) =>
  language
    .toLowerCase()
    .split('-')[0]
    ?.replace(/^n[bn]$/, 'no') ?? ''

/** Whether a word in small letters, without accents, says nothing in a language. */
export function isStopWordIn(language: string, word: string): boolean {
  return stops[primary(language)]?.has(word) ?? false
}

/** Whether a word in small letters, without accents, may only ask, in any language but English and Chinese. */
export function isAskingWord(word: string): boolean {
  return Object.values(askings).some((words) => words.has(word))
}

/** The languages that a text looks like by its stop words, if it has more of them than English ones. */
export function languagesOf(words: readonly string[]): readonly string[] {
  const counted = Object.entries(stops).map(([language, known]) => ({
    language,
    count: words.filter((word) => known.has(word)).length,
  }))
  const inEnglish = counted.find(({ language }) => language === 'en')?.count ?? 0
  const least = Math.max(2, inEnglish + 1, words.length / 2)
  return counted.filter(({ count }) => count >= least).map(({ language }) => language)
}

/** Whether all words of a text are words of questions in one language, other than English and Chinese. */
export function onlyAsks(text: string): boolean {
  const words = (withoutAccents(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !digestNames.has(word))
  return Object.entries(askings).some(([language, asking]) =>
    words.every((word) => asking.has(word) || isStopWordIn(language, word)),
  )
}
