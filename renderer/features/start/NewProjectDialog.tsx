import { useId, useLayoutEffect, useRef, useState, type CSSProperties, type SyntheticEvent } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { readSchemeOf } from '../../commands/scheme-files.ts';
import { chooseProjectFolder, createProject } from '../../commands/project.ts';
import { installTypeStyles, typeColour } from '../../editor/type-styles.ts';
import { usePurpose } from '../../state/project-files.ts';
import { useCall, useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './new.module.css';
import { TEXTS } from './texts.ts';

/** The value of the choice of a scheme that is read from a file. */
const FILE = ':file';
/** The maximum number of types that are previewed. */
const PREVIEWED = 24;

interface Folder {
  readonly id: Uid;
  readonly path: string;
}

/** Asks for the name, the analyst, the folder and the scheme of a project, and creates it. */
export function NewProjectDialog({ onClose }: { onClose: () => void }) {
  const host = useHost();
  const presets = useCall('host.presets', {}).data?.presets ?? [];
  const { purpose } = usePurpose();
  const listed = useCall('host.projects', {}).data?.projects ?? [];
  const [typed, setName] = useState<string | null>(null);
  // Who is about to paste an article need not think of a name first.
  const proposed = purpose === 'paste' && !listed.some((each) => each.name === TEXTS.myArticles);
  const name = typed ?? (proposed ? TEXTS.myArticles : '');
  const [analyst, setAnalyst] = useState<string | null>(null);
  const [folder, setFolder] = useState<Folder | null>(null);
  const [choice, setChoice] = useState('news');
  const [read, setRead] = useState<Scheme | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const folderId = useId();
  const yourName = analyst ?? host?.analyst.name ?? '';
  const types =
    choice === FILE ? (read?.types ?? []) : (presets.find(({ id }) => id === choice)?.types ?? []);
  // The shades of all colours come with the styles of an open project, which there may not be.
  useLayoutEffect(() => installTypeStyles({ types: [] }), []);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void createProject({
      name: name.trim(),
      analyst: yourName.trim(),
      scheme: choice === FILE && read ? { scheme: read } : { preset: choice },
      folder: folder?.id ?? null,
    }).then(setRefusal);
  };
  const readFiles = async (chosen: readonly File[]) => {
    if (chosen.length === 0) return;
    try {
      setRead((await readSchemeOf(chosen)).scheme);
      setUnread(null);
      setChoice(FILE);
    } catch (error) {
      setUnread(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <ModalDialog title={TEXTS.newProject} onClose={onClose} wide>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.names}>
          <Field label={TEXTS.name} refusal={refusal}>
            {({ id, describedBy }) => (
              <input
                id={id}
                aria-describedby={describedBy}
                className={controls.input}
                value={name}
                autoFocus
                required
                maxLength={120}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
          <Field label={TEXTS.yourName} help={TEXTS.yourNameHelp}>
            {({ id, describedBy }) => (
              <input
                id={id}
                aria-describedby={describedBy}
                className={controls.input}
                value={yourName}
                maxLength={120}
                onChange={({ target }) => setAnalyst(target.value)}
              />
            )}
          </Field>
        </div>
        <div>
          <p className={controls.label} id={folderId}>
            {TEXTS.folder}
          </p>
          <div className={styles.folder} role="group" aria-labelledby={folderId}>
            <span>{folder?.path ?? host?.library ?? TEXTS.library}</span>
            {host?.dialogs && (
              <Button
                onClick={() => void chooseProjectFolder().then((chosen) => chosen && setFolder(chosen))}
              >
                {TEXTS.chooseFolder}
              </Button>
            )}
          </div>
        </div>
        <fieldset className={styles.presets}>
          <legend className={controls.label}>{TEXTS.scheme}</legend>
          {presets.map(({ id, label, description }) => (
            <label key={id} className={styles.preset}>
              <input type="radio" name="preset" checked={choice === id} onChange={() => setChoice(id)} />
              <span>
                <strong>{label}</strong>
                <span className={controls.help}>{description.split('\n')[0]}</span>
              </span>
            </label>
          ))}
          <div className={styles.file}>
            {read && (
              <label className={styles.preset}>
                <input
                  type="radio"
                  name="preset"
                  checked={choice === FILE}
                  onChange={() => setChoice(FILE)}
                />
                <span>
                  <strong>{read.name}</strong>
                  <span className={controls.help}>{TEXTS.fromFile}</span>
                </span>
              </label>
            )}
            <input
              ref={file}
              type="file"
              hidden
              accept=".json,.conf,.csv,.tsv,.xlsx"
              multiple
              aria-label={TEXTS.schemeFile}
              onChange={({ target }) => void readFiles([...(target.files ?? [])])}
            />
            <Button kind="quiet" onClick={() => file.current?.click()}>
              {TEXTS.schemeFromFile}
            </Button>
          </div>
          {unread !== null && (
            <p className={controls.refusal} role="alert">
              {unread}
            </p>
          )}
        </fieldset>
        <div className={styles.preview} role="group" aria-label={TEXTS.types}>
          {types.length === 0 && <span className={controls.help}>{TEXTS.noTypes}</span>}
          {types.slice(0, PREVIEWED).map(({ label, hue }) => (
            <span key={label} className={styles.type} style={typeColour(hue) as CSSProperties}>
              {label}
            </span>
          ))}
          {types.length > PREVIEWED && (
            <span className={controls.help}>{TEXTS.moreTypes(types.length - PREVIEWED)}</span>
          )}
        </div>
        <div className={controls.actions}>
          <Button onClick={onClose}>{TEXTS.cancel}</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === ''}>
            {TEXTS.create}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}
