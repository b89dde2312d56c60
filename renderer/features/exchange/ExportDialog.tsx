import { useState } from 'react';
import type { ExportReport } from '../../../shared/contract/exchange.ts';
import type { AttributeValue } from '../../../shared/model/attributes/index.ts';
import type { Status } from '../../../shared/model/document.ts';
import { newUid, type Uid } from '../../../shared/model/uid.ts';
import { call } from '../../api.ts';
import { useExportOf } from '../../state/export-of.ts';
import { noteExport } from '../../state/first-steps.ts';
import { useCall, useHost, useProject } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { plainOptions, Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { ExportedDialog } from './ExportedDialog.tsx';
import { FormatOptions } from './FormatOptions.tsx';
import { JobProgress } from './JobProgress.tsx';
import { LossList } from './LossList.tsx';
import { RunningJob } from './RunningJob.tsx';
import { useExportCounts } from './use-export-counts.ts';
import { TEXTS } from './texts.ts';

/** The format that is chosen at first: what analysts work with. */
const USUAL = 'tables';
/** The documents that the dialog was opened for. */
const CHOSEN = 'chosen';
const STATUSES: readonly Status[] = ['new', 'in progress', 'done', 'skipped'];

/** Chooses format, set and documents, previews the files and what would be lost, and exports. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const host = useHost();
  const project = useProject(undefined);
  const writable = useCall('exchange.formats', {}).data?.formats.filter(({ writes }) => writes) ?? [];
  const formats = writable.toSorted((a, b) => Number(b.id === USUAL) - Number(a.id === USUAL));
  const [formatId, setFormat] = useState(USUAL);
  const [set, setSet] = useState<Uid | ''>('');
  const only = useExportOf();
  const [status, setStatus] = useState<Status | typeof CHOSEN | ''>(only.documents ? CHOSEN : '');
  const [options, setOptions] = useState<Readonly<Record<string, AttributeValue>>>({});
  const [running, setRunning] = useState<Uid | null>(null);
  const [done, setDone] = useState<ExportReport | null>(null);
  const [error, setError] = useState<string | null>(null);

  const format = formats.find(({ id }) => id === formatId);
  const sets = project?.sets ?? [];
  const chosen = set || (format?.sets === 'one' ? (project?.ownSet ?? sets[0]?.id) : undefined);
  const statusSet = chosen ?? project?.ownSet ?? undefined;
  const selection = {
    format: formatId,
    ...(chosen && { sets: [chosen] }),
    ...(status === CHOSEN
      ? only.documents && { filter: { documents: only.documents } }
      : status && { filter: { status: [status], ...(statusSet && { set: statusSet }) } }),
    ...(Object.keys(options).length > 0 && { options }),
  };
  const preview = useCall('exchange.preview', selection, {
    keep: true,
    enabled: !done,
  });

  const count = useExportCounts(selection, preview.data?.counts === null && !running && !done);
  const counts = preview.data?.counts ?? count.data;

  const start = async () => {
    setError(null);
    count.cancel();
    const job = newUid();
    setRunning(job);
    try {
      const name = `${project?.name ?? 'dataset'}-${formatId}`;
      const folder = host?.dialogs ? (await call('host.pickFolder', { suggestion: name })).folder : undefined;
      if (folder === null) return;
      setDone(await call('exchange.export', { job, ...selection, ...(folder && { folder: folder.id }) }));
      noteExport();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    } finally {
      setRunning(null);
    }
  };

  if (running) return <RunningJob title={TEXTS.exporting} job={running} waiting={TEXTS.choosingFolder} />;
  if (done) return <ExportedDialog report={done} onClose={onClose} />;
  return (
    <ModalDialog title={TEXTS.exportTitle} onClose={onClose} wide>
      <div className={styles.choices}>
        <Field label={TEXTS.format}>
          {({ id }) => (
            <Select
              id={id}
              value={formatId}
              autoFocus
              options={formats.map((each) => [each.id, each.label] as const)}
              onPick={(picked) => {
                setFormat(picked);
                setOptions({});
              }}
            />
          )}
        </Field>
        <Field label={TEXTS.set}>
          {({ id }) => (
            <Select<Uid | ''>
              id={id}
              value={chosen ?? ''}
              options={[
                ...(format?.sets === 'one' ? [] : [['', TEXTS.allSets] as const]),
                ...sets.map((each) => [each.id, each.name] as const),
              ]}
              onPick={setSet}
            />
          )}
        </Field>
        <Field label={TEXTS.documents}>
          {({ id }) => (
            <Select<Status | typeof CHOSEN | ''>
              id={id}
              value={status}
              options={[
                ...(only.documents ? [[CHOSEN, only.name] as const] : []),
                ['', TEXTS.all],
                ...plainOptions(STATUSES),
              ]}
              onPick={setStatus}
            />
          )}
        </Field>
      </div>
      {format && (
        <FormatOptions
          format={format}
          values={options}
          onChange={(name, value) => {
            const { [name]: _, ...others } = options;
            setOptions(value === null ? others : { ...others, [name]: value });
          }}
        />
      )}
      {preview.data && (
        <section aria-label={TEXTS.preview} className={styles.preview}>
          <p data-testid="export-preview">{TEXTS.previewOf(preview.data.documents, counts)}</p>
          {!counts && count.job && <JobProgress job={count.job} waiting={TEXTS.counting} />}
          {counts && <LossList losses={counts.losses} />}
          {preview.data.sample === '' ? (
            <p className={controls.help}>{TEXTS.binary}</p>
          ) : (
            <pre className={styles.sample} tabIndex={0} role="region" aria-label={TEXTS.sample}>
              {preview.data.sample}
            </pre>
          )}
        </section>
      )}
      {(error ?? preview.error ?? count.error) && (
        <p className={controls.refusal} role="alert">
          {error ?? preview.error?.message ?? count.error?.message}
        </p>
      )}
      <div className={controls.actions}>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button kind="primary" disabled={!preview.data} onClick={() => void start()}>
          {TEXTS.export}
        </Button>
      </div>
    </ModalDialog>
  );
}
