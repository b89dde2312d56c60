import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../support/shared-folder.ts';
import type { Tag } from './first-hour.ts';

/** An article that tests annotate: its file, its date, and what to tag in it. */
export interface TestArticle {
  readonly path: string;
  readonly source: string;
  readonly published: string;
  readonly beginning: string;
  readonly entities: readonly Tag[];
  readonly claims: readonly Tag[];
  /** A mention of two fragments: the first is tagged, the second added. */
  readonly parts: readonly [Tag, Tag];
  readonly frame: TestFrame;
}

/**
 * A claim whose frame is filled: its text and the fillers of three slots. The object is a phrase with its first and last
 * word.
 */
export interface TestFrame {
  readonly content: string;
  readonly claimer: string;
  /** Identifies the claimer's mention: the text right after the name, at the beginning of a paragraph. */
  readonly said: string;
  readonly cue: string;
  readonly object: readonly [first: string, last: string, phrase: string];
  /** The text of the next claim, by the same claimer. */
  readonly next: string;
}

const SEED = join(sharedFolder(), 'data', 'seed');

/** Returns the seed article beside the project or, if it is missing, our own fictional equivalent. */
export function testArticle(): TestArticle {
  return existsSync(SEED) ? seed() : twin();
}

const tags = (key: string, ...words: (string | [string, number])[]): Tag[] =>
  words.map((each) =>
    typeof each === 'string' ? { words: each, key } : { words: each[0], nth: each[1], key },
  );

function seed(): TestArticle {
  const path = join(SEED, readdirSync(SEED).find((name) => name.endsWith('.txt')) ?? '');
  return {
    path,
    source: readFileSync(path, 'utf8'),
    published: '2025-07-09',
    beginning: 'Türkiye’s foreign and defense ministers',
    entities: [
      ...tags('g', 'Türkiye', 'Islamabad', 'Ankara', 'India', 'Azerbaijan', 'Israel', 'Gaza', 'Pakistan'),
      ...tags(
        'p',
        'Hakan Fidan',
        'Yaşar Güler',
        'Shehbaz Sharif',
        'Zaheer Ahmed Babar Sidhu',
        'Recep Tayyip Erdoğan',
        ['Sidhu', 1],
      ),
      ...tags('o', 'Pakistan Air Force', 'Defense Ministry', 'Çelebi'),
      ...tags('d', 'Wednesday', 'April', 'Last week'),
    ],
    claims: tags(
      'c',
      'Güler and Sidhu exchanged views on regional security',
      'Pakistan’s interest in advancing joint efforts',
      'the importance of expanding collaboration in drone systems',
      'Ankara and Islamabad were exploring potential cooperation',
      'the need for continued joint efforts to halt',
      'the importance of enhancing collaboration in key areas',
    ),
    parts: [tags('p', 'foreign')[0]!, tags('p', 'ministers')[0]!],
    frame: {
      content:
        'Ankara and Islamabad were exploring potential cooperation in mining, natural gas, oil, and rare elements',
      claimer: 'Fidan',
      said: 'Fidan said',
      cue: 'said',
      object: ['mining', 'elements', 'mining, natural gas, oil, and rare elements'],
      next: 'joint offshore oil and gas exploration',
    },
  };
}

function twin(): TestArticle {
  const path = 'resources/sample/articles/01-tresk-visit.txt';
  return {
    path,
    source: readFileSync(path, 'utf8'),
    published: '2025-03-12',
    beginning: 'Velmara’s foreign and defence ministers',
    entities: [
      ...tags('g', 'Velmara', 'Dovran', 'Karsovia', 'Tresk', ['Karsovia', 2]),
      ...tags(
        'p',
        'Ilse Haldorén',
        'Yaşar Tolvane',
        'Bozhidar Štěpanek',
        'Mirela Oğuz-Lind',
        ['Haldorén', 1],
        ['Štěpanek', 1],
        ['Tolvane', 1],
        'Ansgar Vesić',
      ),
      ...tags('o', 'Karsgaz', 'Air Force', 'Civic Union'),
      ...tags('d', 'Wednesday', 'January', 'September'),
      ...tags('w', 'Sarissa-4'),
    ],
    claims: tags(
      'c',
      'Tresk was ready to reopen the crossing',
      'a house with all its windows shut',
      'Karsovia would not reopen any crossing',
      'Trade is not a favour between neighbours',
      'that Velmara had offered',
      'twelve launchers had been discussed',
    ),
    parts: [tags('p', 'foreign')[0]!, tags('p', 'ministers')[0]!],
    frame: {
      content: 'Tresk was ready to reopen the crossing at Lower Bresna by the end of April',
      claimer: 'Haldorén',
      said: 'Haldorén said',
      cue: 'said',
      object: ['crossing', 'Bresna', 'crossing at Lower Bresna'],
      next: 'a house with all its windows shut',
    },
  };
}
