import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { textHash } from '../../db/derived/document-columns.ts';
import { record } from '../../db/journal/record.ts';
import { presentText } from '../../db/rows/text.ts';
import type { TextRevision } from '../../shared/contract/texts.ts';
import { canWrite } from '../../shared/formats/define.ts';
import { FORMATS } from '../../shared/formats/registry.ts';
import { quote, type Fragment } from '../../shared/model/fragments.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { fragmentsAlong } from '../../shared/text/corrected-ranges.ts';
import { snapToGraphemes } from '../../shared/text/graphemes.ts';
import { reduceEdits } from '../../shared/text/reduce-edits.ts';
import { backend, type Backend } from '../support/backend.ts';
import { dumpOf, editsOf, SharedProjects, spanOf, texts } from '../support/corrections.ts';
import { cases } from '../support/slow.ts';
import { takeBack } from '../support/take-back.ts';

const TEXT =
  'Isl amabad waits\n\nThe minister Yusuf Demir said in Isl amabad that he would wait. “We wait,” he said.\n\nNobody came.';

/** A project with one article, with the same annotations in the analyst's set and in gold. */
async function annotated(text: string, places: readonly (readonly Fragment[])[]) {
  const project = backend();
  const document = project.addDocument(text);
  const { call } = project;
  const spans: Uid[] = [];
  const put = async (fragments: readonly Fragment[], type: string, set?: Uid) => {
    const { span } = await call('spans.create', {
      document,
      type,
      fragments: fragments.map(([a, b]) => [a, b]),
      ...(set && { set }),
    });
    spans.push(span.id);
  };
  for (const fragments of places) await put(fragments, 'PERSON');
  const gold = newUid();
  record(
    project.workspace.store,
    project.workspace.settings.actor,
    { command: 'test.gold', label: 'Begin gold', kind: 'setup' },
    (recorder) => recorder.put('set', gold, { name: 'gold', kind: 'gold' }),
  );
  for (const fragments of places) await put(fragments, 'ORG', gold);
  return { ...project, document, spans };
}

/** Exports a project as Postil JSONL; returns the file. */
async function exported({
  call,
  folder,
  workspace,
}: Pick<Backend, 'call' | 'folder' | 'workspace'>): Promise<string> {
  const out = join(folder, `out-${newUid()}`);
  mkdirSync(out);
  await call('exchange.export', {
    job: newUid(),
    format: 'jsonl',
    folder: workspace.files.admit(out).id,
  });
  const [file] = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.jsonl'),
  );
  return join(out, file!);
}

function bring({ call, workspace }: Pick<Backend, 'call' | 'workspace'>, path: string) {
  return call('exchange.import', {
    job: newUid(),
    files: [workspace.files.admit(path).id],
    extendScheme: true,
  });
}

describe('a corrected text', () => {
  test('keeps mention, claim and link, and lists exactly what changes', async () => {
    const project = await annotated(TEXT, [[[0, 10]], [[51, 61]], [[18, 80]], [[31, 42]]]);
    const { call, document, spans, restart } = project;
    const { entity } = await call('entities.create', { name: 'Islamabad', type: 'GPE' });
    await call('mentions.set', { spans: [spans[1]!], entities: [entity.id] });
    const before = dumpOf(project);

    const edits: [number, number, string][] = [[54, 55, '']];
    const preview = await call('texts.preview', { document, edits });
    expect(preview.affected.map(({ before: was, after }) => [was, after])).toEqual([
      [TEXT.slice(18, 80), TEXT.slice(18, 80).replace('Isl amabad', 'Islamabad')],
      [TEXT.slice(18, 80), TEXT.slice(18, 80).replace('Isl amabad', 'Islamabad')],
      ['Isl amabad', 'Islamabad'],
      ['Isl amabad', 'Islamabad'],
    ]);
    expect(dumpOf(project)).toBe(before);

    await call('texts.correct', { document, edits });
    expect(presentText(project.workspace.store, document)!.text).toContain('said in Islamabad that');
    expect(spanOf(project, spans[1]!)).toMatchObject({ fragments: [[51, 60]], entities: [entity.id] });
    expect(spanOf(project, spans[2]!)).toMatchObject({ fragments: [[18, 79]] });
    expect(spanOf(project, spans[3]!)).toMatchObject({ fragments: [[31, 42]] });
    expect(checkProject(project.workspace.store).problems).toEqual([]);
    const corrected = dumpOf(project);

    restart();
    await takeBack(project, 'undo', { document });
    expect(dumpOf(project)).toBe(before);
    await takeBack(project, 'redo', { document });
    expect(dumpOf(project)).toBe(corrected);
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('asks about annotations of whose words none are left', async () => {
    const project = await annotated(TEXT, [[[31, 42]], [[18, 80]]]);
    const { call, document, spans } = project;
    const before = dumpOf(project);
    const edits: [number, number, string][] = [[31, 43, '']];
    await expect(call('texts.correct', { document, edits })).rejects.toMatchObject({ code: 'refused' });
    expect(dumpOf(project)).toBe(before);

    await call('texts.correct', {
      document,
      edits,
      gone: 'keep',
      choices: [{ span: spans[2]!, choice: 'delete' }],
    });
    const text = presentText(project.workspace.store, document)!.text;
    expect(quote(text, spanOf(project, spans[0]!)!.fragments)).toBe('said');
    expect(spanOf(project, spans[2]!)).toBeUndefined();
    expect(checkProject(project.workspace.store).problems).toEqual([]);
    await takeBack(project, 'undo', { document });
    expect(dumpOf(project)).toBe(before);
  });

  test('is undone with annotations made since, and names those on words that would go', async () => {
    const project = await annotated(TEXT, [[[0, 10]]]);
    const { call, document } = project;
    await call('texts.correct', { document, edits: [[80, 80, ' Yes, surely.']] });
    const later = await call('spans.create', { document, type: 'PERSON', fragments: [[107, 113]] });
    const inserted = await call('spans.create', { document, type: 'PERSON', fragments: [[81, 84]] });
    await takeBack(project, 'undo', { document });
    expect(spanOf(project, inserted.span.id)).toBeUndefined();
    const quoted = quote(
      presentText(project.workspace.store, document)!.text,
      spanOf(project, later.span.id)!.fragments,
    );
    await takeBack(project, 'redo', { document });
    // The correction itself, while something stands on the inserted words.
    const { entries } = await call('history.list', { document, limit: 10 });
    const correction = entries.find(({ label }) => label.startsWith('Correct'))!.change;
    await expect(call('history.undo', { change: correction })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('has annotated words since') as string,
    });
    await call('spans.delete', { ids: [inserted.span.id] });
    await call('history.undo', { change: correction });
    expect(
      quote(presentText(project.workspace.store, document)!.text, spanOf(project, later.span.id)!.fragments),
    ).toBe(quoted);
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('changes made before a correction can be undone after it', async () => {
    const project = await annotated(TEXT, [[[0, 10]]]);
    const { call, document } = project;
    const made = await call('spans.create', { document, type: 'PERSON', fragments: [[31, 42]] });
    await call('spans.delete', { ids: [made.span.id] });
    const { entries } = await call('history.list', { document, limit: 10 });
    const deletion = entries[0]!.change;
    await call('texts.correct', { document, edits: [[3, 4, '']] });
    await call('history.undo', { change: deletion });
    expect(
      quote(presentText(project.workspace.store, document)!.text, spanOf(project, made.span.id)!.fragments),
    ).toBe('Yusuf Demir');
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('any earlier text can be gone to, and back', async () => {
    const project = await annotated(TEXT, [[[0, 10]], [[31, 42]]]);
    const { call, document, spans } = project;
    const first = dumpOf(project);
    await call('texts.correct', { document, edits: [[3, 4, '']] });
    await call('texts.correct', { document, edits: [[30, 30, 'Dr. ']] });
    const last = dumpOf(project);
    const { revisions } = await call('texts.revisions', { document });
    expect(revisions.map(({ present }) => present)).toEqual([false, false, true]);
    expect(revisions.map(({ length }) => length)).toEqual([TEXT.length, TEXT.length - 1, TEXT.length + 3]);
    await call('texts.goTo', { document, revision: revisions[0]!.id });
    expect(presentText(project.workspace.store, document)!.text).toBe(TEXT);
    expect(quote(TEXT, spanOf(project, spans[1]!)!.fragments)).toBe('Yusuf Demir');
    expect(dumpOf(project)).toBe(first);
    await takeBack(project, 'undo', { document });
    expect(dumpOf(project)).toBe(last);
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('any text is exported in every format with its annotations, and named', async () => {
    const project = await annotated(TEXT, [[[0, 10]], [[31, 42]]]);
    const { call, document, spans, folder, workspace } = project;
    await call('texts.correct', { document, edits: [[3, 4, '']] });
    await call('texts.correct', { document, edits: [[30, 30, 'Dr. Ali ']] });
    const late = await call('spans.create', { document, type: 'PERSON', fragments: [[30, 37]] });
    const before = dumpOf(project);
    const { revisions } = await call('texts.revisions', { document });
    const exportText = async (format: string, revision: TextRevision) => {
      const { id, sha256, parent, at, analyst, edits, present } = revision;
      const out = join(folder, `out-${newUid()}`);
      mkdirSync(out);
      await call('exchange.export', {
        job: newUid(),
        format,
        folder: workspace.files.admit(out).id,
        filter: { documents: [document] },
        sets: [spanOf(project, spans[0]!)!.set],
        revision: id,
      });
      const files = readdirSync(out, { recursive: true, encoding: 'utf8' });
      const manifest = files.find((name) => name.endsWith('manifest.json'))!;
      expect(JSON.parse(readFileSync(join(out, manifest), 'utf8'))).toMatchObject({
        revision: { document, id, sha256, parent, at, analyst, edits, annotationsLeftOut: present ? 0 : 1 },
        ...(parent !== null && { corrected: [{ document, revision: id, sha256 }] }),
      });
      return files.map((name) => join(out, name));
    };
    for (const { id } of FORMATS.filter(canWrite)) await exportText(id, revisions[1]!);
    const html = await exportText('html', revisions[0]!);
    expect(html.some((name) => name.includes(`.${revisions[0]!.sha256.slice(0, 12)}.html`))).toBe(true);

    for (const revision of revisions) {
      const files = await exportText('jsonl', revision);
      const data = files.find((name) => name.endsWith(`data.${revision.sha256.slice(0, 12)}.jsonl`))!;
      const lines = readFileSync(data, 'utf8').trim().split('\n');
      const article = lines
        .map((line) => JSON.parse(line) as { kind: string; text: string; spans: { id: Uid; text: string }[] })
        .find(({ kind }) => kind === 'document')!;
      expect(textHash(article.text).toString('hex')).toBe(revision.sha256);
      const words = new Map(article.spans.map(({ id: span, text }) => [span, text]));
      expect(words.get(spans[1]!)).toBe('Yusuf Demir');
      expect(words.get(spans[0]!)).toBe(revision.parent === null ? 'Isl amabad' : 'Islamabad');
      expect(words.has(late.span.id)).toBe(revision.present);
    }
    expect(dumpOf(project)).toBe(before);
    const revision = revisions[0]!.id;
    await expect(call('exchange.export', { job: newUid(), format: 'jsonl', revision })).rejects.toMatchObject(
      {
        code: 'invalid-input',
      },
    );
    const elsewhere = {
      job: newUid(),
      format: 'jsonl',
      filter: { documents: [document] },
      revision: newUid(),
    };
    await expect(call('exchange.export', elsewhere)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the past of the article has the earlier text', async () => {
    const project = await annotated(TEXT, [[[0, 10]], [[31, 42]]]);
    const { call, document } = project;
    const first = dumpOf(project);
    const { entries } = await call('history.list', { document, limit: 1 });
    await call('texts.correct', { document, edits: [[3, 4, '']] });
    await call('spans.create', { document, type: 'PERSON', fragments: [[17, 20]] });
    await call('history.goBack', { document, change: entries[0]!.change });
    expect(dumpOf(project)).toBe(first);
    expect(checkProject(project.workspace.store).problems).toEqual([]);
    await takeBack(project, 'undo', { document });
    expect(presentText(project.workspace.store, document)!.text.startsWith('Islamabad')).toBe(true);
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('a corrected article comes back from the trash', async () => {
    const project = await annotated(TEXT, [[[0, 10]], [[31, 42]]]);
    const { call, document } = project;
    await call('texts.correct', { document, edits: [[3, 4, '']] });
    const before = dumpOf(project);
    await call('documents.delete', { documents: [document] });
    await call('history.restore', { documents: [document] });
    expect(dumpOf(project)).toBe(before);
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('a colleague’s export from before the correction is mapped into the present text', async () => {
    const project = await annotated(TEXT, [[[0, 10]]]);
    const { call, document, workspace } = project;
    const file = await exported(project);
    const colleague = backend();
    await bring(colleague, file);
    const added = await colleague.call('spans.create', { document, type: 'PERSON', fragments: [[31, 42]] });
    const gone = await colleague.call('spans.create', { document, type: 'PERSON', fragments: [[18, 30]] });
    await call('texts.correct', {
      document,
      edits: [
        [3, 4, ''],
        [18, 31, ''],
      ],
      gone: 'delete',
    });

    const again = await exported(project);
    const manifest = JSON.parse(readFileSync(join(again, '../manifest.json'), 'utf8')) as object;
    const { revisions } = await call('texts.revisions', { document });
    const { id: revision, sha256 } = revisions.find(({ present }) => present)!;
    expect(manifest).toMatchObject({ corrected: [{ document, revision, sha256 }] });
    const report = await bring(project, await exported(colleague));
    const text = presentText(workspace.store, document)!.text;
    expect(quote(text, spanOf(project, added.span.id)!.fragments)).toBe('Yusuf Demir');
    expect(spanOf(project, gone.span.id)).toBeUndefined();
    expect(JSON.stringify(report)).toContain('was corrected since this file was written');
    expect(JSON.stringify(report)).toContain('Its words were removed');
    expect(checkProject(workspace.store).problems).toEqual([]);
    await takeBack(project, 'undo');
    expect(spanOf(project, added.span.id)).toBeUndefined();
  });

  test('an import is undone and redone after a correction that left its words alone', async () => {
    const project = await annotated(TEXT, [[[80, 82]]]);
    const colleague = backend();
    await bring(colleague, await exported(project));
    const { document, call } = project;
    const added = await colleague.call('spans.create', { document, type: 'PERSON', fragments: [[31, 42]] });
    await bring(project, await exported(colleague));
    const { entries } = await call('history.list', { document, limit: 1 });
    await call('texts.correct', { document, edits: [[3, 4, '']] });
    const corrected = dumpOf(project);
    const { change } = await call('history.undo', { change: entries[0]!.change });
    expect(spanOf(project, added.span.id)).toBeUndefined();
    await call('history.redo', { change: change! });
    expect(dumpOf(project)).toBe(corrected);
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('a string is replaced in all articles, as one change', async () => {
    const project = await annotated(TEXT, [[[51, 61]]]);
    const { call, spans } = project;
    const other = project.addDocument('Isl amabad again. Isl amabadi is another word.', 'b.txt');
    const before = dumpOf(project);
    const input = { find: 'Isl amabad', replace: 'Islamabad', words: true };
    const preview = await call('texts.replace', { job: newUid(), ...input, dryRun: true });
    expect(preview).toMatchObject({ documents: 2, places: 3, affectedInAll: 2 });
    expect(dumpOf(project)).toBe(before);
    expect(await call('texts.replace', { job: newUid(), ...input })).toEqual({
      ...preview,
      change: expect.any(String) as string,
    });
    expect(presentText(project.workspace.store, other)!.text).toBe(
      'Islamabad again. Isl amabadi is another word.',
    );
    expect(spanOf(project, spans[0]!)).toMatchObject({ fragments: [[50, 59]] });
    expect(checkProject(project.workspace.store).problems).toEqual([]);
    await takeBack(project, 'undo');
    expect(dumpOf(project)).toBe(before);
  });

  test('a string is replaced at the places that the analyst has left in, whatever its case', async () => {
    const project = await annotated(TEXT, [[[0, 10]], [[18, 80]]]);
    const { call, document, spans } = project;
    const other = project.addDocument('ISL AMABAD again, and isl amabad. Isl amabadi.', 'b.txt');
    const later = project.addDocument('Isl amabad too.', 'c.txt');
    const before = dumpOf(project);
    const input = { find: 'isl amabad', replace: 'Islamabad', matchCase: false, words: true };
    const preview = await call('texts.replace', { job: newUid(), ...input, dryRun: true });
    expect(preview).toMatchObject({ documents: 3, places: 5, affectedInAll: 4, outdated: [] });
    expect(
      preview.articles.map(({ document: id, places, affected, gone }) => [id, places, affected, gone]),
    ).toEqual([
      [document, 2, 4, 0],
      [other, 2, 0, 0],
      [later, 1, 0, 0],
    ]);
    const listed = preview.articles.map(({ document: id, sha256 }) => ({ document: id, of: sha256 }));
    const rows = await call('texts.places', {
      ...input,
      articles: listed.map((each) => ({ ...each, first: 0, count: 10 })),
    });
    expect(
      rows.articles.map((each) =>
        each!.map(({ start, text, types, affected }) => [start, text, types, affected]),
      ),
    ).toEqual([
      [
        [0, 'Isl amabad', ['PERSON', 'ORG'], 2],
        [51, 'Isl amabad', ['PERSON', 'ORG'], 2],
      ],
      [
        [0, 'ISL AMABAD', [], 0],
        [22, 'isl amabad', [], 0],
      ],
      [[0, 'Isl amabad', [], 0]],
    ]);
    const left = { ...listed[0]!, except: [0] };
    expect(await call('texts.replacement', { ...input, article: left })).toMatchObject({
      affectedInAll: 2,
      total: { places: 1, affected: 2, gone: 0 },
    });
    expect(await call('texts.replacement', { ...input, article: left, at: 0 })).toMatchObject({
      affected: [],
    });

    // Another program corrects one article in between.
    await call('texts.correct', { document: later, edits: [[0, 0, 'And ']] });
    expect(
      await call('texts.places', { ...input, articles: [{ ...listed[2]!, first: 0, count: 10 }] }),
    ).toEqual({
      articles: [null],
    });
    const done = await call('texts.replace', {
      job: newUid(),
      ...input,
      articles: [left, { ...listed[1]!, except: [22] }, listed[2]!],
    });
    expect(done).toMatchObject({
      documents: 2,
      places: 2,
      affectedInAll: 2,
      outdated: [{ document: later, title: 'And Isl amabad too.' }],
    });
    const textNow = (id: Uid) => presentText(project.workspace.store, id)!.text;
    expect(textNow(document)).toBe(TEXT.replace('in Isl amabad', 'in Islamabad'));
    expect(textNow(other)).toBe('Islamabad again, and isl amabad. Isl amabadi.');
    expect(textNow(later)).toBe('And Isl amabad too.');
    expect(spanOf(project, spans[0]!)).toMatchObject({ fragments: [[0, 10]] });
    expect(spanOf(project, spans[1]!)).toMatchObject({ fragments: [[18, 79]] });
    expect(checkProject(project.workspace.store).problems).toEqual([]);
    await takeBack(project, 'undo');
    await takeBack(project, 'undo');
    expect(dumpOf(project)).toBe(before);
  });

  test('replacing asks about annotations of whose words none are left, and names the article', async () => {
    const project = await annotated(TEXT, [[[31, 42]]]);
    const { call, document, spans } = project;
    const empty = project.addDocument('Demir', 'b.txt');
    const input = { find: 'Yusuf Demir ', replace: '' };
    const { articles } = await call('texts.replace', { job: newUid(), ...input, dryRun: true });
    expect(articles).toMatchObject([{ document, places: 1, affected: 2, gone: 2 }]);
    await expect(call('texts.replace', { job: newUid(), ...input })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/^“Isl amabad waits”: .*Yusuf Demir/u) as string,
    });
    const choices = [{ span: spans[0]!, choice: 'keep' as const }];
    await call('texts.replace', { job: newUid(), ...input, gone: 'delete', choices });
    const { text } = presentText(project.workspace.store, document)!;
    expect(quote(text, spanOf(project, spans[0]!)!.fragments)).toBe('said');
    expect(spanOf(project, spans[1]!)).toBeUndefined();
    await expect(call('texts.replace', { job: newUid(), find: 'Demir', replace: '' })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('“Demir”') as string,
    });
    expect(presentText(project.workspace.store, empty)!.text).toBe('Demir');
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('replacing can be cancelled while it writes, and is in the name of the analyst', async () => {
    const project = backend();
    const documents = Array.from({ length: 60 }, (_, i) =>
      project.addDocument(`Isl amabad ${i}`, `${i}.txt`),
    );
    // From the first change on, the analyst is in the project.
    await project.call('notes.add', { document: documents[0]!, body: 'Read.' });
    const before = dumpOf(project);
    const job = newUid();
    const stop = project.workspace.listen((event) => {
      if (event.event === 'progress' && event.progress.message.startsWith('Replacing'))
        void project.call('exchange.cancel', { job });
    });
    const input = { find: 'Isl amabad', replace: 'Islamabad' };
    await expect(project.call('texts.replace', { job, ...input })).rejects.toMatchObject({
      code: 'cancelled',
    });
    stop();
    expect(dumpOf(project)).toBe(before);
    expect(await project.call('texts.replace', { job: newUid(), ...input })).toMatchObject({ documents: 60 });
    const { revisions } = await project.call('texts.revisions', { document: documents[0]! });
    expect(revisions.map(({ analyst }) => analyst)).toEqual(['', 'Ada']);
    await takeBack(project, 'undo');
    expect(checkProject(project.workspace.store).problems).toEqual([]);
  });

  test('check finds a text that is not the one its corrections lead to', async () => {
    const { call, document, workspace } = await annotated(TEXT, [[[31, 42]]]);
    await call('texts.correct', { document, edits: [[3, 4, '']] });
    workspace.store.db.raw.exec(`UPDATE text_revision SET edits = '[[3,4,"x"]]' WHERE parent_id IS NOT NULL`);
    expect(checkProject(workspace.store).problems.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringContaining('is not as it was stored')]),
    );
  });

  test('random corrections: everything that no edit touches keeps its words, and undo gives the same dump', async () => {
    const shared = new SharedProjects();
    const given = texts
      .filter((text) => text.trim() !== '')
      .chain((text) =>
        fc.record({
          text: fc.constant(text),
          edits: editsOf(text),
          spans: fc.array(
            fc
              .tuple(fc.nat(text.length), fc.nat(text.length))
              .map(([a, b]) => snapToGraphemes(text, a < b ? [a, b] : [b, a])),
            { minLength: 1, maxLength: 6 },
          ),
          gone: fc.constantFrom('keep' as const, 'delete' as const),
        }),
      );
    await fc.assert(
      fc.asyncProperty(given, async ({ text, edits, spans: places, gone }) => {
        const reduced = reduceEdits(text, edits);
        const after = edits.apply(text);
        fc.pre(!reduced.isEmpty && /\p{L}/u.test(after) && after.isWellFormed());
        await shared.withArticle(text, places, async (project, document, spans) => {
          const { call } = project;
          const stored = spans.map((span) => spanOf(project, span)!.fragments);
          const before = dumpOf(project);
          const list = edits.edits.map(({ start, end, text: words }): [number, number, string] => [
            start,
            end,
            words,
          ]);
          const { affected } = await call('texts.correct', { document, edits: list, gone });
          expect(presentText(project.workspace.store, document)!.text).toBe(after);
          const told = new Set(affected.map(({ span }) => span));
          spans.forEach((span, i) => {
            const words = quote(text, stored[i]!);
            const moved = fragmentsAlong(stored[i]!, [reduced]);
            const isGone = stored[i]!.length > 0 && moved.length === 0;
            expect(told.has(span)).toBe(isGone || quote(after, moved) !== words);
            const now = spanOf(project, span);
            if (isGone) expect(now === undefined).toBe(gone === 'delete');
            else expect(now?.fragments).toEqual(moved);
            const [first, last] = [stored[i]![0], stored[i]!.at(-1)];
            if (first && last && !reduced.touches([first[0], last[1]]))
              expect(quote(after, now!.fragments)).toBe(words);
          });
          const corrected = dumpOf(project);
          await takeBack(project, 'undo', { document });
          expect(dumpOf(project) === before, 'undo gives the same dump').toBe(true);
          await takeBack(project, 'redo', { document });
          expect(dumpOf(project) === corrected, 'redo gives the same dump').toBe(true);
        });
      }),
      { numRuns: cases(500) },
    );
    shared.finish();
  }, 1_800_000);
});
