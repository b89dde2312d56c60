// Loaded before every script by `node --import`: an older Node cannot even parse the scripts, which are TypeScript.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Postil needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
      'On Linux (x64) `npm ci` installs one beside the project and npm scripts use it; elsewhere install it from nodejs.org.',
  );
  process.exit(1);
}
