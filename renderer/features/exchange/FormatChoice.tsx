import { readAgainAs } from '../../commands/files.ts';
import { useImport } from '../../state/imports.ts';
import { useCall } from '../../state/queries.ts';
import { Select, type Option } from '../../ui/Select.tsx';
import styles from './exchange.module.css';
import { TEXTS } from './texts.ts';

/** Returns the formats that can be imported, by id, after the choice to recognise it. */
export function useFormatOptions(recognise: string): readonly Option[] {
  const formats = useCall('exchange.formats', {}).data?.formats ?? [];
  return [
    ['', recognise],
    ...formats.filter(({ reads }) => reads).map(({ id, label }) => [id, label] as const),
  ];
}

/** Shows the format of the files that are being imported. Choosing another one reads them again. */
export function FormatChoice() {
  const { recognised, answers } = useImport();
  const formats = useCall('exchange.formats', {}).data?.formats ?? [];
  const labels = recognised.map((id) => formats.find((format) => format.id === id)?.label ?? id);
  const options = useFormatOptions(TEXTS.recognised(labels));
  return (
    <label className={styles.format}>
      {TEXTS.format}
      <Select
        value={answers?.format ?? ''}
        options={options}
        onPick={(format) => void readAgainAs(format || null)}
      />
    </label>
  );
}
