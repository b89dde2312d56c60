import { ExternalLink, History, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { candidatesOf, type Candidate } from '../../../shared/formats/extracted.ts';
import type { AttributeValue } from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { METADATA_FIELDS, type Document, type DocumentMetadata } from '../../../shared/model/document.ts';
import type { DocumentLabel, Scheme } from '../../../shared/model/scheme.ts';
import { chooseLabel, toggleLabelGroup } from '../../commands/document-labels.ts';
import { askToOpen, isOpenable } from '../../commands/links.ts';
import { runAction } from '../../commands/index.ts';
import { deleteArticle, openHistory } from '../../commands/history.ts';
import { restoreHeader, setLabel, setMetadata } from '../../commands/notes.ts';
import { useArticleParts } from '../../state/article.ts';
import {
  asAttribute,
  isListed,
  labelGroups,
  labelOffers,
  listedLabels,
} from '../../state/document-labels.ts';
import { useNotes } from '../../state/notes.ts';
import { setView, useView } from '../../state/view.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { ClaimList, useClaims } from '../claims/ClaimList.tsx';
import { NoteSection } from '../notes/NoteSection.tsx';
import { DocumentEntities, mentionsByEntity } from './DocumentEntities.tsx';
import { AttributeInput } from './AttributeInput.tsx';
import styles from './inspector.module.css';
import { keyName } from '../../state/keys.ts';
import { Writing } from '../../ui/Writing.tsx';
import { TEXTS } from './texts.ts';

/** The document: status and labels; its claims, its entities, or its fields and notes. */
export function DocumentInspector({ document, scheme }: { document: Document; scheme: Scheme }) {
  const { status, reason } = useArticleParts('status', 'reason');
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
      <Labels scheme={scheme} />
      <Parts document={document} scheme={scheme} />
    </>
  );
}

/** The labels with a list of values, on one line; their groups are shown and hidden. */
function Labels({ scheme }: { scheme: Scheme }) {
  const { labels } = useArticleParts('labels');
  const hidden = useView(({ hiddenLabelGroups }) => hiddenLabelGroups);
  const listed = listedLabels(scheme, hidden);
  const groups = labelGroups(scheme);
  if (listed.length + groups.length === 0) return null;
  return (
    <div className={styles.labels} role="group" aria-label={TEXTS.labels}>
      {groups.length > 0 && (
        <div className={styles.groups} role="group" aria-label={TEXTS.labelGroups}>
          {groups.map((group) => (
            <button
              key={group}
              type="button"
              aria-pressed={!hidden.includes(group)}
              onClick={() => toggleLabelGroup(group)}
            >
              {group || TEXTS.otherLabels}
            </button>
          ))}
        </div>
      )}
      {listed.map((label) => {
        const values = labels.flatMap(({ name, value }) => (name === label.name ? value : []));
        return (
          <Writing key={label.name}>
            {label.many ? (
              <ManyValues label={label} values={values} />
            ) : (
              <OneValue label={label} value={values[0]} />
            )}
          </Writing>
        );
      })}
    </div>
  );
}

function OneValue({ label, value }: { label: DocumentLabel; value: AttributeValue | undefined }) {
  const attribute = asAttribute(label);
  const offers = labelOffers(label);
  return (
    <Select
      look="filter"
      aria-label={label.label}
      title={value === undefined ? label.label : TEXTS.labelled(label.label, valueLabel(attribute, value))}
      value={value === undefined ? '' : String(value)}
      options={[['', label.label], ...offers.map((offer) => [String(offer.value), offer.label] as const)]}
      onPick={(picked) =>
        void setLabel(label.name, offers.find((offer) => String(offer.value) === picked)?.value ?? null)
      }
    />
  );
}

/** The values of a label that can have several: each a button that adds or removes it. */
function ManyValues({ label, values }: { label: DocumentLabel; values: readonly AttributeValue[] }) {
  return (
    <div className={styles.many} role="group" aria-label={label.label}>
      <span>{label.label}</span>
      {labelOffers(label).map(({ value, label: words }) => (
        <button
          key={String(value)}
          type="button"
          aria-pressed={values.includes(value)}
          onClick={() => void chooseLabel(label, value)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}

function Parts({ document, scheme }: { document: Document; scheme: Scheme }) {
  const { set, spans } = useArticleParts('set', 'spans');
  const chosen = useView((view) => view.inspectorTab);
  const writing = useNotes((notes) => notes.writing?.on === 'document');
  const claims = useClaims(document.id, set)?.total;
  const entities = useMemo(() => mentionsByEntity(spans).length, [spans]);
  // A note on the article is written among the details, and stays in view until another article or tab is opened.
  const [noted, setNoted] = useState<Document['id'] | null>(null);
  if (writing && noted !== document.id) setNoted(document.id);
  const tab = noted === document.id ? 'details' : chosen;
  return (
    <Tabs
      label={TEXTS.article}
      tabs={[
        { id: 'claims', label: TEXTS.tabs.claims, count: claims },
        { id: 'entities', label: TEXTS.tabs.entities, count: entities },
        { id: 'details', label: TEXTS.tabs.details },
      ]}
      chosen={tab}
      onChoose={(inspectorTab) => {
        setNoted(null);
        setView({ inspectorTab });
      }}
    >
      {tab === 'claims' && <ClaimList document={document.id} />}
      {tab === 'entities' && <DocumentEntities scheme={scheme} />}
      {tab === 'details' && <Details document={document} scheme={scheme} />}
    </Tabs>
  );
}

/** The notes on the article, its written labels and its fields. */
function Details({ document, scheme }: { document: Document; scheme: Scheme }) {
  const { labels } = useArticleParts('labels');
  const written = scheme.labels.filter((label) => !isListed(label));
  return (
    <>
      <NoteSection document={document.id} about={{ on: 'document' }} />
      {written.length > 0 && (
        <section className={styles.section}>
          <h2 className={styles.heading}>{TEXTS.labels}</h2>
          {written.map(({ name, label, value }) => (
            <AttributeInput
              key={name}
              attribute={{ ...value, name, label }}
              value={labels.find((l) => l.name === name)?.value}
              untouched={false}
              onChange={(given) => setLabel(name, given)}
            />
          ))}
        </section>
      )}
      <section className={styles.section}>
        <h2 className={styles.heading}>{TEXTS.document}</h2>
        {METADATA_FIELDS.map((field) => (
          <MetadataField
            key={field}
            field={field}
            value={document[field]}
            others={candidatesOf(document, field).filter(({ value }) => value !== document[field])}
          />
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

interface MetadataFieldProps {
  field: keyof DocumentMetadata;
  value: string;
  /** Other values that the file of the article states for the field. */
  others: readonly Candidate[];
}

function MetadataField({ field, value, others }: MetadataFieldProps) {
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
  return (
    <>
      {input}
      {field === 'url' && isOpenable(value) && (
        <Button kind="quiet" onClick={() => askToOpen(value)}>
          <ExternalLink size={14} aria-hidden /> {TEXTS.openAddress}
        </Button>
      )}
      {others.length > 0 && (
        <ul className={styles.candidates} aria-label={TEXTS.alsoStated(TEXTS.metadata[field])}>
          {others.map((other) => (
            <li key={other.value}>
              <Writing>
                <Button
                  kind="quiet"
                  title={TEXTS.takeStated(other.value)}
                  onClick={() => void setMetadata({ [field]: other.value }).then(setRefusal)}
                >
                  <bdi>{other.value}</bdi> <small>{other.origin}</small>
                </Button>
              </Writing>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
