import type { Uid } from '../../shared/model/uid.ts';
import type { AttributesImage } from './attributes.ts';
import type { Redaction } from './define.ts';

/** Replaces every string within a JSON value except keys. Returns the very same value if nothing changes. */
export function redactDeep<Value>(redact: (text: string) => string, value: Value): Value {
  if (typeof value === 'string') return redact(value) as Value;
  if (Array.isArray(value)) {
    const items = (value as unknown[]).map((item) => redactDeep(redact, item));
    return (items.some((item, i) => item !== value[i]) ? items : value) as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, redactDeep(redact, item)] as const);
  return entries.some(([key, item]) => item !== value[key as keyof Value])
    ? (Object.fromEntries(entries) as Value)
    : value;
}

/** Replaces the texts of some fields. The other fields hold ids, offsets and values chosen by the program. */
export function redactFields<Image extends object>(
  ...keys: (keyof Image)[]
): (image: Image, redaction: Redaction) => Image {
  return (image, { redact }) => {
    let result = image;
    for (const key of keys) {
      const value = redactDeep(redact, image[key]);
      if (value !== image[key]) result = { ...result, [key]: value };
    }
    return result;
  };
}

/** Replaces free-text values of attributes, and extra data that another tool stored with the annotation. */
export function redactAnnotation<
  Image extends AttributesImage & { readonly extra?: Record<string, unknown> | undefined },
>(image: Image, redaction: Redaction): Image {
  const entries = Object.entries(image.attributes).map(
    ([uid, value]) =>
      [uid, redaction.isClosed(uid as Uid) ? value : redactDeep(redaction.redact, value)] as const,
  );
  const changed = entries.some(([uid, value]) => value !== image.attributes[uid]);
  const free = changed ? { ...image, attributes: Object.fromEntries(entries) } : image;
  return free.extra === undefined ? free : redactFields<Image>('extra')(free, redaction);
}
