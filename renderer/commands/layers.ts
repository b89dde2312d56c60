import { setView, useView } from '../state/view.ts';

/** Shows or hides a layer of types. Spans of a hidden layer are neither drawn nor reachable. */
export function toggleLayer(name: string): void {
  setView(({ hiddenLayers }) => ({
    hiddenLayers: hiddenLayers.includes(name)
      ? hiddenLayers.filter((layer) => layer !== name)
      : [...hiddenLayers, name],
  }));
}

/** Shows a layer, so that nobody edits spans that are invisible. */
export function showLayer(name: string): void {
  if (useView.getState().hiddenLayers.includes(name)) toggleLayer(name);
}
