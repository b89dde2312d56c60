/** A picture of a topic. Only `docs/guide.md` has them: on the screen the program itself is the picture. */
interface Picture {
  /** The file `docs/pictures/<name>.png`. */
  readonly name: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
}

/**
 * A topic of the guide, which the program shows and from which `docs/guide.md` is made. The body is Markdown;
 * `{action.id}` is replaced by the current key of that action, so that it stays right when keys are changed.
 */
export interface HelpTopic {
  readonly id: string;
  readonly group: 'How to' | 'Words';
  readonly title: string;
  readonly body: string;
  readonly picture?: Picture;
}

const howTo = (id: string, title: string, body: string, picture?: Picture): HelpTopic => ({
  id,
  group: 'How to',
  title,
  body,
  ...(picture && { picture }),
});
const word = (title: string, body: string): HelpTopic => ({
  id: `word-${title.toLowerCase().replaceAll(/\W+/g, '-')}`,
  group: 'Words',
  title,
  body,
});

export const GUIDE: readonly HelpTopic[] = [
  howTo(
    'start',
    'Begin here',
    `Hints above the text lead through the first five minutes, one at a time, in the sample as in a project of your own, until you have taken all steps or end them. Four things to try in the sample project:

1. **Tag a name.** Put the caret on a name and press the letter of its type: \`P\` for a person, \`O\` for an organisation. The letters are above the text.
2. **Record a claim.** Select what somebody is reported to say and press \`C\`. Then press \`1\` and choose who says it.
3. **Decide on a model’s proposals.** Open the queue with \`{screen.review}\`: \`{review.accept}\` accepts, \`{review.reject}\` rejects, a type’s letter corrects the type.
4. **Export to Excel.** Press \`{export}\`: the workbook has a sheet for each kind of thing, claims first.

Your work is saved as you go; \`{history.undo}\` undoes. Point at a highlighted word to see how it is annotated.`,
    {
      name: 'article',
      alt: 'An article with its highlighted entities and claims; the inspector shows who makes the selected claim and what it is about',
    },
  ),
  howTo(
    'tag',
    'Tag names',
    `1. Put the caret on a word, or select words: the arrow keys move, with \`Shift\` they select, with \`Ctrl\` they move by word. Or press \`{letters.show}\`: every word of the sentence gets a letter; press that of the first word, then that of the last (or \`{letters.word}\` for the word alone). The arrows change the sentence. \`{type.hold}\` and a type’s letter hold that type: then each click tags a word, each drag tags words, until \`Escape\`.
2. Press the letter of the type. The letters are above the text, and \`{help.keys}\` lists them all. If a name is already tagged with that type, it is selected instead. Beside words that you select with the mouse, the types that you use most are offered; \`{span.inspect}\` offers them by key, and finds any type by its name.
3. To change the type of a selected mention, press another letter. To tag words inside it, select them first. \`Shift\` and a letter changes the type of any selected span. Letters do the same in the inspector and in the lists of mentions, claims and hits.
4. \`{nudge.endRight}\` and \`{nudge.endLeft}\` move the end of a span by a word, \`{nudge.startRight}\` and \`{nudge.startLeft}\` its start; \`{nudge.endRightExact}\` and \`{nudge.endLeftExact}\` go by character.
5. \`{span.next}\` moves to the next span, \`{span.inspect}\` to its fields, \`{focus.text}\` back to the text. \`{span.delete}\` deletes the span.

\`{attribute.open}\` sets the attributes of the selected span, one after the other: press the letter beside a value. \`{attribute.accept}\` takes a proposed date or keeps the value, \`{attribute.next}\` and digits move to other attributes, \`{attribute.write}\` writes a value, \`Escape\` ends. The value of a date (“Wednesday”, “in April”, “last week”) is proposed from the day on which the article was published.

To add a separate piece to a span, select the span, then select more words and press \`{span.addFragment}\`.

\`{history.undo}\` undoes your latest change and shows where it was, also after a restart. It asks first about changes of earlier sessions and about imports, deletions and merges. \`{history.redo}\` restores what was undone.

\`{labels.cycle}\` shows the types above their spans: always, on pointing, or not. Types of similar colours differ in their underline.

Layers such as the events are hidden at first; \`{palette.open}\` shows and hides them.`,
    { name: 'tag', alt: 'Words selected in an article, with the types and their keys above the text' },
  ),
  howTo(
    'same',
    'Tag the same name everywhere',
    `\`{propagate}\` finds every other occurrence of the selected words, in this article or in all. Look through the list, untick what is not meant, and tag the rest as one change; one \`{history.undo}\` undoes all of it. If the mention is linked, occurrences that are already tagged, but not linked, are linked too. To tag what a search finds, use \`{find.open}\` in the article or \`{screen.search}\` in the project.`,
  ),
  howTo(
    'link',
    'Link mentions to entities',
    `\`{entity.accept}\` links the selected mention to the suggested entity, or creates an entity with its name. Postil remembers names: it suggests an entity again for other accents, hyphens, titles, initials, acronyms, transliterations and a last name alone (“Kim Jong Un”, “President Macron”, “V. Putin”, “U.N.”, “Selenskyj”). Part of a name (“Security Council”) is suggested but must be chosen. A pronoun or a group word (“she”, “both sides”) is offered what was mentioned before, a people (“Pakistani”) its country.

\`{entity.link}\` finds another entity as you type; link several for a group such as “both sides”. Mentions of the same entity count as coreferent. The inspector shows the whole chain.

\`{entity.open}\` opens the page of an entity: its mentions in context, claims by and about it, and its relations to other entities. To add a relation, choose its type (“is affiliated with …”) and find the other entity. \`{screen.entities}\` lists all entities. Tick several to merge them. Entities can be imported from CSV or JSONL.`,
    { name: 'link', alt: 'A tagged name; the inspector offers to make an entity of it' },
  ),
  howTo(
    'claim',
    'Record a claim: who says what',
    `1. Select the content of the claim and press the letter of the claim type.
2. Press a digit to open a slot: \`1\` is who claims, \`2\` the words that say so, \`3\` what the claim is about.
3. Fill the slot: press the letter of a suggestion; or select words and press \`{slot.accept}\`; or press \`{slot.hints}\` for a letter on every word (one letter for the first word of a phrase, one for the last); or \`{slot.nextSpan}\` to move to a span. \`{slot.name}\` names an entity or writes a text.
4. If there is no filler, press \`Escape\` and choose the reason: the author, not stated, inferred or unclear.
5. \`{claim.next}\` starts the next claim with the same claimer, place and time.

A filler shown in grey follows from the registry of entities, for example a claimer’s affiliation. It is stored only if you override it, or press \`Shift\` and its digit to give supporting text. \`Alt\` with \`↑\` or \`↓\` reorders fillers. \`{screen.claims}\` lists all claims, with filters and export. There they can be grouped by claimer, object or topic: \`←\` and \`→\` fold a group, with \`Shift\` all of them. \`Space\` chooses a claim or a whole group, \`Shift+Space\` a range; \`=\` then sets an attribute of all that are chosen.

Where a topic is set, the topics in use are offered as you type; \`↓\` chooses one, \`Enter\` takes what you wrote. “Topics…” among the claims, or “Topics and other values…” in \`{palette.open}\`, lists them with their counts: choose one to rename, colour or delete it, or several to merge them. You see first how many annotations of which sets that changes, and one undo reverts it.`,
    {
      name: 'slot',
      alt: 'The claimer slot of a claim is open: letters beside the suggestions, in the inspector and over the text',
    },
  ),
  howTo(
    'relate',
    'Relate two spans',
    `Press \`{relation.relate}\` at one span, go to the other, in any article, and press it again. Or drag from the small ring beside the selected span. \`{arcs.cycle}\` switches the arcs: of the selection, all, none. \`{relation.follow}\` goes to the other end, \`{screen.relations}\` lists all relations.`,
  ),
  howTo(
    'find',
    'Search',
    `\`{find.open}\` finds in the article and can tag every place at once. \`{screen.search}\` searches all articles, or the text of annotations by type and set. Each hit is shown with the words before and after it, and can be sorted by them.

- \`Enter\` goes to a hit, \`{screen.search}\` returns to the list.
- \`Space\` ticks a hit, \`Ctrl\` with \`A\` ticks all. Ticked hits are tagged as one change, after a preview.
- Upper and lower case and diacritics are ignored unless you ask for them: “isik” finds Işık, “lodz” Łódź, “strasse” Straße. 北京 is found within a sentence.
- Quotation marks keep words together; a minus excludes articles with a word.`,
    { name: 'search', alt: 'Search hits in all articles, each between the words around it' },
  ),
  howTo(
    'done',
    'Finish an article',
    `\`{document.done}\` marks the article as done and opens the next one. If something is missing, a panel below the text lists these open items: required values, empty slots, names without an entity. \`{document.left}\` opens the panel at any time; \`Enter\` goes to the place. \`{document.skip}\` skips an article with a reason.

To do the same with several articles, choose them in the list: \`Ctrl\` and a click or \`Space\` chooses one more, \`Shift\` and a click or an arrow all on the way, \`Ctrl\` and \`A\` the whole list. \`{menu.open}\` then marks, labels, exports or deletes them as one change.`,
  ),
  howTo(
    'ask',
    'Write notes and ask the lead',
    `\`{note.add}\` adds a note to the selected span, or to the article if nothing is selected. Tick the box to make it a question to the lead; \`Enter\` saves it. A dotted line above words marks them as having notes; point at them to read. \`{screen.notes}\` lists all notes of the project: open questions, answered questions, by analyst and by words. \`Enter\` goes to the place, \`{note.add}\` replies there. The list of documents counts the open questions. An answered question can be reopened.`,
  ),
  howTo(
    'page',
    'Import web pages',
    `Save a page in the browser and drop the file into the window, or choose it with “Import files”. Only the article comes in: its headline, paragraphs, quotes, lists and captions. Menus, cookie notices, comments and related links are left out, and the import counts their words. Nothing of the page is loaded or run.

Title, byline, date, outlet, address and language come from what the page states. *Details* in the inspector shows below a field every other value that the page states for it, and where; a click takes it. A field for which the page states nothing stays empty.`,
  ),
  howTo(
    'model',
    'Import what a model extracted',
    `Run “Import a model’s extractions” from \`{palette.open}\`. Postil reads the output of LangExtract, GLiNER, UIE, Hugging Face pipelines, CoreNLP and NuExtract, lists of claims, quotes and triples, answers of chat models and batch files as they are. Text without offsets is located in the article. A file that names no article belongs to the article of the same name: \`storm.json\` to \`storm.txt\`.

The result is an annotation set of its own. Nothing of it goes into your set until you accept it. Importing the same file again changes nothing; a newer run supersedes the older one and keeps your decisions.`,
  ),
  howTo(
    'review',
    'Review proposals',
    `\`{screen.review}\` opens the queue of everything that models, or other sets, propose for your set. Sort it by lowest score, nearest to a threshold, most disputed or order of the articles; in every order a mention comes before the claim that it has a part in.

- \`{review.filter}\` adds a condition to the filter: some letters of a type, source, kind or state, a score (“90”), words, or a condition such as \`type in (PERSON, ORG) and not text ~ press and length > 3\` (fields: type, score, text, source, document, status, state, disagreement, length, kind). Values of one field are alternatives. Each condition is a chip: \`Backspace\` in the empty field goes to the chips, the arrow keys walk them, \`Delete\` removes one.
- The card of a claim has claimer and object first, then its content, cue and values; in the text beside it each part has its own underline and name. It says which of the mentions that it needs are still open: accepting the claim accepts them too.
- \`{review.accept}\` accepts, \`{review.reject}\` rejects; the next case follows at once. A type’s letter accepts with that type.
- The keys that move the ends of a span (\`{nudge.endRight}\` …) correct the boundary; \`{review.accept}\` then accepts.
- \`{entity.accept}\` accepts and links to the entity shown. Digits include or leave out a slot of a claim.
- \`{review.skip}\` skips, \`{review.previous}\` goes back; deciding a case again undoes its first decision. \`{review.flag}\` flags it for discussion, \`{focus.text}\` shows it in the article.

“Decide all…” accepts or rejects everything in the filter: it shows first what would happen, and one undo reverts it. “Thresholds…” shows for each type what a score threshold would accept, and how often that was right so far.

Groups collect cases with the same words and type. In the article, proposals are hollow and dashed, and the same keys decide them there.

The menu “…” has two more tools. Decisions can be exported as training data, one JSON line each with the proposal and the outcome. A share of the articles can be made blind: their proposals stay hidden until the article is done, so that you can compare the accept rate with unassisted work.`,
    {
      name: 'review',
      alt: 'The review queue: cases on the left, the proposal in its article, and what else is known of it',
    },
  ),
  howTo(
    'quarantine',
    'Place what could not be located',
    `\`{screen.quarantine}\` lists extractions that could not be located in their article, or that the scheme refuses. Each one opens beside its article: select the words where it belongs and press \`{quarantine.place}\`, or press a digit for one of the nearest guesses. \`{quarantine.dismiss}\` dismisses it, \`{quarantine.next}\` goes to the next. A relation waits until both of its ends are placed.`,
  ),
  howTo(
    'recheck',
    'Re-check after a change of meaning',
    `When a guideline, the help of an attribute or slot, or the values of a choice change in the scheme, Postil asks whether the type means something else from now on. If it does, the annotations made until now are listed: “Re-check” with their number stands in the line at the foot, as a filter in the list of documents, and \`{recheck.open}\` opens the list beside the article. \`{recheck.confirm}\` confirms the annotation as it is and goes to the next, \`{recheck.next}\` skips it; all other keys apply as in the article: change its type or attributes, or delete it. “Confirm several…” confirms those of the article, of the same words, or all in the list. Every confirmation is stored with its analyst and time, and undo takes it back. Corrections of the text and merges of entities confirm nothing.`,
  ),
  howTo(
    'agreement',
    'Compare two annotation sets',
    `\`{screen.numbers}\` opens “Agreement”: it compares two annotation sets, such as a model’s and yours, or two analysts'. It shows precision, recall and F1 for exact matches, overlaps and types, with intervals; Cohen’s kappa; which types were confused; slots, relations, document labels with κ and α, and how reliable the scores are. Each number leads to the cases behind it.`,
    { name: 'agreement', alt: 'The screen Agreement: scores of a model’s set against an analyst’s, by type' },
  ),
  howTo(
    'correct',
    'Correct the text',
    `\`{text.correct}\`, or “Correct” above the text, lets you edit the text of the open article: typos, missing spaces, paragraphs that were split or merged, text pasted over. The annotations of every analyst follow, also those that are hidden. While you type, “What changes” lists exactly the annotations that get other words, before and after. Of an annotation of whose words none are left, you choose whether it is kept on the nearest word or deleted.

\`{document.done}\` saves, and \`Esc\` leaves; before edits are lost, Postil asks. While you correct, \`{history.undo}\` undoes your typing; afterwards it undoes the whole correction, also on another day. “Earlier texts of this article” (\`{palette.open}\`) lists the texts that the article has had, shows what differs, goes back to one, and exports one with the annotations mapped to it.

\`{text.replace}\` finds a text in the open article and replaces it; “Replace…” in the search of the project does so in all articles. Every place is listed before and after, article by article, and beside it the annotations of every set that get other words. \`Space\` leaves out a place or, on the line of an article, all of its places; \`Enter\` shows a place in its article. \`{document.done}\` replaces everywhere else as one change, which one undo reverts. An article whose text was changed in the meantime is left out, and the message names it.`,
  ),
  howTo(
    'history',
    'See what changed, and go back',
    `\`{screen.history}\` lists the changes of the open article, newest first: who, when, what. From a span’s inspector it lists the changes of that span. \`Enter\` on a change shows what reverting to it would do, including whose changes it would revert, and what cannot return because an entity, a type or a set no longer exists. “Revert to this state” restores the article as it was just after that change, in all sets, as one change that you can undo. “Undo this change” reverts that change alone. Entities and the scheme stay as they are.

“Move this article to the trash” removes an article with its annotations; “Trash” lists deleted articles and restores them. \`{palette.open}\` finds both.`,
    { name: 'history', alt: 'The history of an article: who changed what, newest first' },
  ),
  howTo(
    'erase',
    'Delete something for good',
    `“Delete this article for good” (\`{palette.open}\`), the same button in the trash, and “Delete its names for good” in the details of an entity remove an article, or all names of a person or organisation, from texts, history, search, trash and backups. Postil first shows what will be deleted and which exports and copies it cannot reach, and asks you to type the words. This cannot be undone.`,
  ),
  howTo(
    'scheme',
    'Change the scheme',
    `\`{screen.scheme}\` shows the annotation scheme: types, relations, document labels and layers, with their names, colours, keys, attributes, slots, rules for suggestions, and guidelines. Analysts see the guidelines when they point at a span and hold \`Shift\`, in the inspector, and with \`{guideline.panel}\` beside the article.

A guideline consists of blocks: definition, mark, do not mark, example, counter-example and note. With the focus on a block, \`Enter\` edits its text, \`Alt\` with \`↑\` or \`↓\` moves it, \`Delete\` removes it. \`{guideline.example}\` makes the selected annotation an example in the guideline of its type, \`{guideline.counterExample}\` a counter-example; an answer to a question about it becomes its text. The same keys work on an answered question in \`{screen.notes}\` and after a decision in \`{screen.review}\`, for the case decided last. An example leads to its annotation; if that is changed or deleted, the example says so and keeps the words. “Earlier…” compares the guideline with an earlier one, block by block, and restores a block or all of it. “Export…” also writes all guidelines as one web page or Markdown file.

Changes apply immediately. Each one is a version: “Versions” shows who changed what and can go back to any of them. A new name changes no annotation. “Merge into…” beside a type, relation, document label, attribute, slot or value lets its annotations count as those of another: it shows first how many they are, names ten of them, and asks what becomes of two spans on the same words, or of two relations of the same annotations. “Rename or merge values”, below the values of an attribute or label, gives a value another name without changing an annotation. A type that annotations use cannot simply be deleted or narrowed; the message names how many there are and where. “Import…” shows what a scheme file would change before it does so: JSON, an Excel workbook or CSV, or a brat configuration (choose \`annotation.conf\` and the files beside it together). “Export…” writes the same formats and lists what a file does not hold; imported again, a table or a configuration keeps that. A table has a row for each layer, type, relation and document label: edit names, labels, keys, colours, parents and guidelines in a spreadsheet; the column “former name” tells what was renamed.

A document label takes one value or, with “Several values”, more than one. Labels with the same group are shown and hidden together. In an article, \`{labels.open}\` opens the labels: letters set or add values, \`{attribute.accept}\` goes on to the next label. The list of articles can be filtered by a label, and its menu labels all chosen articles at once.

Types can stand under each other: in the list of parts, the arrow keys with \`Alt\` move a type: right under the one before it, left out again, up and down among its siblings; or drag it onto another. Filters by a type include the types below it, and slots and relations that allow a type allow those too. If a parent is deleted, the types below it move up.

“Split…” divides a type: by lists of words (“Ministry of *”), which are compared with the words of an annotation and with the names and aliases of its entity, by the value of an attribute, or by hand. It first shows how many annotations become what, in which sets and articles, with examples. What nothing decides waits in a queue, “11 to split” at the top: the letter of a new type gives it to the annotation, \`Enter\` takes the type that the same words have elsewhere, the arrow keys skip and go back, and what is left stays for another day.

“Advanced changes” of a part make a type a value of another type, make types of the values of an attribute, convert the values of an attribute to another kind by a table, or delete a part with everything that uses it. Each shows first what it does and what would be deleted, and is one change that one undo reverts.`,
    {
      name: 'scheme',
      alt: 'The type Claim on the scheme screen: name, key, colour, layer, attributes and slots',
    },
  ),
  howTo(
    'import',
    'Import articles and annotations',
    `Drop files or folders into the window, press \`{import.files}\`, or paste an article with \`{import.paste}\`. The format is recognised by the content; if it is the wrong one, choose another where the import shows it, or beforehand where you paste or choose files. Extractions of a chat model can be pasted too: choose that format, and they belong to the open article. Date, title, byline and dateline at the top of an article become fields; what was cut off the text is shown and can be put back. Dates are read in eleven languages. An ambiguous date such as 03/04/2025 stays in the text unless a line such as \`Language: en-US\` settles it.

Types, relations, labels and slots that your scheme lacks are listed first: add each to the scheme, map it to one you have, or leave it out. Faults in the files are listed too, with file, line and reason: import the rest, or nothing.`,
  ),
  howTo(
    'export',
    'Export a dataset',
    `\`{export}\` writes chosen articles and sets in one of eighteen formats. At first it is an Excel workbook with a sheet for claims (who claims what about whom), mentions, entities, events, relations, annotations and articles; the same tables can be written as CSV or Parquet. An annotated article, as an HTML page or a Word document, is for colleagues without Postil: the text with its marks and a legend, then claims, entities and notes; \`{print}\` prints the open one. Every export is read back and compared, and you see what the format cannot hold. The file \`manifest.json\` beside it records the counts.`,
    { name: 'export', alt: 'The dialog of the export, with the tables of the Excel workbook' },
  ),
  howTo(
    'safe',
    'Where your work is, and how it is kept safe',
    `One project is one file, \`name.postil\`. When the status bar shows that everything is saved, it is on the disk. Verified copies are made in \`name.backups\` at most every half hour, and when the project is closed. \`{backups}\` lists them and restores one; the current file is kept. “Save a copy” writes a checked copy that is a project of its own.

A click on the project’s name opens its menu: other projects, import and export, rename, duplicate, move to the trash. The start screen has the same for each project, and shows how many of its articles are done. In a browser the trash is the folder \`.trash\` beside the project.

Do not keep an open project in a folder that another program syncs (Dropbox, OneDrive, Google Drive, iCloud, Nextcloud) or on a network drive. On one machine, several windows may have a project open: each shows within a second what another one writes.`,
  ),
  howTo(
    'wrong',
    'When something goes wrong',
    `**The project can only be read.** The file, its folder or the disk cannot be written. You can read, search and export; controls that would change something are grey. “Work on a local copy” continues with a copy on this machine and leaves the project as it is.

**The journal is in doubt.** While a project is open, its latest changes are in a second file beside it, SQLite’s journal (\`name.postil-wal\`). If only one of the two was copied or replaced, they may not belong together. Restore a backup, or open the project with or without that file. Both files are first kept in \`name.backups\` as they were.

**Postil has stopped.** Everything that was shown as saved is saved, and what you are writing stays in the window. Start Postil again in the terminal, and open the link that it prints in the same tab.

**Another program has the project open.** You can go on working: each program shows what the other writes, and no change is lost. Close the other window if you did not mean to open it.

**You need an earlier state.** \`{backups}\` lists the copies and restores one. For a single article, \`{screen.history}\` goes back to any change.

**An import left something out.** The faults are listed before anything is stored, each with its place and what to do. What you leave out stays in your files; correct it and import it later. A record whose annotations no format can read is on the list too; tick the box to import its text alone. Extractions that could not be located wait in quarantine: \`{screen.quarantine}\`.`,
  ),
  howTo(
    'keys',
    'Find and change keys',
    `\`{palette.open}\` finds everything by a few letters: commands, articles, entities, claims by their words, settings and parts of the scheme, and topics of this guide; each row names what it is. Before you type it lists what you used last. If the layout of your keyboard has another script than the Latin, press the same keys as on an English keyboard. \`{help.keys}\` lists all keys: choose a command and press a new key. Postil shows first which command has that key now, and warns of keys that a browser keeps for itself. \`{focus.next}\` moves through the parts of the window. A right click, or \`{menu.open}\`, opens a menu of what is there: words, a span, a row, an entity, an article.`,
  ),
  word(
    'Project',
    'One file that holds articles, annotations, the scheme, the registry of entities and all history.',
  ),
  word(
    'Document',
    'One article: its text as in the source, its fields (title, source, date …) and its blocks (headline, paragraph, quote, list item).',
  ),
  word(
    'Scheme',
    'What may be annotated: types, relations, document labels, attributes, keys, colours, guidelines. It has versions.',
  ),
  word(
    'Span',
    'An annotation of one type over words: one piece of text, several pieces, or none (an implicit span).',
  ),
  word('Mention', 'A span that names or describes something: a person, a place, an organisation.'),
  word(
    'Entity',
    'The person or thing itself, in the registry of the project: its name, other names, ids elsewhere. Mentions are linked to it.',
  ),
  word(
    'Claim',
    'A span with what somebody is reported to say. With its slots and attributes it is a claim frame.',
  ),
  word(
    'Slot',
    'A named place in a claim or event: claimer, cue, object … It holds fillers (spans, entities or a text), or the reason why it is empty.',
  ),
  word('Evidence', 'The words in the article that support the filler of a slot.'),
  word(
    'Cue',
    'The words that attribute a claim, such as “said”. A cue belongs to its claim and is not counted as a span.',
  ),
  word('Relation', 'A typed link from one span to another, or between two entities.'),
  word(
    'Attribute',
    'A question with one value, on a span, a relation or a document. A default that you have not touched is marked as such.',
  ),
  word('Layer', 'A family of types that are shown and hidden together.'),
  word('Status', 'How far you are with an article: new, in progress, done, or skipped with a reason.'),
  word(
    'Open item',
    'Something that an article still lacks before it is done: a required value, an empty slot, a name without an entity.',
  ),
  word(
    'Annotation set',
    'All annotations of one origin: an analyst, a run of a model, an import, or the gold set. Each annotation is in exactly one.',
  ),
  word(
    'Proposal',
    'An annotation that a model, or another set, proposes for your set. With what is known about it, it is a case of the queue.',
  ),
  word(
    'Review',
    'Deciding case by case which proposals go into your set: a model’s into yours, or those of several analysts into gold.',
  ),
  word(
    'Agreement',
    'How far two annotation sets are the same. Comparing them gives the scores; it changes no annotation.',
  ),
  word(
    'Quarantine',
    'Where extractions wait that could not be located in the text, or that the scheme refuses.',
  ),
  word(
    'Change',
    'One edit with its time, its analyst and its inverse. Everything that is stored belongs to a change.',
  ),
  word('Dataset', 'An export: chosen documents and sets in one format, with a manifest.'),
];
