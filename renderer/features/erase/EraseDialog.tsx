import { useErasing, type EraseTarget } from '../../state/erase.ts';
import { useState } from 'react';
import { ERASE_WORDS, type ErasePreview } from '../../../shared/contract/erase.ts';
import { countedParts } from '../../../shared/text/counted.ts';
import { askToErase, eraseForGood } from '../../commands/erase.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { When } from '../../ui/When.tsx';
import controls from '../../ui/controls.module.css';
import styles from './erase.module.css';
import { TEXTS } from './texts.ts';

/** Shows what a permanent deletion would remove and what it cannot reach, and asks for a typed confirmation. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const target = useErasing((state) => state.target);
  return target && <Asking key={target.id} target={target} onClose={onClose} />;
}

function Asking({ target, onClose }: { target: EraseTarget; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const { data, error } = useCall('erase.preview', { ...target });
  const title = target.of === 'document' ? TEXTS.titleArticle : TEXTS.titleEntity;
  if (error)
    return (
      <ModalDialog title={title} onClose={onClose}>
        <p className={controls.refusal} role="alert">
          {error.message}
        </p>
      </ModalDialog>
    );
  if (!data) return null;
  const confirmed = typed.trim().toLowerCase() === ERASE_WORDS;
  const names = data.names.map(({ name }) => name).filter((name) => !kept.has(name));
  const run = () => void eraseForGood(target, data.name, data.names.length > 0 ? names : undefined);
  return (
    <ModalDialog title={title} onClose={onClose} wide>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (confirmed) run();
        }}
      >
        <p className={styles.name} dir="auto">
          {data.name}
        </p>
        {target.of === 'document' ? (
          <AboutDocument preview={data} />
        ) : (
          <AboutNames preview={data} kept={kept} setKept={setKept} />
        )}
        <p>
          {data.copies.length === 0 ? TEXTS.noBackups : TEXTS.fromBackups(data.copies.length)}{' '}
          <strong>{TEXTS.final}</strong> {TEXTS.noteRemains}
        </p>
        <HandedOut preview={data} />
        <label className={styles.confirm}>
          <span>
            {TEXTS.type} <strong>{ERASE_WORDS}</strong> {TEXTS.toConfirm}
          </span>
          <input
            className={controls.input}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target: input }) => setTyped(input.value)}
          />
        </label>
        <div className={controls.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" disabled={!confirmed}>
            {TEXTS.delete}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}

function AboutDocument({ preview: { counts, inTrash, onlyHere } }: { preview: ErasePreview }) {
  const what = countedParts([
    [counts.annotations ?? 0, 'annotation'],
    [counts.notes ?? 0, 'note'],
    [counts.proposals ?? 0, 'proposal in quarantine', 'proposals in quarantine'],
  ]);
  return (
    <>
      <p>{TEXTS.article(inTrash, what)}</p>
      {onlyHere.length > 0 && (
        <p>
          {TEXTS.onlyHere(onlyHere.length)}{' '}
          {onlyHere.slice(0, 8).map(({ id, name }, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <button
                type="button"
                className={styles.link}
                title={TEXTS.deleteNames}
                onClick={() => askToErase({ of: 'entity', id })}
              >
                {name}
              </button>
            </span>
          ))}
          {onlyHere.length > 8 && TEXTS.more(onlyHere.length - 8)}.
        </p>
      )}
    </>
  );
}

interface AboutNamesProps {
  preview: ErasePreview;
  kept: ReadonlySet<string>;
  setKept: (kept: ReadonlySet<string>) => void;
}

function AboutNames({ preview: { names, counts }, kept, setKept }: AboutNamesProps) {
  const flip = (name: string) => {
    const next = new Set(kept);
    if (!next.delete(name)) next.add(name);
    setKept(next);
  };
  return (
    <>
      <p>{TEXTS.names(counts.mentions ?? 0)}</p>
      <ul className={styles.names}>
        {names.map(({ name, documents }) => (
          <li key={name}>
            <label>
              <input type="checkbox" checked={!kept.has(name)} onChange={() => flip(name)} />
              <span dir="auto">{name}</span>
              <small>{documents === 0 ? TEXTS.inNone : TEXTS.inArticles(documents)}</small>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Files outside the project, which only the analyst can delete. */
function HandedOut({ preview: { handedOut } }: { preview: ErasePreview }) {
  if (handedOut.length === 0) return null;
  return (
    <details className={styles.outside} open={handedOut.length <= 3}>
      <summary>{TEXTS.handedOut(handedOut.length)}</summary>
      <ul>
        {handedOut.map(({ kind, format, path, at, there }) => (
          <li key={`${at} ${path}`}>
            <bdi>{path}</bdi>{' '}
            <small>
              {format || kind}, <When at={at} />
              {!there && TEXTS.gone}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}
