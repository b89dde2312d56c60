import type { FormatInfo } from '../../../shared/contract/exchange.ts';
import type { AttributeValue } from '../../../shared/model/attributes/index.ts';
import { AttributeInput } from '../inspector/AttributeInput.tsx';
import styles from './exchange.module.css';

interface FormatOptionsProps {
  format: FormatInfo;
  values: Readonly<Record<string, AttributeValue>>;
  onChange: (name: string, value: AttributeValue | null) => void;
}

/** What a format declares that can be chosen; the same inputs as for attributes. */
export function FormatOptions({ format, values, onChange }: FormatOptionsProps) {
  if (format.options.length === 0) return null;
  return (
    <div className={styles.options} role="group" aria-label={`Options of ${format.label}`}>
      {format.options.map((option) => (
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
