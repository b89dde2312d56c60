/**
 * The help in the program: Markdown, in which `{action.id}` stands for the key that the action has now, so that it stays
 * true when keys are changed.
 */
export interface HelpTopic {
  readonly id: string;
  readonly group: 'How to' | 'Words';
  readonly title: string;
  readonly body: string;
}

const howTo = (id: string, title: string, body: string): HelpTopic => ({ id, group: 'How to', title, body });
const word = (title: string, body: string): HelpTopic => ({
  id: `word-${title.toLowerCase().replaceAll(/\W+/g, '-')}`,
  group: 'Words',
  title,
  body,
});

export const GUIDE: readonly HelpTopic[] = [
  howTo(
    'tag',
    'Tag names',
    `1. Put the caret on a word, or select words: arrows move, with \`Shift\` they select, with \`Ctrl\` by word.
2. Press the letter of the type. The letters stand above the text; \`{help.keys}\` lists them all. A name that is tagged so already is selected instead.
3. With a mention selected and no words, a letter changes its type; to tag words within it, select them first. \`Shift\` and a letter changes the type of any selected span. \`{nudge.endRight}\` and \`{nudge.endLeft}\` move its end by a word, \`{nudge.startRight}\` and \`{nudge.startLeft}\` its start.
4. \`{span.next}\` walks to the next span, \`{span.inspect}\` goes to its fields, \`{focus.text}\` back to the text, \`{span.delete}\` deletes it.

For a span in pieces select it, select more words, press \`{span.addFragment}\`. \`{history.undo}\` takes your latest change back and goes to where you made it; what is older than this session, and imports, deletions and merges, it asks about first. \`{history.redo}\` brings it back, also after a restart.`,
  ),
  howTo(
    'same',
    'Tag the same name everywhere',
    `\`{propagate}\` finds every other occurrence of the selected words, here or in all articles. Look, untick what is not meant, and tag the rest in one change. To tag what a search finds, \`{find.open}\` in the article, \`{screen.search}\` in the project: tick hits with \`Space\`.`,
  ),
  howTo(
    'link',
    'Say who or what a name means',
    `\`{entity.accept}\` links the selected mention to what is offered, or makes an entity of its name. \`{entity.link}\` finds another one as you type; several make a group. \`{entity.open}\` opens the entity's page, \`{screen.entities}\` all of them. Mentions of one entity mean the same thing by that alone.`,
  ),
  howTo(
    'claim',
    'Fill in a claim',
    `1. Select the content and press the letter of the claim type.
2. A digit opens a slot: who claims, the words that say so, what about.
3. Take what is offered by its letter; or select words and press \`Enter\`; or \`{slot.hints}\` for a letter over every word; or \`{slot.nextSpan}\` to a span. \`{slot.name}\` names an entity or writes a text.
4. \`Escape\` leaves a slot empty, with a reason. \`{claim.next}\` begins the next claim with claimer, place and time of this one.

What stands in a slot in grey follows from the registry; \`Shift\` and its digit give it evidence. \`{screen.claims}\` lists all claims.`,
  ),
  howTo(
    'relate',
    'Relate two spans',
    `\`{relation.relate}\` at one end; walk to the other, in any article, and press it again. \`{arcs.cycle}\` shows arcs, \`{relation.follow}\` follows one, \`{screen.relations}\` lists them.`,
  ),
  howTo(
    'done',
    'Finish an article',
    `\`{document.done}\` marks it done and goes on to the next. What it still lacks is listed beneath the text: required values, empty slots, names without an entity. \`{document.left}\` goes into that list, and shows it before you are done; \`Enter\` leads to the place. \`{document.skip}\` skips an article with a reason.`,
  ),
  howTo(
    'ask',
    'Ask the lead',
    `\`{note.add}\` writes a note on the selected span, or on the article. Tick the box to make it a question. \`{screen.notes}\` lists notes and questions of the project, where they are answered too.`,
  ),
  howTo(
    'review',
    'Review what a model extracted',
    `Import its file with “Import a model's extractions”: the output of LangExtract, GLiNER, UIE, Hugging Face pipelines, CoreNLP or NuExtract, lists of claims, quotes and triples, answers of chat models and batch files are read as they are, and words without offsets are looked for. A file that names no article belongs to the one called like it, \`storm.json\` to \`storm.txt\`. \`{screen.review}\` opens the queue: \`{review.accept}\` accepts, \`{review.reject}\` rejects, \`{review.skip}\` skips, \`{review.flag}\` flags; a type's letter corrects the type. Conditions, groups and “Decide all…” decide many at once. \`{screen.quarantine}\` shows proposals for which no place was found, \`{screen.numbers}\` how good the model was.`,
  ),
  howTo(
    'history',
    'See what changed, and go back',
    `\`{screen.history}\` lists the changes of the open article: who, when, what. \`Enter\` on one, and “Go back to here” makes the article what it was just after it, in one change that undo takes back; “Undo this change” takes back that change alone. \`{palette.open}\` and “Trash” list deleted articles and bring them back.`,
  ),
  howTo(
    'erase',
    'Delete something for good',
    `“Delete this article for good” (\`{palette.open}\`), the same button in the trash, and “Delete its names for good” on the details of an entity remove an article, or all names of a person or organisation, from texts, history, search, trash and backups. Postil first shows what goes, which exports and copies it cannot reach, and asks you to type the words. It cannot be undone.`,
  ),
  howTo(
    'scheme',
    'Change the scheme',
    `\`{screen.scheme}\` shows types, attributes, slots, keys, colours and guidelines. Every change is a version. What annotations use is not deleted: the refusal says how many there are and where.`,
  ),
  howTo(
    'export',
    'Bring articles in, take a dataset out',
    `Drop files or folders into the window, or \`{import.files}\`; \`{import.paste}\` pastes an article. What is faulty in them is listed first: import the rest, or nothing. \`{export}\` writes a dataset: it is read back and compared, and you are told what the format cannot hold.`,
  ),
  howTo(
    'safe',
    'Where the work is, and how it is kept safe',
    `One project is one file, \`name.postil\`. What the status bar calls saved is on the disk. Copies are made into \`name.backups\` at most every half hour and when the project is closed, and are checked; \`{backups}\` lists them and puts one back, and keeps the file as it is now. Do not keep an open project in a folder that another program syncs, or on a network drive.`,
  ),
  howTo(
    'wrong',
    'When something goes wrong',
    `**The project can only be read.** The file, its folder or the disk cannot be written. You can read, search and export; what would change something is grey. “Work on a local copy” goes on with a copy on this machine, and the project itself stays as it is.

**The journal is in doubt.** While a project is open, its latest changes are in a second file beside it, the journal (\`name.postil-wal\`). When only one of the two was copied or replaced, they may not belong together. Restore a backup, or open the project without the journal or with it. The files are first kept in \`name.backups\` as they were.

**Postil has stopped.** What was shown as saved is saved. What you are writing stays in the window. Start Postil again in the terminal, and open the link that it prints in the same tab.

**Another program has the project open.** You can go on working: each shows what the other writes, and no change is lost. Close the other window if you did not mean to open it.

**You need an earlier state.** \`{backups}\` lists the copies; “Restore” puts one back, and keeps the file as it is now. For one article \`{screen.history}\` goes back to any change.

**An import left something out.** Faulty files are listed before anything is stored, each with its place and what to do; what you leave out stays in your files, to be mended and imported later. A record whose annotations are in a shape that no format reads is on that list too; a tick there imports its text alone. Extractions for which no place was found, or only one inside another word, wait until you give them one: \`{screen.quarantine}\`.`,
  ),
  howTo(
    'keys',
    'Find and change keys',
    `\`{palette.open}\` runs any command by its name. \`{help.keys}\` lists all keys: choose a command there and press the new key. \`{focus.next}\` goes around the parts of the window.`,
  ),
  word('Project', 'One file that holds articles, annotations, the scheme, the registry and all history.'),
  word(
    'Document',
    'One article: its text as it was in the source, its fields (title, source, date …) and its blocks.',
  ),
  word(
    'Scheme',
    'What may be annotated: types, relations, document labels, attributes, keys, colours, guidelines. It has versions.',
  ),
  word('Span', 'An annotation over words: of one type, in one or several fragments, or in none (implicit).'),
  word('Mention', 'A span that names or describes something: a person, a place, an organisation.'),
  word(
    'Entity',
    'The thing itself in the registry of the project: its name, other names, ids elsewhere. Mentions are linked to it.',
  ),
  word(
    'Claim',
    'A span with what somebody is reported to say. With its slots and attributes it is a claim frame.',
  ),
  word(
    'Slot',
    'A named place of a claim or event: claimer, cue, object … It holds spans, entities or a text, or a reason for being empty.',
  ),
  word(
    'Cue',
    'The words that attribute a claim, such as “said”. It belongs to the claim and is not counted.',
  ),
  word('Relation', 'A typed link from one span to another, or between two entities.'),
  word(
    'Attribute',
    'A question with one value on a span, a relation or a document. An untouched default is told apart.',
  ),
  word('Layer', 'A family of types that are shown and hidden together.'),
  word('Status', 'How far an article is in your set: new, in progress, done, or skipped with a reason.'),
  word(
    'Annotation set',
    'All annotations of one origin: an analyst, a run of a model, an import, or the gold set. Each annotation is in one.',
  ),
  word(
    'Review',
    'Deciding case by case what of one set goes into another: what a model proposed into yours, or several analysts into gold.',
  ),
  word(
    'Quarantine',
    'Where extractions wait for which no place in the text was found, or which the scheme refuses.',
  ),
  word(
    'Change',
    'One edit with its time, its analyst and its inverse. Everything that is stored belongs to one.',
  ),
  word('Dataset', 'An export: chosen documents and sets in one format, with a manifest.'),
];
