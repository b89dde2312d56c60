import * as z from 'zod';
import { Analyst } from '../model/set.ts';
import { Scheme } from '../model/scheme.ts';
import { Uid } from '../model/uid.ts';
import { host } from './define.ts';
import { MOST_KEYS } from '../keys.ts';

/** Keys by action, as `shared/keys.ts` writes them; only those that differ from what an action comes with. */
const ChosenKeys = z.record(z.string().max(60), z.array(z.string().min(1).max(40)).max(MOST_KEYS));

const PickedFile = z.object({ id: Uid, name: z.string() });

/** A project that `host.projects` listed; the open one, if there is none. */
const OneProject = z.object({ project: Uid.optional() });
const ProjectName = z.string().min(1).max(120);

/** Calls that need no open project. `host.info` states what the host cannot do (dialogs in a browser). */
export const hostCalls = {
  'host.info': host(
    z.object({}),
    z.object({
      kind: z.enum(['desktop', 'web', 'cli']),
      version: z.string(),
      /** Whether files and folders are chosen in native dialogs. */
      dialogs: z.boolean(),
      open: z.boolean(),
      /** Where projects are made unless another place is chosen. */
      library: z.string(),
      /** Whether it can show files in the system's file manager. */
      reveals: z.boolean(),
      /** Whether projects go to the trash of the system; otherwise into the folder `.trash` beside them. */
      systemTrash: z.boolean(),
      /** Whether the program comes with the sample project. */
      sample: z.boolean(),
      analyst: Analyst,
      /** False until the analyst has been asked for a name. */
      introduced: z.boolean(),
      /** True once the analyst has left the first steps of the sample project. */
      taught: z.boolean(),
      keys: ChosenKeys,
      /** The project that could not be opened and may be restored, why, and how many copies of it there are. */
      refused: z
        .object({
          name: z.string(),
          folder: z.string(),
          message: z.string(),
          copies: z.int(),
          /** What is odd about the journal beside it, where that is why; then `host.decideJournal` can open it. */
          odd: z.array(z.string()).nullable(),
          /** Whether there is a journal beside it. */
          journal: z.boolean(),
        })
        .nullable(),
      /** Why the open project should not lie where it does, unless that was accepted. */
      syncFolder: z.string().nullable(),
      /** Other programs that have the project open, as "the web host (pid 4711)". */
      others: z.array(z.string()),
      /** Why the open project can only be read where it lies, as a sentence. */
      locked: z.string().nullable(),
    }),
  ),
  /**
   * Opens the refused project with the doubtful journal beside it, or as it is without it. Both are kept first; answers where,
   * or `null` when nothing was doubtful any more.
   */
  'host.decideJournal': host(
    z.object({ choice: z.enum(['with', 'without']) }),
    z.object({ kept: z.string().nullable() }),
  ),
  /** Dismisses the warning about the location of the open project. */
  'host.acceptSyncFolder': host(z.object({}), z.object({})),
  /** Opens a checked copy of the open project in the library instead of it; returns the path of the copy. */
  'host.workLocally': host(z.object({}), z.object({ path: z.string() })),
  /** The first steps never come back. */
  'host.setTaught': host(z.object({}), z.object({})),
  /** Sets the keys that the analyst changed, all at once; refuses combinations that cannot be an action's. */
  'host.setKeys': host(z.object({ keys: ChosenKeys }), z.object({ keys: ChosenKeys })),
  'host.setAnalyst': host(Analyst.omit({ id: true }).partial(), z.object({ analyst: Analyst })),
  'host.presets': host(
    z.object({}),
    z.object({
      presets: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          description: z.string(),
          /** The labels and colours of its types, for a preview. */
          types: z.array(z.object({ label: z.string(), hue: z.number() })),
        }),
      ),
    }),
  ),
  /** Projects of the library folder and those opened lately, newest first. */
  'host.projects': host(
    z.object({}),
    z.object({
      projects: z.array(
        z.object({
          id: Uid,
          name: z.string(),
          folder: z.string(),
          modified: z.string(),
          /** Its documents, and those done or skipped, when it was last closed here. */
          progress: z.object({ documents: z.int(), finished: z.int() }).nullable(),
        }),
      ),
    }),
  ),
  /** Asks in a native dialog for the folder of a new project; `null` when it was dismissed. */
  'host.pickProjectFolder': host(
    z.object({}),
    z.object({ folder: z.object({ id: Uid, path: z.string() }).nullable() }),
  ),
  /** Makes a project and opens it: in a folder that was chosen, or in the library. Its scheme is a preset, or one that is given. */
  'host.create': host(
    z.object({
      name: ProjectName,
      preset: z.string().optional(),
      scheme: Scheme.optional(),
      folder: Uid.optional(),
    }),
    z.object({}),
  ),
  /** Opens a listed project, or with neither id the one chosen in the dialog. */
  'host.open': host(z.object({ project: Uid.optional() }), z.object({ opened: z.boolean() })),
  /** Opens the sample project of the library, which is made first if it does not exist. */
  'host.openSample': host(z.object({}), z.object({})),
  /** Shows a listed project, or the open one, in the file manager of the system. */
  'host.reveal': host(OneProject, z.object({})),
  /** Renames a listed project, or the open one, with its backups; refused while another program has it open. */
  'host.rename': host(OneProject.extend({ name: ProjectName }), z.object({})),
  /** Copies a listed project, or the open one, beside itself. */
  'host.duplicate': host(OneProject.extend({ name: ProjectName.optional() }), z.object({ path: z.string() })),
  /** Moves a listed project, or the open one, with its backups to the trash; `path` is `null` in that of the system. */
  'host.trash': host(OneProject, z.object({ path: z.string().nullable() })),
  'host.close': host(z.object({}), z.object({})),
  /** The page has sent all it had to send; the answer to `closing`. */
  'host.closeNow': host(z.object({}), z.object({})),
  /** Native dialog for files or folders to import; empty when it was dismissed. */
  'host.pickFiles': host(
    z.object({ folders: z.boolean().optional() }),
    z.object({ files: z.array(PickedFile) }),
  ),
  /** Native dialog for the folder an export goes to. */
  'host.pickFolder': host(
    z.object({ suggestion: z.string().max(200) }),
    z.object({ folder: PickedFile.nullable() }),
  ),
  /** Hands over the bytes of a dropped, pasted or chosen file, in order; the first chunk has no id. */
  'host.upload': host(
    z.object({
      id: Uid.optional(),
      name: z.string().min(1).max(300),
      /** The folder it was dropped in: files of one folder may belong together. It is never used as a path. */
      folder: z.string().max(4000).optional(),
      base64: z.string().max(12_000_000),
    }),
    PickedFile,
  ),
};
