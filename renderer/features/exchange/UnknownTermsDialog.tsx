import { useState } from 'react';
import { describeWhere } from '../../../shared/contract/errors.ts';
import { EMPTY_MAP, type TermMap } from '../../../shared/formats/term-map.ts';
import type { UnknownTerm, UnknownTerms } from '../../../shared/formats/unknown-terms.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { importAgain } from '../../commands/files.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { labelOptions, Select, type Option } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { FormatChoice } from './FormatChoice.tsx';
import { TEXTS } from './texts.ts';

/** Choices of a row other than the names of the scheme. Names cannot begin with a blank, so these never equal one. */
const ADD = ' add';
const LEAVE = ' leave';

const KINDS = [
  ['types', TEXTS.types],
  ['relations', TEXTS.relations],
  ['labels', TEXTS.labels],
  ['slots', TEXTS.slots],
] as const satisfies readonly (readonly [keyof UnknownTerms, string])[];
type Kind = (typeof KINDS)[number][0];

/** Asks what names in the files that the scheme does not have become. Nothing was imported yet. */
export function UnknownTermsDialog({ unknown, onClose }: { unknown: UnknownTerms; onClose: () => void }) {
  const scheme = useScheme();
  const [answers, setAnswers] = useState<ReadonlyMap<string, string>>(new Map());
  const answerOf = (kind: Kind, name: string) => answers.get(`${kind} ${name}`) ?? ADD;
  const total = KINDS.reduce((sum, [kind]) => sum + unknown[kind].length, 0);
  const setAll = (answer: string) =>
    setAnswers(
      new Map(
        KINDS.flatMap(([kind]) => unknown[kind].map(({ name }) => [`${kind} ${name}`, answer] as const)),
      ),
    );

  const start = () => {
    const map: TermMap = structuredClone(EMPTY_MAP);
    for (const [kind] of KINDS) {
      for (const { name } of unknown[kind]) {
        const answer = answerOf(kind, name);
        if (answer === LEAVE) map[kind][name] = null;
        else if (answer !== ADD) map[kind][name] = answer;
      }
    }
    void importAgain({ map, extendScheme: true });
  };

  return (
    <ModalDialog title={TEXTS.unknownTitle} onClose={onClose} wide>
      <p>{TEXTS.unknownAbout(total)}</p>
      <FormatChoice />
      <div className={styles.unknown}>
        {KINDS.map(([kind, title]) =>
          unknown[kind].length === 0 ? null : (
            <table key={kind} aria-label={title}>
              <thead>
                <tr>
                  <th scope="col">{title}</th>
                  <th scope="col" className={styles.number}>
                    {TEXTS.count}
                  </th>
                  <th scope="col">{TEXTS.example}</th>
                  <th scope="col">{TEXTS.becomes}</th>
                </tr>
              </thead>
              <tbody>
                {unknown[kind].map((term, i) => (
                  <Row
                    key={term.name}
                    term={term}
                    autoFocus={i === 0 && kind === KINDS.find(([first]) => unknown[first].length > 0)?.[0]}
                    names={scheme ? namesOf(scheme, kind, term.name) : []}
                    answer={answerOf(kind, term.name)}
                    onAnswer={(answer) => setAnswers(new Map(answers).set(`${kind} ${term.name}`, answer))}
                  />
                ))}
              </tbody>
            </table>
          ),
        )}
      </div>
      <div className={controls.actions}>
        <span className={styles.all}>
          {TEXTS.allOf}
          <Button kind="quiet" onClick={() => setAll(ADD)}>
            {TEXTS.addAll}
          </Button>
          <Button kind="quiet" onClick={() => setAll(LEAVE)}>
            {TEXTS.leaveOutAll}
          </Button>
        </span>
        <Button onClick={onClose}>{TEXTS.cancel}</Button>
        <Button kind="primary" onClick={start}>
          {TEXTS.import}
        </Button>
      </div>
    </ModalDialog>
  );
}

interface RowProps {
  term: UnknownTerm;
  autoFocus: boolean;
  names: readonly Option[];
  answer: string;
  onAnswer: (answer: string) => void;
}

function Row({ term: { name, count, example, where }, autoFocus, names, answer, onAnswer }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.number}>{grouped(count)}</td>
      <td className={styles.example} title={describeWhere(where)}>
        {example}
      </td>
      <td>
        <Select
          aria-label={TEXTS.becomesOf(name)}
          value={answer}
          autoFocus={autoFocus}
          options={[[ADD, TEXTS.addToScheme], [LEAVE, TEXTS.leaveOut], ...names]}
          onPick={onAnswer}
        />
      </td>
    </tr>
  );
}

/** Returns the names of the scheme that a name of a file may become. */
function namesOf(scheme: Scheme, kind: Kind, name: string): readonly Option[] {
  if (kind === 'slots') {
    const type = scheme.types.find((each) => name.startsWith(`${each.name}.`));
    return labelOptions(type?.slots ?? []);
  }
  return labelOptions(scheme[kind]);
}
