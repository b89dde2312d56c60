import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { syncFolderOf } from '../../../backend/workspace/sync-folder.ts';

const MOUNTS = `/dev/sda1 / ext4 rw 0 0
server:/export /mnt/team nfs4 rw 0 0
//nas/work /mnt/Our\\040work cifs rw 0 0
host:/ /home/ada/far fuse.sshfs rw 0 0
share /mnt/vm 9p rw 0 0
/dev/sdb1 /mnt/team/disk ext4 rw 0 0
`;

test.each([
  ['/home/ada/Dropbox/Wall.postil', 'a Dropbox folder'],
  ['/home/ada/OneDrive - The Daily/news/Wall.postil', 'a OneDrive folder'],
  ['/Users/ada/Library/CloudStorage/GoogleDrive-ada@example.org/Wall.postil', 'a Google Drive folder'],
  ['/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/Wall.postil', 'an iCloud Drive folder'],
  ['/home/ada/Nextcloud/a/Wall.postil', 'a Nextcloud folder'],
  ['/mnt/team/Wall.postil', 'a network share (nfs4)'],
  ['/mnt/Our work/Wall.postil', 'a network share (cifs)'],
  ['/home/ada/far/a/Wall.postil', 'a network share (fuse.sshfs)'],
  ['/mnt/vm/Wall.postil', 'a network share (9p)'],
  ['\\\\nas\\work\\Wall.postil', 'a network share'],
])('%s lies in %s', (path, name) => {
  expect(syncFolderOf(path, MOUNTS)?.name).toBe(name);
});

test.each([
  '/home/ada/Postil/Wall.postil',
  '/home/ada/Dropbox notes/Wall.postil',
  '/home/ada/Dropbox.postil',
  '/mnt/team/disk/Wall.postil',
  '/mnt/teamwork/Wall.postil',
  join(homedir(), 'Wall.postil'),
])('%s is a place of its own', (path) => {
  expect(syncFolderOf(path, MOUNTS)).toBeNull();
});
