import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStore } from '../../db/connection/open.ts';
import { backend } from '../support/backend.ts';

test.each([
  ["DELETE FROM meta WHERE key = 'project'", /“project” is missing/],
  ["DELETE FROM meta WHERE key = 'scheme'", /“scheme” is missing/],
  ["DELETE FROM meta WHERE key = 'project_change'", /“project_change” is missing/],
  ['DELETE FROM meta', /“project” is missing/],
  ["UPDATE meta SET value = 'x' WHERE key = 'project'", /“project” is broken/],
  ["UPDATE meta SET value = '' WHERE key = 'scheme'", /“scheme” is broken/],
  ["UPDATE meta SET value = '-1' WHERE key = 'project_change'", /“project_change” is broken/],
  ["UPDATE meta SET value = '9999' WHERE key = 'project_change'", /a change that is not there/],
  [
    "UPDATE meta SET value = '01890000-0000-7000-8000-000000000001' WHERE key = 'scheme'",
    /of its scheme, .* is missing or broken/,
  ],
  ["UPDATE scheme_version SET body = '{}'", /of its scheme, .* is missing or broken/],
  ['DELETE FROM scheme_version', /of its scheme, .* is missing or broken/],
  ['DELETE FROM device', /table of devices is empty/],
  ["INSERT INTO meta VALUES ('unfinished', '{')", /JSON/],
])('a project with %s is rejected, and a restore is offered', (statement, says) => {
  const { workspace, path } = backend();
  workspace.close();
  const raw = new Database(path);
  raw.pragma('foreign_keys = OFF');
  raw.exec(statement);
  raw.close();
  expect(() => openStore(path, { program: 'the test' })).toThrow(
    expect.objectContaining({ code: 'damaged', message: expect.stringMatching(says) as string }),
  );
  expect(() => workspace.open(path)).toThrow(/restore a backup/);
  expect(workspace.refused).toMatchObject({ path });
});
