import { show } from '../show.ts';

/** Sentences of errors and notes of W3C Web Annotation. */
export const MESSAGES = {
  // Pages and collections
  rowNotAnObject: 'A row is not a JSON object.',
  firstPageNotHeld: (page: string) =>
    `The collection names its first page (${show(page)}) and does not hold it.`,
  fetchThePage: 'Fetch the page and import that.',
  itemsNotAList: 'The items of the page are not a list.',
  itemNotAnObject: 'An item of the page is not a JSON object.',
  noContext: 'There is no @context.',
  otherContext: (context: string) => `The @context ${show(context)} is not that of Web Annotations.`,
  contextForm: 'It must be or contain "http://www.w3.org/ns/anno.jsonld".',

  // Annotations
  severalIds: 'The annotation has several ids.',
  oneId: 'It must have exactly one.',
  notAnIri: (id: string) => `The id of the annotation is not an IRI: ${show(id)}.`,
  noType: 'The annotation has no type.',
  otherType: (type: string) => `Its type is ${show(type)}, not "Annotation".`,
  noTarget: 'The annotation has no target.',
  targetNamesNothing: (target: string) => `A target of the annotation names nothing: ${show(target)}.`,
  targetWithoutSource: (target: string) =>
    `A target of the annotation has neither a source nor an id: ${show(target, 120)}.`,

  // The text
  noText: (sources: string) =>
    `Annotations do not hold the text that they annotate; these ${sources}, and its text is not beside the file.`,
  putTextBeside: (base: string) => `Put the text beside it as ${base}.txt.`,
  notPlaced: (annotation: string, why: string) => `The annotation ${annotation} could not be placed: ${why}.`,

  // Notes
  noAnnotations: 'The file holds no annotations: nothing to import.',
  leftOut: (reason: string) => `${reason} It was left out.`,
  severalSources: (count: number, file: string) =>
    `The annotations are of ${count} sources; all of them were placed in ${file}.`,
  leftOutWithoutText: (count: number, source: string | undefined) =>
    `${count} annotations of ${show(source ?? 'no source', 120)} were left out: its text is not beside the file.`,
  counted: (count: number, what: string, example: string) => `${count} ${what} (the first: ${example}).`,

  // Counted notes: the words after the number, for one annotation and for several
  notPlacedLeftOut: (why: string) =>
    [
      `annotation could not be placed and was left out: ${why}`,
      `annotations could not be placed and were left out: ${why}`,
    ] as const,
  selectorWithoutEffect: (fault: string) =>
    [
      `annotation has a selector that selects nothing; located by another one: ${fault}`,
      `annotations have a selector that selects nothing; located by another one: ${fault}`,
    ] as const,
  otherTextThere: [
    'annotation has another text at its position; placed by its quote',
    'annotations have another text at their position; placed by their quote',
  ],
  severalPlaces: [
    'annotation has a quote that is in several places; placed at the first',
    'annotations have a quote that is in several places; placed at the first',
  ],
  otherOrder: [
    'annotation has its pieces in another order than the text, which is not kept',
    'annotations have their pieces in another order than the text, which is not kept',
  ],
  moreAboutTarget: (data: string) =>
    [
      `annotation has more data about its target than Postil keeps: ${data}`,
      `annotations have more data about their target than Postil keeps: ${data}`,
    ] as const,
  manyEnds: [
    'link has more than two ends; the first two were taken',
    'links have more than two ends; the first two were taken',
  ],
  ofAbsentAnnotation: [
    'annotation is of an annotation that is not in the text; left out',
    'annotations are of annotations that are not in the text; left out',
  ],
  bodyWithoutWords: [
    'body about the whole text has no words and was left out',
    'bodies about the whole text have no words and were left out',
  ],
} as const;
