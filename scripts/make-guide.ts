/**
 * Writes `docs/guide.md` from the guide in the program, with pictures and with the default keys of actions. Run: `node
 * scripts/make-guide.ts`. A test checks that the file is up to date.
 */
import { writeFileSync } from 'node:fs';
import { actionById, isActionId, type ActionId } from '../shared/actions.ts';
import { GUIDE, type HelpTopic } from '../shared/help/guide.ts';
import { partsOf } from '../shared/keys.ts';

const NAMES: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** Returns the guide as one page of Markdown. */
export function guidePage(): string {
  const topics = (group: HelpTopic['group']) => GUIDE.filter((topic) => topic.group === group);
  return `# Guide for analysts

<!-- Made by \`node scripts/make-guide.ts\` from shared/help/guide.ts: edit that. -->

The program shows the same text with \`${keyOf('screen.guide')}\`, with your own keys where you have changed them. On a Mac,
Ctrl is Command.

${topics('How to')
  .map(({ title }) => `- [${title}](#${anchorOf(title)})`)
  .join('\n')}
- [Words](#words)

${topics('How to').map(section).join('\n\n')}

## Words

${topics('Words')
  .map(({ title, body }) => `- **${title}**: ${withKeys(body)}`)
  .join('\n')}
`;
}

function section({ title, body, picture }: HelpTopic): string {
  const image = picture ? [`![${picture.alt}](pictures/${picture.name}.png)`] : [];
  return [`## ${title}`, withKeys(body), ...image].join('\n\n');
}

/** Returns the anchor that GitHub gives to a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');
}

function withKeys(body: string): string {
  return body.replaceAll(/`\{([a-zA-Z.]+)\}`/g, (whole, id: string) =>
    isActionId(id) ? `\`${keyOf(id)}\`` : whole,
  );
}

/** Returns the first key of an action with the labels of the keyboard, or the action's name if it has no key. */
function keyOf(id: ActionId): string {
  const { keys, label } = actionById(id);
  const [first] = keys;
  if (first === undefined) return label;
  return partsOf(first)
    .map((part) => NAMES[part] ?? part)
    .join('+');
}

if (import.meta.main) writeFileSync(new URL('../docs/guide.md', import.meta.url), guidePage());
