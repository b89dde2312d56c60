const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// better-sqlite3 crashes the process without a word on Node 20, so this comes before anything loads it.
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Postil needs Node 22.18 or newer; this is ${process.versions.node}. Run it through npm, which brings its own.`,
  );
  process.exit(1);
}
