import type { NoteText, NoteThread } from '../../../shared/contract/notes.ts';
import { addExample, exampleOfThread } from '../../commands/guidelines.ts';
import { deleteNote, editNote, markNote, replyTo } from '../../commands/notes.ts';
import { isWriting, useNotes, write } from '../../state/notes.ts';
import { Button } from '../../ui/Button.tsx';
import { NoteForm } from './NoteForm.tsx';
import { When } from '../../ui/When.tsx';
import { TEXTS } from './texts.ts';
import styles from './notes.module.css';
import { Writing } from '../../ui/Writing.tsx';

/** A note with its replies: read, reply, edit, delete. */
export function Thread({ thread }: { thread: NoteThread }) {
  const writing = useNotes((state) => state.writing);
  const { id, question } = thread;
  const example = exampleOfThread(thread);
  const reply = question === 'open' ? TEXTS.answer : TEXTS.reply;
  return (
    <article
      className={styles.thread}
      data-question={question ?? undefined}
      aria-label={question ? TEXTS.question : TEXTS.note}
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
                {TEXTS.reopen}
              </Button>
            )}
            {example && (
              <>
                <Button kind="quiet" onClick={() => void addExample('example', example)}>
                  {TEXTS.makeExample}
                </Button>
                <Button kind="quiet" onClick={() => void addExample('counter-example', example)}>
                  {TEXTS.makeCounterExample}
                </Button>
              </>
            )}
            {question === 'open' && (
              <Button
                kind="quiet"
                title={TEXTS.markAnsweredHelp}
                onClick={() => void markNote(id, 'answered')}
              >
                {TEXTS.markAnswered}
              </Button>
            )}
            {question === null && (
              <Button kind="quiet" title={TEXTS.askHelp} onClick={() => void markNote(id, 'open')}>
                {TEXTS.ask}
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
      {question === 'open' ? TEXTS.open : TEXTS.answered}
    </span>
  );
}

function Text({ text }: { text: NoteText }) {
  const writing = useNotes((state) => state.writing);
  if (isWriting(writing, 'edit', text.id))
    return (
      <NoteForm
        label={TEXTS.note}
        verb={TEXTS.save}
        body={text.body}
        onSubmit={(body) => editNote(text.id, body)}
      />
    );
  return (
    <div className={styles.text}>
      <header>
        <strong>{text.author || TEXTS.imported}</strong> <When at={text.at} />
        <span className={styles.textActions}>
          <Writing>
            <Button kind="quiet" onClick={() => write({ on: 'edit', id: text.id })}>
              {TEXTS.edit}
            </Button>
            <Button kind="danger" onClick={() => void deleteNote(text.id)}>
              {TEXTS.delete}
            </Button>
          </Writing>
        </span>
      </header>
      <p dir="auto">{text.body}</p>
    </div>
  );
}
