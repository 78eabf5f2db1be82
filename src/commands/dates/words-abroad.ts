import type { PeriodUnit } from './periods.ts'

/** Words around days in a language, as patterns; `Intl` has the names of days and months. */
export interface DayWords {
  /** Before days, without a meaning of their own. */
  readonly of: string
  readonly since: string
  readonly until: string
  readonly before: string
  readonly after: string
  /** What makes `week` last week. */
  readonly last: string
  readonly units: Readonly<Record<PeriodUnit, string>>
  /** The numbers from one on, as patterns divided by blanks. A few are three, and an idiom of two weeks is fifteen days. */
  readonly numbers: string
  /** Other words for days, by how many days after today they are. */
  readonly others?: Readonly<Record<string, number>>
  /** The endings of names in other cases. */
  readonly endings?: string
  /** The four bounds where they follow the days. */
  readonly behind?: Readonly<Record<'since' | 'until' | 'before' | 'after', string>>
}

function units(day: string, week: string, month: string, quarter: string, year: string): DayWords['units'] {
  return { day, week, month, quarter, year }
}

/** By BCP 47 language. English, German and Chinese have spellings of their own. */
export const dayWords: Readonly<Record<string, DayWords>> = {
  fr: {
    of: "en|au|aux|le|la|les|de|du|des|dans|durant|pendant|pour|ces|[dl]['’]",
    since: "depuis|dès|à partir d[eu]|à partir d['’]",
    until: "jusqu['’](?:en|aux?|à)",
    before: 'avant',
    after: 'après',
    last: 'derni(?:er|ère)s?|passée?s?|précédente?s?',
    units: units('jours?', 'semaines?', 'mois', 'trimestres?', 'ans?|années?'),
    others: { aujourdhui: 0, 'avant hier': -2 },
    numbers:
      'une? deux trois|quelques quatre cinq six sept huit neuf dix onze douze treize quatorze quinze|(?:une\\s+)?quinzaine\\s+de',
  },
  es: {
    of: 'en|el|la|los|las|de|del|durante',
    since: 'desde|a partir de',
    until: 'hasta',
    before: 'antes de',
    after: 'después de|tras',
    last: 'pasad[oa]s?|últim[oa]s?|anterior',
    units: units('días?', 'semanas?', 'mes(?:es)?', 'trimestres?', 'años?'),
    numbers:
      'una? dos|(?:un\\s+)?par\\s+de tres|un[oa]s|algun[oa]s cuatro cinco seis siete ocho nueve diez once doce trece catorce quince',
  },
  it: {
    of: "in|nel|nella|nell['’]|negli|nelle|nei|il|la|lo|gli|le|l['’]|di|del|della|dell['’]|dei|degli|delle|a|durante",
    since: "dal?|dalla|dall['’]|a partire da",
    until: 'fino a|fino al',
    before: 'prima di|prima del',
    after: 'dopo',
    last: 'scors[oaie]|passat[oaie]|ultim[oaie]|precedente',
    units: units('giorn[oi]', 'settiman[ae]', 'mes[ei]', 'trimestr[ei]', 'ann[oi]'),
    numbers:
      'una?|uno due|(?:un\\s+)?paio\\s+di tre|qualche|alcun[ie] quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici',
  },
  pt: {
    of: 'em|n[oa]s?|d[oae]s?|de|[oa]s?|durante|à',
    since: 'desde|a partir d[eoa]',
    until: 'até',
    before: 'antes d[eoa]',
    after: 'depois d[eoa]|após',
    last: 'passad[oa]s?|últim[oa]s?|anterior',
    units: units('dias?', 'semanas?', 'm[eê]s(?:es)?', 'trimestres?', 'anos?'),
    numbers:
      'uma? du?as|dois|(?:um\\s+)?par\\s+de três|un?s|umas|algun?s|algumas quatro cinco seis sete oito nove dez onze doze treze quatorze|catorze quinze',
  },
  nl: {
    of: 'in|op|de|het|van|afgelopen(?= [a-z]+dag)|tijdens',
    since: 'sinds|vanaf|sedert',
    until: 'tot(?: en met)?',
    before: 'vóór',
    after: 'na',
    last: 'vorige?|afgelopen|laatste|voorbije',
    units: units('dag(?:en)?', 'we(?:ek|ken)', 'maand(?:en)?', 'kwart(?:aal|alen)', 'ja(?:ar|ren)'),
    numbers: 'een twee|(?:een\\s+)?paar drie|enkele vier vijf zes zeven acht negen tien elf twaalf',
  },
  sv: {
    of: 'i|på|den|det|de|under|från',
    since: 'sedan|efter|från och med',
    until: 'till|tills',
    before: 'före|innan',
    after: 'efter',
    last: 'förra|senaste|sista|föregående',
    units: units(
      'dag(?:en|ar|arna)?',
      'veck(?:a|an|or|orna)',
      'månad(?:en|er|erna)?',
      'kvartal(?:et|en)?',
      'år(?:et|en)?',
    ),
    numbers: 'en|ett två|ett\\s+par tre|några fyra fem sex sju åtta nio tio elva tolv',
  },
  da: {
    of: 'i|på|den|det|de|under|fra',
    since: 'siden|fra og med',
    until: 'til|indtil',
    before: 'før|inden',
    after: 'efter',
    last: 'sidste|seneste|forrige',
    units: units('dage?', 'uge[nr]?', 'måned(?:en|er)?', 'kvartal(?:et|er)?', 'år(?:et)?'),
    numbers: 'en|et to|et\\s+par tre|nogle fire fem seks syv otte ni ti elleve tolv',
  },
  nb: {
    of: 'i|på|den|det|de|under|fra',
    since: 'siden|fra og med',
    until: 'til|inntil',
    before: 'før|innen',
    after: 'etter',
    last: 'forrige|siste|sist',
    units: units('dag(?:er|en)?', 'uk[ae]n?|uker', 'måned(?:en|er)?', 'kvartal(?:et|er)?', 'år(?:et)?'),
    numbers: 'en|et|ei to|et\\s+par tre|noen fire fem seks sju|syv åtte ni ti elleve tolv',
  },
  fi: {
    ...{ of: '-', since: 'alkaen|lähtien', until: '-', before: 'ennen', after: 'jälkeen', last: 'viime|edellisellä' },
    units: units(
      'päiv(?:ä|ää|änä|inä)',
      'viik(?:ko|koa|olla)',
      'kuu(?:ssa|kautta)?|kuukau(?:si|tena)',
      'neljänneksellä|neljännesvuo(?:nna|tta)',
      'vuo(?:nna|tta|si)',
    ),
    endings: 'ssa|sta|na|ta|n|lla',
    behind: { since: 'alkaen|lähtien', until: 'asti|saakka', before: '-', after: 'jälkeen' },
    numbers:
      'yksi kaksi|pari kolme|muutaman? neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen yksitoista kaksitoista',
  },
  ru: {
    of: 'во?|на|за|от',
    since: 'со?|начиная с|от',
    until: 'до|по',
    before: 'до|перед',
    after: 'после',
    last: 'прошл(?:ый|ая|ое|ой|ую|ого|ом|ые|ых)|последн(?:ий|яя|ее|ей|юю|его|ем|ие|их)|предыдущ[а-я]{2,3}',
    units: units(
      'д(?:ень|ня|ней|ни)',
      'недел[яюиье]',
      'месяц(?:а|е|ев|ы)?',
      'квартал(?:а|е|ов|ы)?',
      'год(?:а|у|ы|ов)?|лет',
    ),
    endings: '[ьйаяеёуюыи]|ом|ем',
    numbers:
      'одн[ау]|один дв[ае]|пару три|несколько четыре пять шесть семь восемь девять десять одиннадцать двенадцать',
  },
  uk: {
    of: 'у|в|на|за|від',
    since: 'з|із|від|починаючи з',
    until: 'до|по',
    before: 'до|перед',
    after: 'після',
    last: 'минул(?:ий|а|е|ого|ої|ому|ій|у|і|их)|останн(?:ій|я|є|ього|ьої|ю|і|іх)|попередн[а-я]{1,4}',
    units: units(
      'д(?:ень|ня|ні|нів)',
      'тиж(?:день|ня|ні|нів)',
      'місяц[яіь]в?',
      'квартал(?:у|і|ів)?',
      'р(?:ік|оку|оки|оків|оці)',
    ),
    endings: '[ьйаяєеуюиі]',
    numbers:
      "одн[ау]|один дв[аі]|пару три|кілька|декілька чотири п['’]ять шість сім вісім дев['’]ять десять одинадцять дванадцять",
  },
  ja: {
    ...{ of: '-', since: '-', until: '-', before: '-', after: '-', last: '過去|ここ|この|直近|最近の?' },
    units: units('日間?', '週間?', '[かヶカケ]月間?', '四半期', '年間?'),
    behind: { since: 'から|以降|以来|より後', until: 'まで', before: '以前|より前', after: 'の後|より後' },
    numbers: '一 二 三|数 四 五 六 七 八 九 十 十一 十二',
    others: { きょう: 0, きのう: -1, おととい: -2, さきおととい: -3 },
  },
  ko: {
    ...{ of: '-', since: '-', until: '-', before: '-', after: '-', last: '지난|최근|저번|요' },
    units: units('일|날', '주(?:일)?', '(?:개월|달)', '분기', '년|해'),
    behind: { since: '부터|이후', until: '까지', before: '이전', after: '이후|다음' },
    numbers: '한|일 두|이 세|삼|몇 네|사 다섯|오 여섯|육 일곱|칠 여덟|팔 아홉|구 열|십 열한|십일 열두|십이',
  },
}
