import type { Layer } from '../../../shared/model/scheme.ts';
import { Check } from './Check.tsx';

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
      label="Shown from the start"
      help="Analysts show and hide it for themselves at any time."
      value={layer.visible}
      onChange={(visible) => onChange({ visible })}
    />
  );
}
