import type { RefObject } from 'react';
import type { ListedAttribute } from '../../shared/contract/values.ts';
import controls from './controls.module.css';
import { useValueOffers } from './use-value-offers.tsx';

interface ValueInputProps {
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  list: ListedAttribute | undefined;
  text: string;
  onText: (text: string) => void;
  /** Called by Enter, with the chosen offer or the text. */
  onEnter: (text: string) => void;
  autoFocus?: boolean;
  input?: RefObject<HTMLInputElement | null>;
}

/** A field of a dialog that offers the values of an attribute in use while one writes. */
export function ValueInput({ list, text, onText, onEnter, input, ...rest }: ValueInputProps) {
  const offers = useValueOffers({ list, text, onPick: onText });
  return (
    <div>
      <input
        ref={input}
        {...rest}
        {...offers.attributes}
        type="text"
        spellCheck={false}
        className={controls.input}
        value={text}
        onChange={({ target }) => {
          onText(target.value);
          offers.onWrite();
        }}
        onBlur={offers.close}
        onKeyDown={(event) => {
          if (offers.handle(event) || event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onEnter(text);
        }}
      />
      {offers.list}
    </div>
  );
}
