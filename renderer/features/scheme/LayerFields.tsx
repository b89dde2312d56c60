import type { Layer } from '../../../shared/model/scheme.ts';
import { Check } from './Check.tsx';
import { TEXTS } from './texts.ts';

/** The field for whether a layer is shown by default. */
export function LayerFields({
  layer,
  onChange,
}: {
  layer: Layer;
  onChange: (fields: Partial<Layer>) => void;
}) {
  return (
    <Check
      label={TEXTS.visible}
      help={TEXTS.visibleHelp}
      value={layer.visible}
      onChange={(visible) => onChange({ visible })}
    />
  );
}
