import type { ErrorWhere } from '../../contract/errors.ts';
import { formatError } from '../define.ts';
import { isJsonObject, JsonProblem } from '../json.ts';
import { valuesInAnswer } from './answer-text.ts';
import type { Json } from './fields.ts';
import { MESSAGES } from './messages.ts';

/** The response of a model, taken out of the envelope of a service. */
export interface Answer {
  /** Parsed JSON: of a text, of the arguments of a tool call, or a value that was JSON already. */
  readonly values: readonly unknown[];
  readonly model?: string | undefined;
  /** Further responses to the same question, which are not read. */
  readonly others: number;
}

/**
 * Returns the response in an object of OpenAI (chat completions, the Responses API, batch files), Anthropic (messages,
 * batch files), Gemini and Vertex, Bedrock, Ollama, LangChain or a Hugging Face text generation pipeline; `null` if it
 * is no such object.
 * @throws PostilError `refused` if the service reports an error or the response has no JSON.
 */
export function answerIn(value: unknown, where: ErrorWhere): Answer | null {
  if (!isJsonObject(value)) return null;
  const answer = unwrap(value, where);
  if (!answer) return null;
  const values = answer.parts.flatMap((part) => (typeof part === 'string' ? valuesOf(part, where) : [part]));
  if (values.length === 0)
    throw formatError(
      answer.parts.length === 0
        ? MESSAGES.emptyAnswer
        : MESSAGES.answerWithoutJson(answer.parts.map(String).join(' ')),
      where,
    );
  return { values, model: answer.model, others: answer.others };
}

/** Whether an object is the response of a service. Does not read it. */
export function isAnswer(value: Json): boolean {
  return OPENERS.some((opens) => opens(value));
}

interface Unwrapped {
  /** Texts, and values that are parsed already. */
  readonly parts: unknown[];
  readonly model?: string | undefined;
  readonly others: number;
}

const object = (value: unknown): Json => (isJsonObject(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const name = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const isMessage = (value: unknown): boolean =>
  isJsonObject(value) && ('content' in value || 'tool_calls' in value || 'function_call' in value);

/** Tests that recognise the object of each service. */
const OPENERS: readonly ((value: Json) => boolean)[] = [
  ({ custom_id, response, result, error }) =>
    custom_id !== undefined &&
    (isJsonObject(response) ||
      isJsonObject(error) ||
      isJsonObject(object(result).message) ||
      typeof object(result).type === 'string'),
  ({ response }) => isJsonObject(response) && isAnswer(response),
  ({ choices }) =>
    list(choices).some((choice) => isJsonObject(choice) && ('message' in choice || 'text' in choice)),
  ({ candidates }) => list(candidates).some((one) => isJsonObject(object(one).content)),
  ({ object: kind, output }) =>
    Array.isArray(output) &&
    (kind === 'response' ||
      output.some((one) => ['message', 'function_call', 'reasoning'].includes(String(object(one).type)))),
  ({ role, content }) => typeof role === 'string' && (typeof content === 'string' || Array.isArray(content)),
  ({ output }) => isMessage(object(output).message),
  ({ modelOutput }) => isJsonObject(modelOutput),
  ({ message, done, model }) => isMessage(message) && (done !== undefined || model !== undefined),
  ({ response, done }) => typeof response === 'string' && typeof done === 'boolean',
  ({ generated_text }) => typeof generated_text === 'string',
  ({ messages }) => list(messages).some((message) => object(message).role === 'assistant'),
  ({ tool_calls, content }) => Array.isArray(tool_calls) && content !== undefined,
];

function unwrap(value: Json, where: ErrorWhere): Unwrapped | null {
  if (!isAnswer(value)) return null;
  const model = name(value.model) ?? name(value.modelVersion);
  const inner = (held: unknown, others = 0): Unwrapped => {
    const found = isJsonObject(held) ? unwrap(held, where) : null;
    return {
      parts: found?.parts ?? (held === undefined || held === null ? [] : [held]),
      model: found?.model ?? model,
      others: others + (found?.others ?? 0),
    };
  };
  if (isJsonObject(value.error)) throw failed(object(value.error).message ?? value.error, where);
  const result = object(value.result);
  if (typeof result.type === 'string' && value.custom_id !== undefined) {
    if (isJsonObject(result.message)) return inner(result.message);
    const { error } = result;
    throw failed(object(object(error).error).message ?? object(error).message ?? result.type, where);
  }
  if (isJsonObject(value.response)) {
    const { response } = value;
    const status = response.status_code;
    if (typeof status === 'number' && status >= 400)
      throw failed(object(object(response.body).error).message ?? `status ${status}`, where);
    return inner(response.body ?? response);
  }
  if (isJsonObject(value.modelOutput)) return inner(value.modelOutput);
  if (Array.isArray(value.choices) && value.choices.length > 0) {
    const first = object(value.choices[0]);
    assertNotCut(first.finish_reason === 'length', where);
    return inner(first.message ?? first.text, value.choices.length - 1);
  }
  if (Array.isArray(value.candidates) && value.candidates.length > 0) {
    const first = object(value.candidates[0]);
    assertNotCut(first.finishReason === 'MAX_TOKENS', where);
    return { parts: contentParts(object(first.content).parts), model, others: value.candidates.length - 1 };
  }
  if (Array.isArray(value.output)) {
    assertNotCut(value.status === 'incomplete', where);
    return { parts: contentParts(value.output), model, others: 0 };
  }
  if (isJsonObject(value.output)) return inner(value.output.message);
  if (isMessage(value.message)) return inner({ role: 'assistant', ...object(value.message) });
  if (Array.isArray(value.messages))
    return inner(value.messages.findLast((message) => object(message).role === 'assistant'));
  if (typeof value.generated_text === 'string') return { parts: [value.generated_text], model, others: 0 };
  if (typeof value.response === 'string') return { parts: [value.response], model, others: 0 };
  assertNotCut(value.stop_reason === 'max_tokens', where);
  return { parts: messageParts(value, where), model, others: 0 };
}

/** Returns the tool calls in a message or, without any, its text. */
function messageParts(message: Json, where: ErrorWhere): unknown[] {
  if (isJsonObject(message.parsed)) return [message.parsed];
  const called = [...list(message.tool_calls), message.function_call].flatMap((call) => {
    const { function: called, arguments: own, args, input } = object(call);
    return [object(called).arguments, own, args, input].filter((held) => held !== undefined && held !== null);
  });
  if (called.length > 0) return called;
  if (typeof message.refusal === 'string' && message.refusal !== '') throw failed(message.refusal, where);
  const { content } = message;
  return typeof content === 'string' ? (content.trim() === '' ? [] : [content]) : contentParts(content);
}

/** Returns the tool calls among blocks of content or, without any, the text of all blocks together. */
function contentParts(content: unknown): unknown[] {
  const calls: unknown[] = [];
  const texts: string[] = [];
  for (const block of list(content).map(object)) {
    const { type, text, input, functionCall, toolUse, thought } = block;
    if (type === 'tool_use' && input !== undefined) calls.push(input);
    else if (type === 'function_call' && block.arguments !== undefined) calls.push(block.arguments);
    else if (isJsonObject(functionCall)) calls.push(functionCall.args);
    else if (isJsonObject(toolUse)) calls.push(toolUse.input);
    else if (type === 'message') {
      const inside = contentParts(block.content);
      for (const part of inside) if (typeof part === 'string') texts.push(part);
    } else if (typeof text === 'string' && thought !== true && type !== 'thinking') texts.push(text);
  }
  return calls.length > 0 ? calls : texts.length > 0 ? [texts.join('')] : [];
}

/**
 * Returns the JSON values in the response of a model.
 * @throws PostilError `refused` if its JSON is broken or cut off.
 */
export function valuesOf(text: string, where: ErrorWhere): unknown[] {
  try {
    return valuesInAnswer(text);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw formatError(MESSAGES.invalidAnswer(error.column, error.message), where);
  }
}

function assertNotCut(isCut: boolean, where: ErrorWhere): void {
  if (isCut) throw formatError(MESSAGES.answerCutOff, where, MESSAGES.raiseLimit);
}

function failed(reason: unknown, where: ErrorWhere) {
  const told = typeof reason === 'string' ? reason : JSON.stringify(reason);
  return formatError(MESSAGES.onlyAnError(told), where);
}
