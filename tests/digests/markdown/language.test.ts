import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { detectLanguage } from '../../../src/digests/markdown/language.ts'
import { inEnglish } from '../../in-english.ts'
import { read } from './digest-fixture.ts'

test.each([
  [
    'fr',
    'Les petits modèles savent planifier, mais il leur faut d’abord une carte. Les agents qui attendent se souviennent trop tard.',
  ],
  [
    'de',
    'Kleine Modelle können planen, brauchen aber zuerst eine Karte. Agenten, die warten, erinnern sich zu spät an das Ziel.',
  ],
  [
    'es',
    'Los modelos pequeños pueden planificar, pero primero necesitan un mapa. Los agentes que esperan recuerdan demasiado tarde.',
  ],
  ['hi', 'छोटे मॉडल योजना बना सकते हैं, लेकिन पहले उन्हें एक नक्शे की ज़रूरत है।'],
  ['ru', 'Маленькие модели умеют планировать, но сначала им нужна карта.'],
  ['ru', 'Сегодня три новости. Первая о моделях, вторая о роботах, третья о деньгах.'],
  ['bg', 'Днес има три новини. Първата е за модели, втората е за роботи, а третата е за пари.'],
  ['sr', 'Данас имамо три вести. Прва је о моделима, друга о роботима, а трећа о новцу.'],
  ['pt', 'Hoje temos três notícias. A primeira é sobre modelos, a segunda sobre robôs.'],
  ['uk', 'Малі моделі вміють планувати, але спочатку їм потрібна карта.'],
  ['ar', 'يمكن للنماذج الصغيرة أن تخطط، لكنها تحتاج أولا إلى خريطة.'],
  ['vi', 'Các mô hình nhỏ có thể lập kế hoạch, nhưng trước tiên chúng cần một bản đồ.'],
  ['ja', '小さなモデルは計画できます。'],
  ['ko', '작은 모델은 계획할 수 있습니다.'],
  ['zh', '小模型可以规划，但 GPT-5 和 Claude 需要先有一张地图。'],
  ['en', 'Small models can plan. They need a map first.'],
  ['en', 'OpenAI GPT-5 Codex released; NVIDIA H200 benchmarks; LLaMA 4 Maverick; Qwen3-Next'],
  ['en', 'Beta release v1.2. Bugfixes. New API. CLI flags. Docker image. Kubernetes operator.'],
  ['en', '```\nLes petits modèles savent planifier, mais il leur faut d’abord une carte.\n```\nIt works.'],
  ['en', '### 01 Locks hold\n\nText.\n\n### 02 Keys turn\n\nAgents wait; agents remember late.\n'],
  ['it', '### 01 Un plan\n\nGli agenti chiedono. Poi decidono cosa fare insieme.'],
  ['de', 'Der Chip kommt im März und kostet weniger als gedacht.'],
  ['de', '+++\ntitle = "The draft of the day"\n+++\n\nDas Modell ist offen und läuft auf einem Handy.'],
  ['es', 'Lumio abre su modelo y baja el precio a la mitad.'],
  ['it', 'Il modello gira sul telefono e non chiede dati.'],
  ['it', 'PayStream apre i conti agli agenti. Il round si chiude domani.'],
  ['pt', 'Agentes agora podem pagar com cartão.'],
  ['fr', 'Trois modèles, un procès et une panne.'],
  ['nl', 'Lumio opent het model en halveert de prijs.'],
  ['fi', 'Lumio avaa mallin ja puolittaa hinnan.'],
  ['tr', 'Lumio modeli açtı ve fiyatı yarıya indirdi.'],
  ['hu', 'A Lumio megnyitja a modellt és felezi az árat.'],
  ['pl', 'Lumio otwiera model i obniża cenę o połowę.'],
  [
    'nb',
    '### Strømprisene faller\nPrisene gikk ned med 20 prosent i mars.\n\n### Ny tunnel\nTunnelen åpner på mandag.',
  ],
  ['nb', 'Vi har lansert en ny versjon. Den er raskere og tar mindre plass.'],
  ['da', 'Modellen læser lange dokumenter. Den glemmer sjældnere end før, men koster mere.'],
  ['da', 'Vi har lanceret en ny version. Den er hurtigere og fylder mindre.'],
  ['tr', "Dizin yarıya indi.\n\n- dizin küçük\n- sorgu yavaş\n\nMayıs ayında İstanbul'da."],
  ['id', 'Peneliti melatih model kecil bernama André yang berjalan di ponsel dan hemat memori.'],
  ['en', 'Claude Opus; Gemini Ultra; Mistral Large; Llama Maverick; DeepSeek'],
  ['en', 'Review of El País, La Repubblica and Le Monde on AI: what they say.'],
  [
    'en',
    '<h1 align="center">Picomatch</h1>\n<a href="https://e.org"><img src="https://e.org/x.svg" alt="version"></a>',
  ],
  ['en', '2026'],
])('%s is recognized: %s', (language, text) => {
  expect(detectLanguage(text)).toBe(language)
})

test.each(readdirSync('digests').filter((name) => name.endsWith('.md')))(
  '%s is English also without the key',
  (name) => {
    expect(detectLanguage(readFileSync(`digests/${name}`, 'utf8').replace('language: en\n', ''))).toBe('en')
  },
)

test('a digest that does not say its language has the one of its text', () => {
  const text =
    'Les petits modèles savent planifier, mais il leur faut d’abord une carte. Les agents se souviennent tard.'
  const { digest, problems } = read(
    `---\ntitle: "Issue #42 is out"\n---\n\n## Featured\n\n### 01 [Agent] Une carte\n\n${text}\n\nSource: [S](https://e.org)\n`,
  )
  expect(digest).toMatchObject({ language: 'fr' })
  expect(problems.map(inEnglish)).toMatchObject([
    { message: 'No language is given, so this is taken for `fr`.', fix: 'Write `language: fr` at the top.' },
  ])
})

test.each([
  ['English', 'en'],
  ['deutsch', 'de'],
  ['German', 'de'],
  ['中文', 'zh'],
  ['français', 'fr'],
  ['pt-BR', 'pt-BR'],
])('a language may be given by its name: %s', (written, code) => {
  const { digest } = read(`---\nlanguage: ${written}\n---\n\n## Featured\n\n### 01 Title\n\nText.\n`)
  expect(digest?.language).toBe(code)
})
