import { isJsonObject } from '../json.ts';
import type { Json } from './fields.ts';

/** Converts CoreNLP's JSON to the lists of the other shapes. */
export interface CoreNlp {
  /** The text rebuilt from the tokens and the space between them; absent if the file does not state the space. */
  readonly text?: string | undefined;
  readonly name?: string | undefined;
  readonly entities: Json[];
  readonly claims: Json[];
  readonly relations: Json[];
}

const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** Whether an object is CoreNLP output: sentences of tokens with offsets. */
export function isCoreNlp(value: Json): boolean {
  const [first] = objects(value.sentences);
  const [token] = objects(first?.tokens);
  return token !== undefined && 'characterOffsetBegin' in token;
}

/** Reads mentions, quotes with their speakers, and the triples of `openie` and `kbp`. */
export function readCoreNlp(value: Json): CoreNlp {
  const sentences = objects(value.sentences);
  const tokens = sentences.flatMap((sentence) => objects(sentence.tokens));
  const entities = sentences.flatMap((sentence) => mentionsOf(sentence));
  const claims = objects(value.quotes).map((quote): Json => {
    const speaker = [quote.speaker, quote.canonicalSpeaker].find(
      (name) => typeof name === 'string' && name !== 'Unknown',
    );
    return {
      quote: quote.text,
      start: quote.beginIndex,
      end: quote.endIndex,
      ...(speaker !== undefined && { claimer: speaker }),
    };
  });
  const relations = sentences.flatMap((sentence) =>
    [...objects(sentence.openie), ...objects(sentence.kbp)].map(
      ({ subject, relation, object, confidence }): Json => ({
        subject,
        relation,
        object,
        ...(typeof confidence === 'number' && { confidence }),
      }),
    ),
  );
  return {
    text: textOf(tokens),
    ...(typeof value.docId === 'string' && { name: value.docId }),
    entities,
    claims,
    relations,
  };
}

/** Returns CoreNLP's mentions; without its mention annotator, runs of tokens with the same tag. */
function mentionsOf(sentence: Json): Json[] {
  const tokens = objects(sentence.tokens);
  if (Array.isArray(sentence.entitymentions))
    return objects(sentence.entitymentions).map((mention) => {
      const { text, ner, characterOffsetBegin: start, characterOffsetEnd: end, nerConfidences } = mention;
      const score = isJsonObject(nerConfidences) ? nerConfidences[String(ner)] : undefined;
      const normalised = mention.normalizedNER;
      return {
        text,
        type: ner,
        start,
        end,
        ...(typeof score === 'number' && score >= 0 && { score }),
        ...(typeof normalised === 'string' && { attributes: { normalizedNER: normalised } }),
      };
    });
  const found: Json[] = [];
  let before: unknown = 'O';
  let between = ' ';
  for (const { ner, characterOffsetBegin: start, characterOffsetEnd: end, ...token } of tokens) {
    const last = found.at(-1);
    const words = String(token.originalText ?? token.word);
    if (ner === before && ner !== 'O' && last)
      found[found.length - 1] = { ...last, text: `${String(last.text)}${between}${words}`, end };
    else if (typeof ner === 'string' && ner !== 'O') found.push({ text: words, type: ner, start, end });
    before = ner;
    between = typeof token.after === 'string' ? token.after : ' ';
  }
  return found;
}

function textOf(tokens: readonly Json[]): string | undefined {
  if (tokens.length === 0) return undefined;
  if (
    !tokens.every(({ originalText, after, before }) =>
      [originalText, after, before].every((held) => typeof held === 'string'),
    )
  )
    return undefined;
  return (
    String(tokens[0]!.before) +
    tokens.map(({ originalText, after }) => `${originalText as string}${after as string}`).join('')
  );
}
