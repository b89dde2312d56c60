import { TriangleAlert } from 'lucide-react';
import { useEffect, useLayoutEffect, type DragEvent, type ReactNode } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { droppedFiles, importFiles } from '../../commands/files.ts';
import { installTypeStyles } from '../../editor/type-styles.ts';
import { openArticle } from '../../state/article.ts';
import { useCorrection } from '../../state/correction.ts';
import { useRecheck } from '../../state/recheck.ts';
import { useCall, useKept, useProject, useProjectHead, useWhyLocked } from '../../state/queries.ts';
import { shownSet } from '../../state/project.ts';
import { isPanelOpen, setView, toastError, useView, useViewParts, type PanelName } from '../../state/view.ts';
import { OpenItemsPanel } from '../open-items/OpenItemsPanel.tsx';
import { DocumentList } from '../documents/DocumentList.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { Reader } from '../reader/Reader.tsx';
import {
  AgreementScreen,
  ClaimsScreen,
  CorrectionScreen,
  EntitiesScreen,
  FirstSteps,
  GuidelinePanel,
  GuideScreen,
  HistoryPanel,
  HistoryScreen,
  NotesScreen,
  QuarantinePanel,
  RecheckPanel,
  RelationsScreen,
  ReviewScreen,
  SchemeScreen,
  SearchScreen,
} from '../screens.tsx';
import { Button } from '../../ui/Button.tsx';
import { Banner } from './Banner.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { OthersBanner } from './OthersBanner.tsx';
import { SyncFolderWarning } from './SyncFolderWarning.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { Drawer } from './Drawer.tsx';
import { Panel } from './Panel.tsx';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

/** The window of an open project: documents, article, inspector. */
export function Workbench() {
  const { screen, documentId, chosenSet, alarm, connection, hiddenLayers } = useViewParts(
    'screen',
    'documentId',
    'chosenSet',
    'alarm',
    'connection',
    'hiddenLayers',
  );
  const locked = useWhyLocked() !== null;
  const left = useView((view) => isPanelOpen(view, 'left'));
  const inspector = useView((view) => isPanelOpen(view, 'inspector'));
  const showsHistory = useView((view) => view.showsHistory && view.screen === 'article');
  const showsGuideline = useView((view) => view.showsGuideline && view.screen === 'article');
  const isCovered = useView((view) => view.drawer !== null);
  const rechecks = useRecheck(({ open }) => open) && screen === 'article';
  const corrected = useCorrection(({ document }) => (screen === 'article' ? document : null));
  // Commands read these properties from the cache (`currentProject`), so they are always loaded.
  useKept('project.info', {});
  const project = useProjectHead(chosenSet ?? undefined);
  const set = shownSet(project, chosenSet);
  const title = project?.name;
  const scheme = useCall('project.scheme', {}).data?.scheme;
  const first = useCall('documents.list', { limit: 1 }, { enabled: documentId === null }).data?.rows[0]?.id;

  useEffect(() => {
    if (title !== undefined) document.title = `${title} – Postil`;
  }, [title]);
  useEffect(() => {
    if (documentId === null && first) setView({ documentId: first });
  }, [documentId, first]);
  const known = project !== undefined;
  useEffect(() => {
    if (known) void openArticle(documentId, set);
  }, [documentId, set, known]);
  // The inspector and the tables show types too, so the styles are needed without an editor.
  useLayoutEffect(() => (scheme ? installTypeStyles(scheme) : undefined), [scheme]);
  useEffect(() => {
    if (scheme)
      setView({ hiddenLayers: scheme.layers.filter(({ visible }) => !visible).map(({ name }) => name) });
  }, [scheme]);

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    droppedFiles(event.dataTransfer.items).then(importFiles, toastError);
  };
  // Takes the focus until the project is read; otherwise it would fall to the body of the page.
  if (!project || !scheme) return <main aria-busy="true" />;
  return (
    <div className={styles.window} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <TopBar project={project} set={set} />
      <div className={styles.banners}>
        {alarm && (
          <Banner
            icon={TriangleAlert}
            tone="bad"
            label={TEXTS.alarm}
            actions={<Button onClick={() => setView({ dialog: 'backups' })}>{TEXTS.backups}</Button>}
          >
            {alarm}
          </Banner>
        )}
        <ConnectionBanner />
        {/* Their buttons need a connection. */}
        {connection === 'up' && (
          <>
            <OthersBanner />
            <SyncFolderWarning />
          </>
        )}
      </div>
      {(screen === 'article' || screen === 'review') && !locked && (
        <FirstSteps project={project} scheme={scheme} />
      )}
      <div className={styles.work}>
        <div className={styles.columns}>
          {screen === 'quarantine' && (
            <Panel side="left" label={TEXTS.quarantine} region="documents" needs={348}>
              <QuarantinePanel scheme={scheme} />
            </Panel>
          )}
          {rechecks && (
            <Panel side="left" label={TEXTS.recheck} region="documents" needs={300}>
              <RecheckPanel scheme={scheme} />
            </Panel>
          )}
          {screen !== 'quarantine' && !rechecks && left && (
            <Side panel="left" label={TEXTS.documents} region="documents">
              <DocumentList set={set} statuses={project.statuses} />
            </Side>
          )}
          <div className={styles.middle} inert={isCovered}>
            {corrected && (
              <CorrectionScreen
                key={corrected.id}
                document={corrected}
                scheme={scheme}
                hiddenLayers={hiddenLayers}
              />
            )}
            {(screen === 'article' || screen === 'quarantine') && !corrected && (
              <Reader scheme={scheme} hiddenLayers={hiddenLayers} documents={project.documents} />
            )}
            {screen === 'search' && (
              <WithCounts set={chosenSet}>
                {(counted) => <SearchScreen scheme={scheme} project={counted} set={set} />}
              </WithCounts>
            )}
            {screen === 'claims' && <ClaimsScreen scheme={scheme} set={set} />}
            {screen === 'relations' && <RelationsScreen scheme={scheme} set={set} />}
            {screen === 'entities' && <EntitiesScreen scheme={scheme} set={set} />}
            {screen === 'review' && <ReviewScreen scheme={scheme} />}
            {screen === 'notes' && <NotesScreen />}
            {screen === 'guide' && <GuideScreen />}
            {screen === 'history' && <HistoryScreen />}
            {screen === 'scheme' && <SchemeScreen scheme={scheme} />}
            {screen === 'numbers' && (
              <WithCounts set={chosenSet}>
                {(counted) => <AgreementScreen scheme={scheme} project={counted} />}
              </WithCounts>
            )}
          </div>
          {inspector && !corrected && (
            <Side
              panel="inspector"
              label={showsHistory ? TEXTS.changes : showsGuideline ? TEXTS.guideline : TEXTS.inspector}
              region="inspector"
            >
              {showsHistory ? (
                <HistoryPanel />
              ) : showsGuideline ? (
                <GuidelinePanel scheme={scheme} />
              ) : (
                <Inspector scheme={scheme} />
              )}
            </Side>
          )}
        </div>
        {screen === 'article' && !corrected && <OpenItemsPanel />}
      </div>
      <StatusBar project={project} set={set} />
    </div>
  );
}

interface SideProps {
  panel: PanelName;
  label: string;
  region: 'documents' | 'inspector';
  children: ReactNode;
}

/** A panel beside the article, or over it in a narrow window. */
function Side({ panel, ...rest }: SideProps) {
  const isNarrow = useView((view) => view.isNarrow);
  if (isNarrow) return <Drawer panel={panel} {...rest} />;
  return <Panel side={panel === 'left' ? 'left' : 'right'} {...rest} />;
}

interface WithCountsProps {
  set: Uid | null;
  children: (project: OutputOf<'project.info'>) => ReactNode;
}

/** Renders a screen that shows counts of the whole project. */
function WithCounts({ set, children }: WithCountsProps) {
  const project = useProject(set ?? undefined);
  return project && children(project);
}
