import { useMemo, useState } from 'react';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Document } from '../../../shared/model/document.ts';
import { spanType, type Scheme, type SpanType } from '../../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../../shared/model/uid.ts';
import { cancelJob } from '../../commands/files.ts';
import { applyPropagation, sharedAttributes, usePreview, type Preview } from '../../commands/propagation.ts';
import { spanById, useArticle } from '../../state/article.ts';
import { useCall, useScheme } from '../../state/queries.ts';
import { setView, useView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { Segments } from '../../ui/Segments.tsx';
import controls from '../../ui/controls.module.css';
import { Group, type Occurrence } from './Group.tsx';
import styles from './propagation.module.css';
import { TEXTS } from './texts.ts';

/** Tags every other occurrence of the selected span's words. */
export function PropagateDialog({ onClose }: { onClose: () => void }) {
  // The span at the time of opening; the selection may change meanwhile.
  const [span] = useState(() => spanById(useArticle.getState().selected));
  const [document] = useState(() => useArticle.getState().document);
  const scheme = useScheme();
  const type = span && scheme && spanType(scheme, span.type);
  if (!span || !document || !scheme || !type) return null;
  return <Propagate span={span} document={document} scheme={scheme} type={type} onClose={onClose} />;
}

interface PropagateProps {
  span: Span;
  document: Document;
  scheme: Scheme;
  type: SpanType;
  onClose: () => void;
}

function Propagate({ span, document, scheme, type, onClose }: PropagateProps) {
  const wide = useView((view) => view.propagatesWidely);
  const [along, setAlong] = useState(true);
  // Another scope is searched again; what is found must not take the focus from the control that was changed.
  const [touched, setTouched] = useState(false);
  const named = useCall('entities.named', { ids: span.entities }).data?.entities ?? [];
  const [start, end] = span.fragments[0]!;
  const words = document.text.slice(start, end);
  const query = useMemo(
    () => ({
      job: newUid(),
      text: words,
      type: type.name,
      scope: wide ? ('project' as const) : { document: document.id },
      attributes: sharedAttributes(span, type),
      set: span.set,
      ...(along && { entities: span.entities }),
    }),
    [words, type, wide, along, document.id, span],
  );
  const { data: preview, error } = usePreview(query);
  return (
    <ModalDialog title={TEXTS.title(words, type.label)} onClose={onClose} wide>
      <div
        className={styles.scope}
        onKeyDownCapture={() => setTouched(true)}
        onPointerDownCapture={() => setTouched(true)}
      >
        <Segments
          label={TEXTS.scope}
          value={wide ? 'all' : 'this'}
          options={[
            { value: 'this', label: TEXTS.thisDocument },
            { value: 'all', label: TEXTS.allDocuments },
          ]}
          autoFocus
          onPick={(scope) => setView({ propagatesWidely: scope === 'all' })}
        />
        {named.length > 0 && (
          <label className={styles.along}>
            <input type="checkbox" checked={along} onChange={() => setAlong(!along)} />
            {TEXTS.link(named.map(({ name }) => name))}
          </label>
        )}
      </div>
      {error && (
        <p className={controls.refusal} role="alert">
          {error.message}
        </p>
      )}
      {preview ? (
        <Found
          key={query.job}
          preview={preview}
          type={type}
          index={scheme.types.indexOf(type)}
          takesFocus={!touched}
          apply={(job, choice) =>
            applyPropagation(job, {
              ...query,
              ...choice,
              from: document.id,
            })
          }
          onClose={onClose}
        />
      ) : (
        <>
          <Waiting job={query.job} />
          <div className={controls.actions}>
            <Button onClick={onClose}>{TEXTS.cancel}</Button>
          </div>
        </>
      )}
    </ModalDialog>
  );
}

interface FoundProps {
  preview: Preview;
  type: SpanType;
  index: number;
  /** Whether the button that tags gets the focus, so that Enter confirms. */
  takesFocus: boolean;
  /** Returns whether it was done. */
  apply: (
    job: Uid,
    choice: { groups: string[]; except: { document: Uid; start: number }[] },
  ) => Promise<boolean>;
  onClose: () => void;
}

/** The occurrences found, to be ticked and unticked, and the button that tags them. */
function Found({ preview, type, index, takesFocus, apply, onClose }: FoundProps) {
  const { groups, searched, identical } = preview;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(groups.filter(({ ticked }) => ticked).map(({ id }) => id)),
  );
  const [except, setExcept] = useState<ReadonlyMap<string, Occurrence>>(new Map());
  const [job, setJob] = useState<Uid | null>(null);
  const countOf = (wanted: (id: string) => boolean) =>
    groups
      .filter(({ id }) => chosen.has(id) && wanted(id))
      .reduce(
        (sum, { count: all, rows }) => sum + all - rows.filter((row) => except.has(keyOf(row))).length,
        0,
      );
  const links = countOf((id) => id === 'unlinked');
  const count = countOf((id) => id !== 'unlinked');
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const toggleRow = (row: Occurrence) => {
    const next = new Map(except);
    if (!next.delete(keyOf(row))) next.set(keyOf(row), row);
    setExcept(next);
  };
  const start = async () => {
    const mine = newUid();
    setJob(mine);
    const exceptions = [...except.values()].map(({ document, start: at }) => ({ document, start: at }));
    const done = await apply(mine, { groups: [...chosen], except: exceptions });
    setJob(null);
    if (done) onClose();
  };
  return (
    <>
      {job ? (
        <Waiting job={job} />
      ) : (
        <div className={styles.groups}>
          {groups.length === 0 && <p className={controls.help}>{TEXTS.none(searched)}</p>}
          {groups.map((group) => (
            <Group
              key={group.id}
              group={group}
              type={type}
              index={index}
              chosen={chosen.has(group.id)}
              isExcepted={(row) => except.has(keyOf(row))}
              onToggle={() => toggle(group.id)}
              onExcept={toggleRow}
            />
          ))}
        </div>
      )}
      <div className={styles.foot}>
        <span className={controls.help}>{identical > 1 && TEXTS.already(identical - 1)}</span>
        <div className={controls.actions}>
          <Button onClick={() => (job ? cancelJob(job) : onClose())}>{TEXTS.cancel}</Button>
          <Button
            kind="primary"
            autoFocus={takesFocus}
            disabled={job !== null || count + links === 0}
            onClick={() => void start()}
          >
            {TEXTS.tag(count, links)}
          </Button>
        </div>
      </div>
    </>
  );
}

/** The progress of a job. */
function Waiting({ job }: { job: Uid }) {
  const progress = useView((view) => view.progress);
  const mine = progress?.job === job ? progress : null;
  return (
    <div className={styles.waiting} role="status">
      <p>{mine ? TEXTS.progress(mine.message, mine.done, mine.total, mine.unit) : TEXTS.searching}</p>
      <progress className={styles.progress} {...(mine?.total ? { value: mine.done, max: mine.total } : {})} />
    </div>
  );
}

function keyOf({ document, start }: Occurrence): string {
  return `${document} ${start}`;
}
