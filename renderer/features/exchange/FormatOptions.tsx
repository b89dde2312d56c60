import type { FormatInfo } from '../../../shared/contract/exchange.ts';
import type { AttributeValue } from '../../../shared/model/attributes/index.ts';
import { AttributeInput } from '../inspector/AttributeInput.tsx';
import styles from './exchange.module.css';
import { TEXTS } from './texts.ts';

interface FormatOptionsProps {
  format: FormatInfo;
  values: Readonly<Record<string, AttributeValue>>;
  onChange: (name: string, value: AttributeValue | null) => void;
}

/** The options for writing a format, with the same inputs as attributes. */
export function FormatOptions({ format, values, onChange }: FormatOptionsProps) {
  const options = format.options.filter(({ name }) => !format.readingOptions.includes(name));
  if (options.length === 0) return null;
  return (
    <div className={styles.options} role="group" aria-label={TEXTS.options(format.label)}>
      {options.map((option) => (
        <AttributeInput
          key={option.name}
          attribute={option}
          value={values[option.name] ?? option.default}
          untouched={!(option.name in values)}
          onChange={(value) => {
            onChange(option.name, value);
            return Promise.resolve(null);
          }}
        />
      ))}
    </div>
  );
}
