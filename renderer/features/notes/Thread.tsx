import type { NoteText, NoteThread } from '../../../shared/contract/notes.ts';
import { deleteNote, editNote, markNote, replyTo } from '../../commands/notes.ts';
import { isWriting, useNotes, write } from '../../state/notes.ts';
import { Button } from '../../ui/Button.tsx';
import { NoteForm } from './NoteForm.tsx';
import { When } from '../../ui/When.tsx';
import styles from './notes.module.css';
import { Writing } from '../../ui/Writing.tsx';

/** A note with its replies: read, reply, edit, delete. */
export function Thread({ thread }: { thread: NoteThread }) {
  const writing = useNotes((state) => state.writing);
  const { id, question } = thread;
  const reply = question === 'open' ? 'Answer' : 'Reply';
  return (
    <article
      className={styles.thread}
      data-question={question ?? undefined}
      aria-label={question ? 'Question' : 'Note'}
    >
      {question && <QuestionState question={question} />}
      <Text text={thread} />
      {thread.replies.map((each) => (
        <div key={each.id} className={styles.reply}>
          <Text text={each} />
        </div>
      ))}
      {isWriting(writing, 'reply', id) ? (
        <NoteForm label={reply} verb={reply} onSubmit={(body) => replyTo(thread, body)} />
      ) : (
        <div className={styles.threadActions}>
          <Writing>
            <Button onClick={() => write({ on: 'reply', id })}>{reply}</Button>
            {question === 'answered' && (
              <Button kind="quiet" onClick={() => void markNote(id, 'open')}>
                Reopen
              </Button>
            )}
            {question === 'open' && (
              <Button
                kind="quiet"
                title="It is answered, without a reply"
                onClick={() => void markNote(id, 'answered')}
              >
                Mark answered
              </Button>
            )}
            {question === null && (
              <Button
                kind="quiet"
                title="Make it a question to the lead"
                onClick={() => void markNote(id, 'open')}
              >
                Ask
              </Button>
            )}
          </Writing>
        </div>
      )}
    </article>
  );
}

/** Whether a question is still open, as text and not by colour alone. */
export function QuestionState({ question }: { question: 'open' | 'answered' }) {
  return (
    <span className={styles.state} data-question={question}>
      {question === 'open' ? 'Open question' : 'Answered'}
    </span>
  );
}

function Text({ text }: { text: NoteText }) {
  const writing = useNotes((state) => state.writing);
  if (isWriting(writing, 'edit', text.id))
    return (
      <NoteForm label="Note" verb="Save" body={text.body} onSubmit={(body) => editNote(text.id, body)} />
    );
  return (
    <div className={styles.text}>
      <header>
        <strong>{text.author || 'Imported'}</strong> <When at={text.at} />
        <span className={styles.textActions}>
          <Writing>
            <Button kind="quiet" onClick={() => write({ on: 'edit', id: text.id })}>
              Edit
            </Button>
            <Button kind="danger" onClick={() => void deleteNote(text.id)}>
              Delete
            </Button>
          </Writing>
        </span>
      </header>
      <p dir="auto">{text.body}</p>
    </div>
  );
}
