import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canRead, TEXT_ONLY } from '../../shared/formats/define.ts';
import { LEAST_COST } from '../../shared/formats/faults.ts';
import { FORMATS } from '../../shared/formats/registry.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { bring, put, refusalOf, textsOf } from '../support/bad-input.ts';
import { commandLine } from '../support/command-line.ts';

/** Writes files into a folder beside the project; returns the folder. */
function folder(b: Backend, files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = join(b.folder, 'corpus');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

const TEXT = 'Ona met Bo.';
const BRAT = {
  'd1.txt': TEXT,
  'd1.ann': 'T1\tPERSON 0 3\tOna\n',
  'd2.txt': `${TEXT} `,
  'd2.ann':
    'T1\tPERSON 0 3\tOna\nT2\tPERSON 8 10\tBo\nR1\taffiliation Arg1:T1 Arg2:T9\nA1\tmention T7 name\n',
  'd3.txt': `${TEXT}  `,
  'd3.ann': 'T1\tPERSON 0 2\tOna\nT2\tPERSON 8 10\tBo\nA1\tmention T1 name\n',
  'd4.txt': `${TEXT}   `,
  'd4.ann': 'T1\tPERSON 8 10\tBo\n',
};

/** What was left out, as "cost file:line". */
const places = (report: Awaited<ReturnType<typeof bring>>) =>
  report.leftOut?.faults.map(
    ({ cost, where }) => `${cost} ${where?.file}:${where?.line ?? where?.record ?? ''}`,
  );

describe('a folder with faults', () => {
  test('reports every fault in one run, and leaves out only what is faulty', async () => {
    const b = backend();
    const report = await bring(b, folder(b, BRAT));
    expect(report).toMatchObject({ documents: 4, spans: 5, relations: 0 });
    expect(places(report)).toEqual([
      'annotation d2.ann:3',
      'annotation d2.ann:4',
      'annotation d3.ann:1',
      'annotation d3.ann:3',
    ]);
    expect(report.leftOut).toMatchObject({ files: 0, records: 0, annotations: 4, more: 0 });
    const messages = report.leftOut!.faults.map(({ message }) => message);
    expect(messages[0]).toMatch(/R1 refers to T9, which is not there/);
    expect(messages[2]).toMatch(/gives its text as "Ona", but its offsets cover "On"/);
    expect(messages[3]).toMatch(/A1 refers to T1, which was left out/);
  });

  test('notes about files include their folders', async () => {
    const b = backend();
    const root = folder(b, {
      'morning/a.conll': 'Ona\tB-PERSON\nran\tO\n\n',
      'evening/a.conll': 'Bo\tB-PERSON\nran\tO\n\n',
    });
    const { notes } = await bring(b, root);
    expect(notes.map(({ where }) => where?.file).sort()).toEqual(['evening/a.conll', 'morning/a.conll']);
    const { said } = await commandLine(b, 'convert', root, join(b.folder, 'out'), '--to', 'jsonl');
    expect(said).toMatch(/^evening\/a\.conll: Tokens from/m);
    expect(said).toMatch(/^morning\/a\.conll: Tokens from/m);
  });

  test('is imported in one change: one undo reverts all of it', async () => {
    const b = backend();
    await bring(b, folder(b, BRAT));
    expect(Object.keys(await textsOf(b))).toHaveLength(4);
    const { rows } = await b.call('documents.list', {});
    const changes = new Set<string>();
    for (const { id } of rows)
      for (const { change } of (await b.call('history.list', { document: id })).entries) changes.add(change);
    expect(changes.size).toBe(1);
  });

  test('all or nothing: reports every fault and imports nothing', async () => {
    const b = backend();
    const path = folder(b, BRAT);
    const error = await refusalOf(b, () => bring(b, path, undefined, { strict: true }));
    expect(error.message).toMatch(/all or nothing.*4 faults/);
    expect(error.faults?.map(({ where }) => where?.line)).toEqual([3, 4, 1, 3]);
  });

  test('files of all formats: bad ones are reported with their folder, good ones are imported', async () => {
    const b = backend();
    const bad: Record<string, string | Uint8Array> = {
      'a/notes.txt': Uint8Array.from([0x78, 0xff]),
      'b/notes.txt': 'Ona\0met',
      'c/two.jsonl': `{"text":"One."}\n{"text": 5}\n{"text":"Two."}\n`,
      'd/cut.xmi': '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"',
      'good.txt': 'Ministers met.',
    };
    const report = await bring(b, folder(b, bad));
    expect(places(report)).toEqual([
      'file a/notes.txt:',
      'file b/notes.txt:',
      'record c/two.jsonl:2',
      'file d/cut.xmi:1',
    ]);
    expect(Object.values(await textsOf(b)).sort()).toEqual(['Ministers met.', 'One.', 'Two.']);
  });

  test('reports a file without read permission', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may read everything');
    const b = backend();
    const path = folder(b, { 'a.txt': 'Ministers met.', 'b.txt': 'Closed.' });
    chmodSync(join(path, 'b.txt'), 0);
    expect(places(await bring(b, path))).toEqual(['file b.txt:']);
  });

  test('is rejected if nothing in it is valid, and every fault is reported', async () => {
    const b = backend();
    const path = folder(b, { 'a.txt': 'a\0', 'b.txt': 'b\0' });
    const error = await refusalOf(b, () => bring(b, path));
    expect(error.message).toMatch(/Nothing in the files could be imported\. 2 faults/);
    expect(error.faults).toHaveLength(2);
  });
});

/** For each format, a file with one fault and otherwise sound content. */
const MIXED: Readonly<
  Record<string, { name: string; content: string; beside?: Record<string, string>; good: number }>
> = {
  jsonl: {
    name: 'a.jsonl',
    content:
      '{"text":"One."}\n{"text":"Two.","spans":[{"type":"PERSON","start":0,"end":99}]}\n{"text":"Three."}\n',
    good: 2,
  },
  brat: {
    name: 'a.ann',
    content: 'T1\tPERSON 0 3\tOna\nA1\tmention T9 name\n',
    beside: { 'a.txt': TEXT },
    good: 1,
  },
  conll: {
    name: 'a.conllu',
    content: '1\tOna\t_\t_\t_\t_\t0\troot\t_\tner=B-PERSON\n\n1\tBo\t_\t_\t_\t_\t9\troot\t_\t_\n',
    good: 1,
  },
  'webanno-tsv': {
    name: 'a.tsv',
    content: '#FORMAT=WebAnno TSV 3.3\n#T_SP=de.x.Named|value\n\n\n#Text=Ona\n1-1\tnine-3\tOna\tPER\t\n',
    beside: { 'b.txt': TEXT },
    good: 1,
  },
  'cas-xmi': {
    name: 'a.xmi',
    content: '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"',
    beside: { 'b.txt': TEXT },
    good: 1,
  },
  'cas-json': {
    name: 'a.json',
    content: '{"%TYPES":{},"%FEATURE_STRUCTURES":[{"%ID":1}]',
    beside: { 'b.txt': TEXT },
    good: 1,
  },
  'spacy-jsonl': {
    name: 'a.jsonl',
    content:
      '{"text":"One is.","spans":[{"start":0,"end":3,"label":"PERSON"}]}\n{"text":"Two.","spans":[{"start":0,"end":99,"label":"PERSON"}]}\n',
    good: 1,
  },
  doccano: {
    name: 'a.jsonl',
    content: '{"text":"One is.","label":[[0,3,"PERSON"]]}\n{"text":"Two.","label":[[0,99,"PERSON"]]}\n',
    good: 1,
  },
  extractions: {
    name: 'a.jsonl',
    content:
      '{"text":"Ona met.","entities":[{"text":"Ona","type":"PERSON"}]}\n{"text":"Bo met.","entities":5}\n',
    good: 1,
  },
  'label-studio': {
    name: 'a.json',
    content:
      '[{"id":1,"data":{"text":"One."},"annotations":[]},\n{"id":2,"data":{"text":"Two."},"annotations":5}]',
    good: 1,
  },
  'web-annotation': {
    name: 'a.jsonld',
    content: JSON.stringify(
      [
        ['Ona', undefined],
        ['Ulf', undefined],
      ].map(([exact]) => ({
        '@context': 'http://www.w3.org/ns/anno.jsonld',
        id: `http://x.test/${exact}`,
        type: 'Annotation',
        body: { type: 'TextualBody', value: 'PERSON', purpose: 'tagging' },
        target: { source: 'a.txt', selector: { type: 'TextQuoteSelector', exact } },
      })),
    ),
    beside: { 'a.txt': TEXT },
    good: 1,
  },
  csv: {
    name: 'a.csv',
    content: 'doc,doc_text,start,end,label\na,Ona met.,0,3,PERSON\na,Ona met.,zero,3,PERSON\n',
    good: 1,
  },
  tsv: {
    name: 'a.tsv',
    content: 'doc\tdoc_text\tstart\tend\tlabel\na\tOna met.\t0\t3\tPERSON\na\tOna met.\t0\n',
    good: 1,
  },
  page: {
    name: 'a.html',
    content: '<html><body><nav>Home</nav></body></html>',
    beside: { 'b.txt': TEXT },
    good: 1,
  },
  txt: { name: 'a.txt', content: 'x\0', beside: { 'b.txt': TEXT }, good: 1 },
  md: { name: 'a.md', content: 'x\0', beside: { 'b.txt': TEXT }, good: 1 },
};

describe('what a fault leaves out', () => {
  test('is declared for every format with a reader', () => {
    expect(Object.keys(LEAST_COST).sort()).toEqual(
      FORMATS.filter(canRead)
        .map(({ id }) => id)
        .sort(),
    );
    expect(Object.keys(MIXED).sort()).toEqual(Object.keys(LEAST_COST).sort());
  });

  test.each(Object.entries(MIXED))('%s', async (id, { name, content, beside = {}, good }) => {
    const b = backend();
    const path = folder(b, { [name]: content, ...beside });
    const report = await bring(b, path);
    expect(report.leftOut?.faults.map(({ cost }) => cost)).toEqual([LEAST_COST[id]]);
    expect(report.leftOut!.faults[0]!.where?.file).toBe(name);
    expect(report.documents).toBe(good);
  });
});

describe('a record is imported completely or not at all', () => {
  test('the id of a record left out is available to its corrected copy', async () => {
    const b = backend();
    const id = '01890000-0000-7000-8000-000000000001';
    const record = (end: number) =>
      JSON.stringify({ id, text: 'Ona met.', spans: [{ type: 'PERSON', start: 0, end }] });
    const report = await bring(b, put(b, 'a.jsonl', `${record(99)}\n${record(3)}\n`));
    expect(places(report)).toEqual(['record a.jsonl:1']);
    expect(report).toMatchObject({ documents: 1, spans: 1 });
  });

  test('a record that the project rejects leaves nothing behind, and the others are imported', async () => {
    const b = backend();
    const id = '01890000-0000-7000-8000-000000000002';
    await bring(b, put(b, 'first.jsonl', JSON.stringify({ id, text: 'Ona met.' })));
    const lines = [
      JSON.stringify({ id, text: 'Another text.', spans: [{ type: 'PERSON', start: 0, end: 3 }] }),
      JSON.stringify({ text: 'Bo left.', spans: [{ type: 'PERSON', start: 0, end: 2 }] }),
    ];
    const report = await bring(b, put(b, 'second.jsonl', lines.join('\n')));
    expect(places(report)).toEqual(['record second.jsonl:1']);
    expect(report.leftOut!.faults[0]!.message).toMatch(/already in the project with another text/);
    expect(report).toMatchObject({ documents: 1, spans: 1 });
    expect(Object.values(await textsOf(b)).sort()).toEqual(['Bo left.', 'Ona met.']);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('every line reader leaves out only the line that is truncated or not UTF-8', async () => {
    const b = backend();
    const good = '{"text":"One is.","label":[[0,3,"PERSON"]]}\n';
    const bytes = Buffer.concat([
      Buffer.from(`${good}{"text":"Tw\n${good.replace('One', 'Six')}{"text":"caf`),
      Buffer.from([0xe9]),
      Buffer.from('","label":[]}\nnonsense\n'),
    ]);
    const report = await bring(b, put(b, 'a.jsonl', bytes), 'doccano');
    expect(places(report)).toEqual(['record a.jsonl:2', 'record a.jsonl:4', 'record a.jsonl:5']);
    expect(report).toMatchObject({ documents: 2, spans: 2 });
  });

  test('a file that becomes unreadable half way leaves nothing behind, not even names', async () => {
    const b = backend();
    const task = (n: number) =>
      JSON.stringify({
        id: n,
        data: { text: `Text ${n}.` },
        annotations: [
          {
            result: [
              {
                from_name: 'l',
                to_name: 't',
                type: 'labels',
                value: { start: 0, end: 4, labels: ['UNHEARD'] },
              },
            ],
          },
        ],
      });
    const path = folder(b, { 'cut.json': `[${task(1)},\n${task(2)},`, 'good.txt': TEXT });
    const report = await bring(b, path);
    expect(places(report)).toEqual(['file cut.json:2']);
    expect(await textsOf(b)).toEqual({ 'good.txt': TEXT });
  });
});

describe('the window asks', () => {
  test('before anything is written, and imports the rest on confirmation', async () => {
    const b = backend();
    const path = folder(b, BRAT);
    const files = [b.workspace.files.admit(path).id];
    const job = () => '01890000-0000-7000-8000-00000000000a' as never;
    const asked = await b.call('exchange.import', { job: job(), files, ask: true });
    expect(asked).toMatchObject({ documents: 0, undecided: true, leftOut: { annotations: 4 } });
    expect(await textsOf(b)).toEqual({});
    const report = await b.call('exchange.import', { job: job(), files, ask: true, leaveOut: true });
    expect(report).toMatchObject({ documents: 4, leftOut: { annotations: 4 } });
    expect(report.undecided).toBeUndefined();
  });
});

describe('the command line', () => {
  test('exits with 4 and lists what was left out; --strict exits with 1 and the same list', async () => {
    const b = backend();
    const path = folder(b, BRAT);
    const strict = await commandLine(b, 'import', b.path, path, '--strict');
    expect(strict.status).toBe(1);
    for (const place of ['d2.ann, line 3', 'd2.ann, line 4', 'd3.ann, line 1', 'd3.ann, line 3'])
      expect(strict.said).toContain(place);
    const { status, said, out } = await commandLine(b, 'import', b.path, path, '--json');
    expect({ status, said }).toEqual({ status: 4, said: '' });
    expect((JSON.parse(out) as { leftOut: { annotations: number } }).leftOut.annotations).toBe(4);
  });

  test('behaves the same for convert', async () => {
    const b = backend();
    const path = folder(b, { ...BRAT, 'z.txt': 'x\0' });
    const out = join(b.folder, 'out');
    const { status, said } = await commandLine(b, 'convert', path, out, '--to', 'jsonl');
    expect(said).toMatch(/Left out because of faults: 1 file and 4 annotations/);
    expect(status).toBe(4);
    const [file = ''] = readdirSync(out).filter((name) => name.endsWith('.jsonl'));
    const lines = readFileSync(join(out, file), 'utf8').trim().split('\n');
    expect(lines.filter((line) => line.includes('"kind":"document"'))).toHaveLength(4);
    expect(await commandLine(b, 'convert', path, `${out}-2`, '--to', 'jsonl', '--strict')).toMatchObject({
      status: 1,
    });
  });

  test('leaves out in convert what only a project can keep in quarantine, and reports it', async () => {
    const b = backend();
    const run = {
      text: 'Ona met Bo.',
      entities: ['Ona', 'Zoltan'].map((text) => ({ text, type: 'PERSON' })),
    };
    const path = put(b, 'run.jsonl', JSON.stringify(run));
    const { status, said } = await commandLine(
      b,
      'convert',
      path,
      join(b.folder, 'out.jsonl'),
      '--to',
      'jsonl',
    );
    expect({ status, said }).toEqual({
      status: 4,
      said: expect.stringMatching(/no quarantine for PERSON "Zoltan"/),
    });
  });
});

describe('a file that no format recognises', () => {
  const FOLDER = {
    'a.txt': TEXT,
    'b/torn.csv': '"id,text\n1,"Ona met',
    'b/novel.xml': '<?xml version="1.0"?><GateDocument><Node id="0"/></GateDocument>',
    'b/model.json': '[{"start":0,"end":3,"text":"Ona","label":"PERSON","score":0.9}]',
    'c.bin': Uint8Array.from([0, 1, 2]),
    LICENSE: 'Do as you like.',
    'README.md': '# A corpus',
    'Thumbs.db': Uint8Array.from([0]),
    'annotation.conf': '[entities]\nPERSON\n',
    'd/TypeSystem.xml': '<typeSystemDescription/>',
  };

  test('is listed and counted as left out in a folder; matters of the folder are notes', async () => {
    const b = backend();
    const report = await bring(b, folder(b, FOLDER));
    expect(places(report)).toEqual([
      'file c.bin:',
      'file b/novel.xml:',
      'file b/torn.csv:',
      'record b/model.json:1',
    ]);
    expect(report).toMatchObject({ documents: 1, leftOut: { files: 3, records: 1, annotations: 0 } });
    const messages = report.leftOut!.faults.map(({ message }) => message);
    expect(messages[0]).toMatch(/it holds no text/);
    expect(messages[1]).toMatch(/its XML or HTML begins with "GateDocument"/);
    expect(messages[2]).toMatch(/it begins with .*id,text/);
    expect(messages[3]).toMatch(/annotations but no text, and names no document/);
    expect(report.notes.map(({ where }) => where?.file)).toEqual([
      'LICENSE',
      'README.md',
      'annotation.conf',
      'd/TypeSystem.xml',
    ]);
  });

  test('is reported as such if its format has only a writer', async () => {
    const b = backend();
    const error = await refusalOf(b, () => bring(b, put(b, 'spans.parquet', 'PAR1 and so on')));
    expect(error.message).toMatch(/looks like Parquet.*, which is written and not read/);
  });

  test('is read further if its first record is longer than the usual head', async () => {
    const b = backend();
    const text = `Ona met Bo. ${'A long article. '.repeat(20_000)}`;
    const content = `${JSON.stringify({ text, label: [[0, 3, 'PERSON']] })}\n{"text":"Bo left.","label":[[0,2,"PERSON"]]}\n`;
    expect(await bring(b, put(b, 'long.jsonl', content))).toMatchObject({ documents: 2, spans: 2 });
  });

  test('causes the folder to be rejected under all or nothing, and each is named', async () => {
    const b = backend();
    const path = folder(b, FOLDER);
    const error = await refusalOf(b, () => bring(b, path, undefined, { strict: true }));
    expect(error.faults).toHaveLength(4);
  });

  test('is left out alone if it is one of several named files', async () => {
    const b = backend();
    const files = [put(b, 'a.txt', TEXT), put(b, 'b.bin', 'nothing')].map(
      (path) => b.workspace.files.admit(path).id,
    );
    const report = await b.call('exchange.import', { job: newUid(), files });
    expect(places(report)).toEqual(['file b.bin:']);
    expect(report.documents).toBe(1);
  });

  test('is rejected if it is the only one named, with a description of its contents', async () => {
    const b = backend();
    const path = put(b, 'a.json', '{"people":[{"name":"Ona"}],"when":"today"}');
    const error = await refusalOf(b, () => bring(b, path));
    expect(error.message).toMatch(/It is not clear what a\.json is \(its record has "people", "when"\)/);
  });

  test('makes the command line exit with 4 and name it', async () => {
    const b = backend();
    const { status, said } = await commandLine(b, 'import', b.path, folder(b, FOLDER));
    expect(status).toBe(4);
    for (const name of ['c.bin', 'b/model.json', 'b/novel.xml', 'b/torn.csv']) expect(said).toContain(name);
  });
});

describe('annotations that no reader supports', () => {
  const SHAPES = [
    { text: 'Ona met.', spans: [{ start: 0, end: 3, type: 'PERSON' }], triples: [['Ona', 'met', 'Bo']] },
    { text: 'Bo left.', stuff: { PERSON: ['Bo'] } },
  ];
  const content = SHAPES.map((record) => `${JSON.stringify(record)}\n`).join('');

  test.each([undefined, { name: 'probe' }])(
    'are reported, or their record is left out: model %j',
    async (model) => {
      const b = backend();
      const files = [b.workspace.files.admit(put(b, 'a.jsonl', content)).id];
      const report = await b.call('exchange.import', {
        job: newUid(),
        files,
        format: 'jsonl',
        ...(model && { model }),
      });
      expect(report).toMatchObject({ documents: 1, spans: 1, leftOut: { records: 1, textOnly: 1 } });
      expect(places(report)).toEqual(['record a.jsonl:2']);
      expect(report.leftOut!.faults[0]!.message).toMatch(
        /Only the text of this record can be read.*"stuff" \(1\)/,
      );
      expect(report.notes).toMatchObject([
        { message: expect.stringMatching(/^"triples" looks like annotations/) as string },
      ]);
    },
  );

  test('can be left out to import only the texts', async () => {
    const b = backend();
    const files = [b.workspace.files.admit(put(b, 'a.jsonl', content)).id];
    const report = await b.call('exchange.import', {
      job: newUid(),
      files,
      format: 'jsonl',
      options: { [TEXT_ONLY]: true },
    });
    expect(report).toMatchObject({ documents: 2, spans: 1 });
    expect(report.leftOut).toBeUndefined();
    expect(report.notes.map(({ message }) => message.slice(0, 9))).toEqual(['"triples"', '"stuff" l']);
  });

  test('cause a question in the window, even if there is nothing else', async () => {
    const b = backend();
    const files = [b.workspace.files.admit(put(b, 'a.jsonl', `${JSON.stringify(SHAPES[1])}\n`)).id];
    const asked = await b.call('exchange.import', { job: newUid(), files, format: 'jsonl', ask: true });
    expect(asked).toMatchObject({
      documents: 0,
      undecided: true,
      nothingElse: true,
      leftOut: { textOnly: 1 },
    });
    const report = await b.call('exchange.import', {
      job: newUid(),
      files,
      format: 'jsonl',
      ask: true,
      leaveOut: true,
      options: { [TEXT_ONLY]: true },
    });
    expect(report).toMatchObject({ documents: 1 });
  });

  test('make import and convert exit with 4, or with 0 if only texts are requested', async () => {
    const b = backend();
    const path = put(b, 'a.jsonl', content);
    const first = await commandLine(
      b,
      'convert',
      path,
      join(b.folder, 'out'),
      '--from',
      'jsonl',
      '--to',
      'jsonl',
    );
    expect(first).toMatchObject({ status: 4 });
    expect(first.said).toMatch(/--option text-only=true/);
    const all = ['--from', 'jsonl', '--to', 'jsonl', '--option', 'text-only=true'];
    expect(await commandLine(b, 'convert', path, join(b.folder, 'all'), ...all)).toMatchObject({ status: 0 });
  });
});
