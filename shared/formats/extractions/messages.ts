import { show } from '../show.ts';

/** Sentences of errors and notes of the extractions of models. */
export const MESSAGES = {
  // The answer of a model
  emptyAnswer: 'The model’s answer is empty.',
  answerWithoutJson: (answer: string) => `The model’s answer holds no JSON: ${show(answer)}.`,
  invalidAnswer: (column: number, reason: string) =>
    `The JSON of the model’s answer is not valid at column ${column}: ${reason}.`,
  answerCutOff: 'The model’s answer is cut off: it reached the limit of its length.',
  raiseLimit: 'Ask the model again with a higher limit.',
  onlyAnError: (error: string) => `There is no response of the model, only an error: ${show(error, 120)}.`,

  // The file
  invalidJson: (reason: string) => `The JSON in it is not valid: ${reason}.`,
  noJson: 'There is no JSON in it, and no triplets.',
  twoModels: (name: string, other: string) =>
    `The file holds what two models extracted: ${show(name)} and ${show(other)}.`,
  oneFilePerModel: 'Give each model a file of its own.',
  modelFieldNotAText: (field: string) => `“${field}” of the model is not a text.`,
  invalidModel: (field: string | undefined, reason: string | undefined) =>
    `The ${field ?? 'model'} of the model: ${reason ?? 'does not fit'}.`,
  knownUnits: (units: string) => `There are: auto, ${units}.`,

  // Records
  recordNotAnObject: (record: number, list: string) => `Record ${record} of “${list}” is not an object.`,
  otherTool: (tool: string) => `The record is not a model's extractions but ${tool}.`,
  notExtractions: 'The record does not look like extractions of a model.',
  recordForm: 'It needs “text” or “document_id”, and “entities”, “claims” or “relations”.',
  listNotAList: (at: string) => `“${at}” is not a list.`,
  itemNotAnObject: (at: string, value: string) => `${at} is not an object but ${show(value)}.`,

  // The article of a record
  annotationsWithoutText: 'The record has annotations but no text, and names no document.',
  giveTextOrPutBeside: (isOnly: boolean, file: string) =>
    `Give it “text” or “document_id”${isOnly ? `, or put the article beside the file as ${show(file)}` : ''}.`,
  noTextOrDocument: 'The record has neither a text nor the id of a document.',
  giveText: 'Give it “text” or “document_id”.',
  documentWithoutText: (document: string) =>
    `The record names the document ${show(document)} and has no text.`,
  projectNeeded:
    'Without a project only records with a text, or with a file of that name beside them, can be read; import it into one.',
  unknownDocument: (document: string) =>
    `There is no document ${show(document)} here; ids, file names, titles and addresses were compared.`,
  importArticlesFirst: 'Import the articles first, or give the record its text.',

  // Items
  idOccursTwice: (id: string, first: string, second: string) =>
    `The id ${show(id)} occurs twice in the record, at ${first} and at ${second}.`,
  uniqueIds: 'Ids must be unique within a record; relations refer to them.',
  notAnId: (at: string) => `The id of ${at} is neither a text nor a number.`,
  noType: (at: string) => `${at} has no type.`,
  nameType: 'Name it under “type” or “label”.',
  noTrigger: (at: string) => `${at} has no trigger.`,
  noContent: (at: string) => `${at} has no content.`,
  nameTrigger: 'Name the words that describe the event.',
  nameContent: 'Name the words that are claimed.',
  contentNotAText: (at: string) => `The content of ${at} is not a text.`,
  noEnd: (at: string, isStart: boolean) => `${at} does not say where it ${isStart ? 'starts' : 'ends'}.`,
  nameEnd: 'Name the id or the words of an entity or claim.',
  notAList: (place: string) => `${place} is not a list.`,
  noRole: (place: string, i: number) => `${place}[${i}] has no role.`,
  notAMention: (at: string) => `${at} is neither a text nor an object.`,
  notAnOffset: (field: string, at: string, value: string) =>
    `“${field}” of ${at} is no offset: ${show(value)}.`,
  noWordsOrOffsets: (at: string) => `${at} quotes no words and has no offsets.`,
  eitherGivesPosition: 'One of the two gives its position.',
  notAText: (field: string, at: string) => `“${field}” of ${at} is not a text.`,

  // Quarantine
  fillsSlot: (slot: string, why: string) => `This text fills the slot ${slot} of a claim. ${why}`,
  absentEnd: (text: string) =>
    `“${text}” is neither the id nor the words of an entity or claim of the record.`,
  endInQuarantine:
    'One end of this relation is in quarantine too. Place that first; the relation is then added without another step.',
  inHeader:
    'The offsets point into the header, which was removed from the article’s text and is kept in its fields.',
  onlyInsideWords: 'The article contains this text only inside other words.',
  similarButDifferent:
    'The most similar text in the article differs in a name, a number, a negation or another word.',
  noSimilarText: 'No similar text found in the article.',

  // Notes
  offsetsAre: (unit: string, fits: number, of: number) =>
    `Offsets are ${unit}; ${fits} of ${of} quotes match.`,
  unusableOffsets: (count: number, example: string) =>
    `${count} ${count === 1 ? 'item has' : 'items have'} unusable offsets (${show(example)}); the words were searched for in the article.`,
  percentages: (count: number) =>
    `${count} ${count === 1 ? 'score was' : 'scores were'} read as a percentage.`,
  otherScores: (count: number, example: string) =>
    `${count} ${count === 1 ? 'score is not a number on a known scale' : 'scores are not numbers on a known scale'} (${show(example)}) and became ${count === 1 ? 'an attribute' : 'attributes'}.`,
  untypedMentions: (count: number, mentionType: string) =>
    `${count} ${count === 1 ? 'mention has' : 'mentions have'} no type and became ${mentionType}; the option mention-type sets another type.`,
  furtherAnswers: (count: number) =>
    `${count} further ${count === 1 ? 'answer' : 'answers'} to the same question ${count === 1 ? 'was' : 'were'} not read; only the first was.`,
  otherTexts: (count: number) =>
    `${count} ${count === 1 ? 'record has' : 'records have'} a text that differs from the article; the words were searched for in the article.`,
  repeatedItems: (count: number) =>
    `${count} ${count === 1 ? 'item repeats' : 'items repeat'} an earlier item of the record and ${count === 1 ? 'was' : 'were'} read once.`,
  notLocated: (count: number) =>
    `${count} could not be located in ${count === 1 ? 'its article' : 'their articles'}; a project keeps ${count === 1 ? 'it' : 'them'} in quarantine.`,
} as const;
