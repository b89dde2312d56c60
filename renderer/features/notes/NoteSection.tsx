import type { Uid } from '../../../shared/model/uid.ts';
import { addNote } from '../../commands/notes.ts';
import { isWriting, useNotes, write } from '../../state/notes.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import inspector from '../inspector/inspector.module.css';
import { NoteForm } from './NoteForm.tsx';
import { Thread } from './Thread.tsx';
import { TEXTS } from './texts.ts';
import styles from './notes.module.css';
import { Writing } from '../../ui/Writing.tsx';

/** Maximum number of threads read of one document; the notes screen lists all. */
const LIMIT = 500;

interface NoteSectionProps {
  document: Uid;
  about: { on: 'document' } | { on: 'span' | 'relation'; id: Uid };
}

/** The notes on the document, on a span or on a relation, and a form for a new one. */
export function NoteSection({ document, about }: NoteSectionProps) {
  const writing = useNotes((state) => state.writing);
  const all = useCall('notes.list', { document, limit: LIMIT }, { keep: true }).data?.rows ?? [];
  const threads = all.filter((thread) =>
    thread.document !== document
      ? false
      : about.on === 'document'
        ? thread.span === null && thread.relation === null
        : thread[about.on] === about.id,
  );
  const elsewhere = about.on === 'document' ? all.length - threads.length : 0;
  const open = about.on === 'document' ? writing?.on === 'document' : isWriting(writing, about.on, about.id);
  return (
    <section className={inspector.section} aria-label={TEXTS.notes}>
      <div className={styles.sectionHead}>
        <h2 className={inspector.heading}>{TEXTS.notes}</h2>
        {!open && (
          <Writing>
            <Button kind="quiet" onClick={() => write(about)}>
              {TEXTS.addMore} <ActionKey action="note.add" />
            </Button>
          </Writing>
        )}
      </div>
      {open && (
        <NoteForm
          label={TEXTS.noteOn(about.on)}
          verb={TEXTS.add}
          askable
          onSubmit={(body, question) =>
            addNote({
              document,
              body,
              ...(question && { question }),
              ...(about.on !== 'document' && { [about.on]: about.id }),
            })
          }
        />
      )}
      {threads.map((thread) => (
        <Thread key={thread.id} thread={thread} />
      ))}
      {elsewhere > 0 && <p className={styles.elsewhere}>{TEXTS.elsewhere(elsewhere)}</p>}
    </section>
  );
}
