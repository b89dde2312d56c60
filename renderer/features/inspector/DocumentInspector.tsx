import { ExternalLink, History, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { METADATA_FIELDS, type Document, type DocumentMetadata } from '../../../shared/model/document.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { askToOpen, isOpenable } from '../../commands/links.ts';
import { runAction } from '../../commands/index.ts';
import { deleteArticle, openHistory } from '../../commands/history.ts';
import { restoreHeader, setLabel, setMetadata } from '../../commands/notes.ts';
import { useArticleParts } from '../../state/article.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { ClaimList } from '../claims/ClaimList.tsx';
import { NoteSection } from '../notes/NoteSection.tsx';
import { AttributeInput } from './AttributeInput.tsx';
import styles from './inspector.module.css';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';

/** The document: status, labels, notes, claims, fields. */
export function DocumentInspector({ document, scheme }: { document: Document; scheme: Scheme }) {
  const { status, reason, labels } = useArticleParts('status', 'reason', 'labels');
  return (
    <>
      <section className={styles.section}>
        <div className={styles.statusRow}>
          <span className={styles.status} data-testid="status">
            {status}
            {reason && <span className={controls.help}> · {reason}</span>}
          </span>
          <Writing>
            {status === 'done' || status === 'skipped' ? (
              <Button onClick={() => runAction('document.reopen')}>{TEXTS.reopen}</Button>
            ) : (
              <>
                <Button kind="quiet" onClick={() => runAction('document.skip')}>
                  {TEXTS.skip}
                </Button>
                <Button
                  title={TEXTS.doneHelp(keyName('document.done'))}
                  onClick={() => runAction('document.done')}
                >
                  {TEXTS.done}
                </Button>
              </>
            )}
          </Writing>
        </div>
      </section>
      {scheme.labels.length > 0 && (
        <section className={styles.section}>
          <h2 className={styles.heading}>{TEXTS.labels}</h2>
          {scheme.labels.map(({ name, label, value }) => (
            <AttributeInput
              key={name}
              attribute={{ ...value, name, label }}
              value={labels.find((l) => l.name === name)?.value}
              untouched={false}
              onChange={(chosen) => setLabel(name, chosen)}
            />
          ))}
        </section>
      )}
      <NoteSection document={document.id} about={{ on: 'document' }} />
      <ClaimList document={document.id} />
      <section className={styles.section}>
        <h2 className={styles.heading}>{TEXTS.document}</h2>
        {METADATA_FIELDS.map((field) => (
          <MetadataField key={field} field={field} value={document[field]} />
        ))}
        {document.header.trim() !== '' && (
          <div className={styles.header}>
            <span className={controls.label}>{TEXTS.header}</span>
            <code>{document.header.trim()}</code>
            <Writing>
              <Button onClick={() => void restoreHeader()}>{TEXTS.restoreHeader}</Button>
            </Writing>
          </div>
        )}
        <p className={controls.help}>{document.origin.name}</p>
        <div className={styles.buttons}>
          <Button kind="quiet" onClick={() => openHistory(null)}>
            <History size={14} aria-hidden /> {TEXTS.history} <ActionKey action="screen.history" />
          </Button>
          <Writing>
            <Button kind="danger" onClick={() => void deleteArticle(document.id)}>
              <Trash2 size={14} aria-hidden /> {TEXTS.delete}
            </Button>
          </Writing>
        </div>
      </section>
    </>
  );
}

function MetadataField({ field, value }: { field: keyof DocumentMetadata; value: string }) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const input = (
    <Writing>
      <Field label={TEXTS.metadata[field]} refusal={refusal}>
        {({ id, describedBy }) => (
          <TextInput
            id={id}
            aria-describedby={describedBy}
            value={value}
            multiline={field === 'title'}
            onCommit={(text) => void setMetadata({ [field]: text.trim() }).then(setRefusal)}
          />
        )}
      </Field>
    </Writing>
  );
  if (field !== 'url' || !isOpenable(value)) return input;
  return (
    <>
      {input}
      <Button kind="quiet" onClick={() => askToOpen(value)}>
        <ExternalLink size={14} aria-hidden /> {TEXTS.openAddress}
      </Button>
    </>
  );
}
