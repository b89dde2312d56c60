import { setView, useView } from '../state/view.ts';

/** Shows a layer of types, or hides it: then its spans are neither drawn nor reached. */
export function toggleLayer(name: string): void {
  setView(({ hiddenLayers }) => ({
    hiddenLayers: hiddenLayers.includes(name)
      ? hiddenLayers.filter((layer) => layer !== name)
      : [...hiddenLayers, name],
  }));
}

/** Shows a layer: nobody should work on what cannot be seen. */
export function showLayer(name: string): void {
  if (useView.getState().hiddenLayers.includes(name)) toggleLayer(name);
}
