import {
  BookOpen,
  ClipboardPaste,
  FileInput,
  FolderOpen,
  MoreHorizontal,
  Plus,
  type LucideIcon,
} from 'lucide-react';
import { Button as MenuButton } from 'react-aria-components';
import { runAction } from '../../commands/index.ts';
import { openListed, openSample } from '../../commands/project.ts';
import { askForProject } from '../../state/project-files.ts';
import { useCall, useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { RefusedProject } from '../backups/RefusedProject.tsx';
import { When } from '../../ui/When.tsx';
import controls from '../../ui/controls.module.css';
import { ProjectMenu } from './ProjectMenu.tsx';
import styles from './start.module.css';
import { TEXTS } from './texts.ts';

/** The screen shown when no project is open. */
export function StartScreen() {
  const host = useHost();
  const projects = useCall('host.projects', {}).data?.projects ?? [];
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.header}>
          <img src="./icon.svg" alt="" width={48} height={48} />
          <div>
            <h1 className={styles.name}>Postil</h1>
            <p className={styles.claim}>{TEXTS.tagline}</p>
          </div>
        </header>
        <RefusedProject />
        <div className={styles.buttons}>
          <Button
            kind={host?.refused ? 'plain' : 'primary'}
            autoFocus={!host?.refused}
            onClick={() => runAction('project.new')}
          >
            <Plus size={16} aria-hidden /> {TEXTS.newProject}
          </Button>
          {host?.dialogs && (
            <Button onClick={() => runAction('project.open')}>
              <FolderOpen size={16} aria-hidden /> {TEXTS.open}
            </Button>
          )}
          <Button onClick={() => askForProject('import')}>
            <FileInput size={16} aria-hidden /> {TEXTS.importArticles}
          </Button>
          {host?.sample && host.taught && (
            <Button onClick={() => void openSample()}>
              <BookOpen size={16} aria-hidden /> {TEXTS.sample}
            </Button>
          )}
        </div>
        {host && !host.taught && <FirstMinutes sample={host.sample} />}
        <section aria-labelledby="recent">
          <h2 id="recent" className={styles.heading}>
            {TEXTS.projects}
          </h2>
          {projects.length === 0 ? (
            <p className={styles.empty}>{TEXTS.noProjects(host?.library ?? TEXTS.library)}</p>
          ) : (
            <ul className={styles.list}>
              {projects.map(({ id, name, folder, modified, progress }) => (
                <li key={id} className={styles.row}>
                  <button type="button" className={styles.project} onClick={() => openListed(id)}>
                    <span className={styles.projectName}>{name}</span>
                    <span className={styles.folder}>{folder}</span>
                    <When at={modified} />
                    {progress && (
                      <span className={styles.progress}>
                        {progress.documents === 0 ? (
                          TEXTS.empty
                        ) : (
                          <>
                            <progress max={progress.documents} value={progress.finished} aria-hidden />
                            {TEXTS.progress(progress.finished, progress.documents)}
                          </>
                        )}
                      </span>
                    )}
                  </button>
                  <ProjectMenu target={{ id, name }}>
                    <MenuButton
                      className={`${controls.button} ${controls.quiet} ${controls.icon}`}
                      aria-label={TEXTS.moreOf(name)}
                    >
                      <MoreHorizontal size={16} aria-hidden />
                    </MenuButton>
                  </ProjectMenu>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </main>
  );
}

/** The two ways into the first five minutes, for who has not taken them yet. */
function FirstMinutes({ sample }: { sample: boolean }) {
  return (
    <section aria-labelledby="first-minutes">
      <h2 id="first-minutes" className={styles.heading}>
        {TEXTS.firstMinutes}
      </h2>
      <div className={styles.ways}>
        {sample && (
          <Way
            icon={BookOpen}
            title={TEXTS.explore}
            about={TEXTS.exploreAbout}
            onClick={() => void openSample()}
          />
        )}
        <Way
          icon={ClipboardPaste}
          title={TEXTS.annotate}
          about={TEXTS.annotateAbout}
          onClick={() => askForProject('paste')}
        />
      </div>
    </section>
  );
}

interface WayProps {
  icon: LucideIcon;
  title: string;
  about: string;
  onClick: () => void;
}

function Way({ icon: Icon, title, about, onClick }: WayProps) {
  return (
    <button type="button" className={styles.way} onClick={onClick}>
      <Icon size={20} aria-hidden />
      <span className={styles.projectName}>{title}</span>
      <span className={styles.about}>{about}</span>
    </button>
  );
}
