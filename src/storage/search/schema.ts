import { asciiSymbols } from './tokenizer.ts'

/** Pages kept in memory, in KiB, and how much of the file may be mapped, in bytes: a few hundred MB is ten years. */
const cacheKib = 32_768
const mappedBytes = 1_073_741_824

/** How much FTS5 gathers in memory before it writes, in bytes: its default of 1 MB makes filling the archive slow. */
const gatheredBytes = 33_554_432

/** How many segments of the index FTS5 merges into one. With its default of 4 everything is written again and again. */
const mergedAtOnce = 16

// The text is already cut into words: all that is left to the tokenizer is to split at blanks. Everything beyond ASCII
// is part of a word to it.
const tokenizer = `tokenize = "ascii tokenchars '_${asciiSymbols}'"`

/**
 * A piece's id begins with its day, so that ids in descending order are the newest first, and some days are a range of
 * ids. Within a digest they fall in reading order.
 */
const tables = `
  CREATE TABLE digests (
    id TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Its pieces and titles have the ids from lowest to highest.
    lowest INTEGER NOT NULL,
    highest INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE tags (id INTEGER PRIMARY KEY, plain TEXT NOT NULL UNIQUE, tag TEXT NOT NULL) STRICT;
  CREATE TABLE pieces (
    id INTEGER PRIMARY KEY,
    publication TEXT NOT NULL,
    digest TEXT NOT NULL,
    key TEXT NOT NULL,
    tag TEXT,
    title TEXT NOT NULL,
    url TEXT,
    language TEXT NOT NULL,
    story TEXT NOT NULL
  ) STRICT;
  CREATE TABLE addresses (key TEXT, piece INTEGER, PRIMARY KEY (key, piece)) STRICT, WITHOUT ROWID;
  CREATE INDEX addresses_by_piece ON addresses (piece);
  CREATE TABLE texts (piece INTEGER PRIMARY KEY, text TEXT NOT NULL, notes TEXT) STRICT;
  CREATE TABLE piece_tags (publication TEXT, tag INTEGER, piece INTEGER, PRIMARY KEY (publication, tag, piece))
    STRICT, WITHOUT ROWID;
  CREATE INDEX piece_tags_by_piece ON piece_tags (piece);
  CREATE TABLE titles (id INTEGER PRIMARY KEY, piece INTEGER NOT NULL, title TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE words USING fts5 (title, tag, text, title_stems, stems, facets,
    content = '', contentless_delete = 1, prefix = '3', ${tokenizer});
  CREATE VIRTUAL TABLE title_words USING fts5 (title,
    content = '', contentless_delete = 1, prefix = '1 2', ${tokenizer});
  CREATE TABLE vocabulary (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  INSERT INTO words (words, rank) VALUES ('hashsize', ${gatheredBytes});
  INSERT INTO title_words (title_words, rank) VALUES ('hashsize', ${gatheredBytes});
  INSERT INTO words (words, rank) VALUES ('automerge', ${mergedAtOnce});
  INSERT INTO words (words, rank) VALUES ('crisismerge', ${2 * mergedAtOnce});
  INSERT INTO title_words (title_words, rank) VALUES ('automerge', ${mergedAtOnce});
  INSERT INTO title_words (title_words, rank) VALUES ('crisismerge', ${2 * mergedAtOnce});
`

/** NORMAL keeps the file whole; changes that a power cut loses are indexed again. */
export const searchPragmas = `PRAGMA synchronous = NORMAL; PRAGMA cache_size = -${cacheKib}; PRAGMA mmap_size = ${mappedBytes};`

const names = [
  'digests',
  'tags',
  'pieces',
  'texts',
  'piece_tags',
  'titles',
  'words',
  'title_words',
  'title_terms',
  'vocabulary',
  'addresses',
]

const refill = `${names.map((name) => `DROP TABLE IF EXISTS ${name};`).join(' ')} ${tables}`

/** One step more with every change of what is stored or of how words are cut: the archive is emptied and filled again. */
export const searchMigrations = ['', refill, refill, refill, refill]
